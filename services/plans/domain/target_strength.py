"""Whether a target below asks less, the same or more than one above."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from services.plans.domain.asked_target import MeasuredTarget
from services.plans.domain.same_measure import difference
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


@dataclass(frozen=True)
class Line:
    """A number and how a figure is held against it."""

    comparison: Comparison
    value: Decimal


UPWARD = {Comparison.AT_LEAST: 0, Comparison.MORE_THAN: 1}
DOWNWARD = {Comparison.AT_MOST: 0, Comparison.LESS_THAN: 1}
_SERIES = {Comparison.NON_DECREASING: 0, Comparison.INCREASING: 1}


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
    if lower.comparison is Comparison.RANGE and upper.comparison is Comparison.RANGE:
        return _ranges(lower, upper)
    if lower.value is None and upper.value is None:
        return _words(lower.comparison, upper.comparison)
    if lower.value is None or lower.comparison is None:
        return _not(Why.NO_NUMBER_BELOW)
    return _lines(Line(lower.comparison, lower.value), upper)


def in_time(lower: MeasuredTarget, upper: MeasuredTarget) -> Judged:
    """Later is weaker. Whoever is given no day, or one that was lost, is compared with nobody."""
    if upper.deadline is None or upper.deadline_certainty is not DeadlineCertainty.STATED:
        return _not(Why.UNDATED_ABOVE)
    if lower.deadline is None or lower.deadline_certainty is not DeadlineCertainty.STATED:
        return _not(Why.UNDATED_BELOW)
    return _of(lower.deadline < upper.deadline, lower.deadline == upper.deadline)


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


def _lines(lower: Line, upper: MeasuredTarget) -> Judged:
    """The higher line is the stronger one where at least so much is asked, the lower one where at most."""
    if upper.value is None or upper.comparison is None:
        return _not(Why.NO_NUMBER_ABOVE)
    for strict, sign in ((UPWARD, 1), (DOWNWARD, -1)):
        if lower.comparison in strict and upper.comparison in strict:
            below = (sign * lower.value, strict[lower.comparison])
            above = (sign * upper.value, strict[upper.comparison])
            return _of(below > above, below == above)
    same = lower.comparison is upper.comparison and lower.value == upper.value
    return Judged(Strength.EQUAL) if same else _not(Why.OTHER_COMPARISON)


def _ranges(lower: MeasuredTarget, upper: MeasuredTarget) -> Judged:
    """A range is met from its lower end on."""
    if lower.value is None or upper.value is None:
        return _not(Why.NO_NUMBER_BELOW if lower.value is None else Why.NO_NUMBER_ABOVE)
    return _of(lower.value > upper.value, lower.value == upper.value)


def _words(lower: Comparison | None, upper: Comparison | None) -> Judged:
    """Without a number on either side: all, yes, ever more, or against another figure."""
    if lower is upper:
        return Judged(Strength.EQUAL)
    if lower in _SERIES and upper in _SERIES:
        return _of(_SERIES[lower] > _SERIES[upper], equal=False)
    return _not(Why.OTHER_COMPARISON)


def _of(stronger: bool, equal: bool) -> Judged:
    return Judged(Strength.EQUAL if equal else Strength.STRONGER if stronger else Strength.WEAKER)


def _not(why: Why) -> Judged:
    return Judged(Strength.NOT_COMPARABLE, why.value)
