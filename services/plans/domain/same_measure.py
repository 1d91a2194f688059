"""Whether two yardsticks measure the same, so that their lines can be held against each other."""

from collections.abc import Sequence
from enum import StrEnum

from services.yardsticks.language import ByStandard, Population, Yardstick
from services.yardsticks.words import Reach

_COUNTED = ("quantities", "reach", "where", "member", "versus", "change", "accumulate_from")
_FILTERS = ("school_kinds", "places", "functions", "levels")


class Differs(StrEnum):
    """Why two targets do not measure the same, in a word."""

    UNMEASURED = "unmeasured"
    OTHER_QUANTITY = "other_quantity"
    OTHER_PERIOD = "other_period"
    OTHER_POPULATION = "other_population"


def difference(lower: Yardstick | ByStandard | None, upper: Yardstick | ByStandard | None) -> Differs | None:
    """None where both measure the same of everybody whom the upper one concerns."""
    if lower is None or upper is None:
        return Differs.UNMEASURED
    if isinstance(lower, ByStandard) or isinstance(upper, ByStandard):
        return None if lower == upper else Differs.OTHER_QUANTITY
    if any(getattr(lower, name) != getattr(upper, name) for name in _COUNTED):
        return Differs.OTHER_QUANTITY
    if lower.period is not upper.period or (upper.every_period and not lower.every_period):
        return Differs.OTHER_PERIOD
    return None if _concerns(lower, upper) else Differs.OTHER_POPULATION


def _concerns(lower: Yardstick, upper: Yardstick) -> bool:
    """What is asked of each by itself may be asked of more below; a total or a share is of exactly the same."""
    if lower.population == upper.population:
        return True
    return upper.reach is Reach.EACH and _covers(lower.population, upper.population)


def _covers(wide: Population, narrow: Population) -> bool:
    if wide.kind != narrow.kind:
        return False
    pairs: list[tuple[Sequence[str], Sequence[str]]] = [(getattr(wide, n), getattr(narrow, n)) for n in _FILTERS]
    return all(not outer or (inner and set(inner) <= set(outer)) for outer, inner in pairs)
