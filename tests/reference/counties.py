"""Made-up counties, each by its seed."""

from tests.reference.completing import County
from tests.reference.lots import Lots
from tests.reference.made_bureau import report_of_departments
from tests.reference.made_resources import resources_of_schools
from tests.reference.made_schools import report_of_schools, schools_of


def county(seed: int) -> County:
    """One county of 3 to 40 schools; what it lacks, it lacks by lot."""
    lots = Lots(seed)
    schools = schools_of(lots)
    resources_of_schools(lots, schools)
    report_of_schools(lots, schools)
    found: County = {"schools": schools, "education": {}, "finance": {}}
    report_of_departments(lots, found)
    return found
