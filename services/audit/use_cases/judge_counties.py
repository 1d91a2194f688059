"""How the counties below a prefecture stand under another standard, where a grade hangs on that."""

from collections.abc import Mapping

from services.audit.domain.assess import assess
from services.audit.domain.assess_grade import Counties
from services.audit.domain.facts import SchoolFacts
from services.audit.domain.standard import Standard
from services.audit.domain.verdict import Verdict
from services.audit.repository.register import Register
from services.audit.use_cases.gather_facts import gather_facts
from services.kernel.routes import Session
from services.yardsticks.membership import level_of
from services.yardsticks.words import Level

Gathered = Mapping[str, tuple[Standard, Mapping[str, list[SchoolFacts]]]]
"""By the code of a standard: the standard, and the schools of every county below."""


async def gather_counties(
    session: Session, beside: Mapping[str, Standard], register: Register, period: str, snapshot: int
) -> Gathered:
    """A school belongs to the nearest county above it; one without any is none of theirs."""
    found: dict[str, tuple[Standard, Mapping[str, list[SchoolFacts]]]] = {}
    for code, standard in beside.items():
        facts = await gather_facts(session, standard, register, period, snapshot)
        counties: dict[str, list[SchoolFacts]] = {county: [] for county in _counties(register)}
        for school in facts.schools:
            above = [county for county in counties if register.covers(county, school.code)]
            if above:
                counties[max(above, key=lambda county: len(register.paths[county]))].append(school)
        found[code] = standard, counties
    return found


def judged(gathered: Gathered) -> Counties:
    """Whether each county keeps the county rule; where it has no school that counts, nobody can say."""
    return {
        code: {county: _verdict(standard, schools) for county, schools in counties.items()}
        for code, (standard, counties) in gathered.items()
    }


def _verdict(standard: Standard, schools: list[SchoolFacts]) -> Verdict:
    assessed = assess(standard, schools)
    return assessed.county_rule if assessed.parts else Verdict.CANNOT_DECIDE


def _counties(register: Register) -> list[str]:
    return [
        code
        for code, one in register.organisations.items()
        if one.kind == "government"
        and one.attributes.get("division_code")
        and level_of(one.attributes["division_code"]) is Level.COUNTY
    ]
