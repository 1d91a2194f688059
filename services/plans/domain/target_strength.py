"""Whether a target below asks less, the same or more than one above."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from services.plans.domain.asked_target import MeasuredTarget
from services.plans.domain.same_measure import difference
from services.plans.domain.stricter_line import LEAST, MOST, SERIES, Line, Which, earlier_deadline, stricter_line
from services.plans.domain.words import Certainty, DeadlineCertainty
from services.yardsticks.words import Comparison


class Strength(StrEnum):
    """弱于、等于、强于上级目标，无法比较，或尚不能比较: the plans are not both in force yet."""

    WEAKER = "weaker"
    EQUAL = "equal"
    STRONGER = "stronger"
    NOT_COMPARABLE = "not_comparable"
    NOT_COMPARABLE_YET = "not_comparable_yet"


class Why(StrEnum):
    """Why two lines, or two deadlines, cannot be compared, in a word."""

    VALUE_LOST_BELOW = "value_lost_below"
    VALUE_LOST_ABOVE = "value_lost_above"
    NO_NUMBER_BELOW = "no_number_below"
    NO_NUMBER_ABOVE = "no_number_above"
    OTHER_UNIT = "other_unit"
    OTHER_COMPARISON = "other_comparison"
    UNDATED_BELOW = "undated_below"
    UNDATED_ABOVE = "undated_above"


@dataclass(frozen=True)
class Judged:
    """`why` is a word of `Why` or `Differs`, and stands exactly where there is nothing to compare."""

    strength: Strength
    why: str | None = None


_STRENGTH: Mapping[Which, Strength] = {
    Which.FIRST: Strength.STRONGER,
    Which.SAME: Strength.EQUAL,
    Which.SECOND: Strength.WEAKER,
}


def in_value(lower: MeasuredTarget, upper: MeasuredTarget, stated: Line | None) -> Judged:
    """`stated` is what a person says that the lower target asks in the terms of the upper one; the lower's own line
    counts only where both measure the same.
    """
    lost = _lost(lower, upper)
    if lost is not None:
        return _not(lost)
    if stated is not None:
        return _lines(stated, upper)
    if lower.unit != upper.unit:
        return _not(Why.OTHER_UNIT)
    differs = difference(lower.yardstick, upper.yardstick)
    if differs is not None:
        return Judged(Strength.NOT_COMPARABLE, differs.value)
    return _lines(Line(lower.comparison, lower.value), upper)


def in_time(lower: MeasuredTarget, upper: MeasuredTarget) -> Judged:
    """Later is weaker. Whoever is given no day, or one that was lost, is compared with nobody."""
    if upper.deadline is None or upper.deadline_certainty is not DeadlineCertainty.STATED:
        return _not(Why.UNDATED_ABOVE)
    if lower.deadline is None or lower.deadline_certainty is not DeadlineCertainty.STATED:
        return _not(Why.UNDATED_BELOW)
    return Judged(_STRENGTH[earlier_deadline(lower, upper)])


def together(value: Judged, time: Judged) -> Strength:
    """Weaker in either is weaker; a deadline that cannot be compared leaves the value to decide."""
    if value.strength is Strength.NOT_COMPARABLE:
        return Strength.NOT_COMPARABLE
    both = {value.strength, time.strength}
    if Strength.WEAKER in both:
        return Strength.WEAKER
    return Strength.STRONGER if Strength.STRONGER in both else Strength.EQUAL


def _lost(lower: MeasuredTarget, upper: MeasuredTarget) -> Why | None:
    if upper.certainty is Certainty.LOST:
        return Why.VALUE_LOST_ABOVE
    return Why.VALUE_LOST_BELOW if lower.certainty is Certainty.LOST else None


def _lines(lower: Line, target: MeasuredTarget) -> Judged:
    """A range is met from its lower end on, wherever it ends."""
    upper = Line(target.comparison, target.value)
    if lower.value is None and upper.value is not None:
        return _not(Why.NO_NUMBER_BELOW)
    if upper.value is None and lower.value is not None:
        return _not(Why.NO_NUMBER_ABOVE)
    which = stricter_line(lower, upper) if _alike(lower.comparison, upper.comparison) else Which.UNCLEAR
    return Judged(_STRENGTH[which]) if which in _STRENGTH else _not(Why.OTHER_COMPARISON)


def _alike(lower: Comparison | None, upper: Comparison | None) -> bool:
    """What is asked in another way answers the line above only where a person says how."""
    return lower is upper or any(lower in way and upper in way for way in (LEAST, MOST, SERIES))


def _not(why: Why) -> Judged:
    return Judged(Strength.NOT_COMPARABLE, why.value)
