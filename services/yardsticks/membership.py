"""Who belongs to a population."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.yardsticks.language import Population
from services.yardsticks.periods import first_day, following
from services.yardsticks.words import Level


def level_of(division_code: str) -> Level:
    """The level of a division after GB/T 2260: trailing zeros say how high it stands."""
    if division_code.endswith("0000"):
        return Level.PROVINCE
    return Level.PREFECTURE if division_code.endswith("00") else Level.COUNTY


def belongs(population: Population, kind: str, attributes: Mapping[str, Any]) -> bool:
    """Whether an organisation of this kind and these attributes is one of the population."""
    division = attributes.get("division_code")
    level = level_of(division) if division else None
    return (
        kind == population.kind
        and _listed(population.school_kinds, attributes.get("school_kind"))
        and _listed(population.places, attributes.get("place"))
        and _listed(population.functions, attributes.get("function"))
        and (not population.levels or level in population.levels)
    )


def existed(attributes: Mapping[str, Any], period: str) -> bool:
    """Whether an organisation existed on some day of the period: one not yet opened, or closed before, owes nothing."""
    return not closed_before(attributes, period) and not opened_after(attributes, period)


def closed_before(attributes: Mapping[str, Any], period: str) -> bool:
    """Whether it was closed on every day of the period."""
    closed = attributes.get("closed_on")
    return bool(closed) and date.fromisoformat(str(closed)) <= first_day(period)


def opened_after(attributes: Mapping[str, Any], period: str) -> bool:
    """Whether it opened only after the last day of the period."""
    opened = attributes.get("opened_on")
    return bool(opened) and date.fromisoformat(str(opened)) >= first_day(following(period))


def _listed(names: list[str], name: object) -> bool:
    return not names or name in names
