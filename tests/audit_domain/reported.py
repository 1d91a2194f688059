"""Facts as the tables of these tests write them: by period and organisation, what is reported."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from services.audit.domain.measured import Datum, Facts, Organisation
from services.yardsticks.language import Population

Reported = Mapping[str, Mapping[str, Mapping[str, Any]]]
DIVISIONS = {"province": "640000", "prefecture": "640200", "county": "640221"}


def member(population: Population, code: str, **attributes: Any) -> Organisation:
    """An organisation that belongs to the population."""
    first = {"school_kind": population.school_kinds, "place": population.places, "function": population.functions}
    own = {name: names[0] for name, names in first.items() if names}
    if population.levels:
        own["division_code"] = DIVISIONS[population.levels[0].value]
    return Organisation(code, population.kind, own | attributes)


def facts_of(population: Population | None, reported: Reported) -> Facts:
    """Everybody named in any period belongs to the population; an item left out is missing in that period."""
    codes = sorted({code for each in reported.values() for code in each})
    values = {
        Datum(code, item, str(period)): None if value is None else Fraction(str(value))
        for period, each in reported.items()
        for code, items in each.items()
        for item, value in items.items()
    }
    return Facts({code: member(population, code) for code in codes} if population else {}, values)
