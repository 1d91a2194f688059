"""Which of two lines for the same figure is the stricter one, and which of two deadlines."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from services.plans.domain.asked_target import AskedTarget
from services.plans.domain.words import DeadlineCertainty
from services.yardsticks.words import Comparison

LEAST = frozenset({Comparison.AT_LEAST, Comparison.MORE_THAN})
MOST = frozenset({Comparison.AT_MOST, Comparison.LESS_THAN})
SERIES = frozenset({Comparison.NON_DECREASING, Comparison.INCREASING})
_STRICT = frozenset({Comparison.MORE_THAN, Comparison.LESS_THAN})
_UP = LEAST | {Comparison.RANGE, Comparison.ALL, Comparison.EQUAL}
_DOWN = MOST | {Comparison.EQUAL}


class Which(StrEnum):
    """Of two: both alike, the first or the second is stricter, both cannot be kept, or neither is stricter."""

    SAME = "same"
    FIRST = "first"
    SECOND = "second"
    INCOMPATIBLE = "incompatible"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Line:
    """A number and how a figure is held against it; `upper` is the other end of a range, where it counts."""

    comparison: Comparison | None
    value: Decimal | None
    upper: Decimal | None = None

    @property
    def up(self) -> bool:
        """It asks for at least so much; together with `down` for exactly that. Neither is no number at all."""
        return self.value is not None and self.comparison in _UP

    @property
    def down(self) -> bool:
        return self.value is not None and self.comparison in _DOWN

    @property
    def strict(self) -> bool:
        return self.comparison in _STRICT


def stricter_line(first: Line, second: Line) -> Which:
    """Of two lines for the same figure, in the same unit."""
    if _numbers(first) == _numbers(second):
        if first.value is not None or first.comparison is second.comparison:
            return Which.SAME
        if first.comparison in SERIES and second.comparison in SERIES:
            return Which.FIRST if first.comparison is Comparison.INCREASING else Which.SECOND
        return Which.UNCLEAR
    if first.value is None or second.value is None:
        return Which.UNCLEAR
    return _of_numbers(first, first.value, second, second.value)


def _numbers(line: Line) -> tuple[Decimal | None, Decimal | None, bool, bool, bool]:
    return line.value, line.upper, line.up, line.down, line.strict


def _of_numbers(first: Line, one: Decimal, second: Line, other: Decimal) -> Which:
    if _apart(first, one, second, other) or _apart(second, other, first, one):
        return Which.INCOMPATIBLE
    if not ((first.up or first.down) and (second.up or second.down)):
        return Which.UNCLEAR
    if (first.up, first.down) == (second.up, second.down):
        sign = 1 if first.up else -1
        mine, theirs = (sign * one, first.strict), (sign * other, second.strict)
        if mine == theirs:
            return Which.UNCLEAR  # two ranges that begin alike and end differently
        return Which.FIRST if mine > theirs else Which.SECOND
    exact = [line.up and line.down for line in (first, second)]
    if any(exact):
        return Which.FIRST if exact[0] else Which.SECOND
    return Which.UNCLEAR


def _apart(above: Line, low: Decimal, below: Line, high: Decimal) -> bool:
    """Whether at least so much and at most so much leave nothing between them."""
    return above.up and below.down and (low > high or (low == high and (above.strict or below.strict)))


def earlier_deadline(one: AskedTarget, other: AskedTarget) -> Which:
    """The earlier is the stricter; where only one is dated, or a date was lost, nobody can say."""
    certainties = {one.deadline_certainty, other.deadline_certainty}
    if certainties == {DeadlineCertainty.NONE}:
        return Which.SAME
    if one.deadline is None or other.deadline is None:
        return Which.UNCLEAR
    if one.deadline == other.deadline:
        return Which.SAME
    return Which.FIRST if one.deadline < other.deadline else Which.SECOND
