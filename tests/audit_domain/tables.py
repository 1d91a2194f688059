"""What the tables of examples have in common: who reports, and how a row becomes facts."""

from collections.abc import Mapping
from typing import Any

from services.audit.domain.items import measure_condition
from services.audit.domain.measured import Measurement, Organisation
from services.audit.domain.standard import Standard
from tests.audit_domain.county_facts import PERIOD, department, facts_of, school

UNKNOWN = "~"
CITY = Organisation("640200-education", "department", {"division_code": "640200", "function": "education"})
REPORTERS = {
    "bureau": department("education"),
    "city": CITY,
    "kindergarten": school("kindergarten", "kindergarten"),
    "primary": school("primary", "primary"),
    "village": school("village", "primary", "rural"),
    "junior": school("junior", "junior_secondary"),
    "hamlet": school("hamlet", "junior_secondary", "rural"),
    "nine": school("nine", "nine_year"),
}


def row_name(row: list[Any]) -> str:
    return " ".join(str(cell) for cell in row[:3] if isinstance(cell, str))


def measured(standard: Standard, code: str, who: str, reported: Mapping[str, str]) -> Measurement:
    """A condition of a standard where one organisation reports what is written, and nothing else is known."""
    condition = next(each for each in standard.conditions if each.code == code)
    organisation = REPORTERS[who]
    items = {item: None if number == UNKNOWN else number for item, number in reported.items()}
    facts = facts_of({organisation.code: organisation}, {organisation.code: items})
    return measure_condition(standard, condition, facts, PERIOD)
