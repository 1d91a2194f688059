"""All values a figure can take, with exact ends, and what they say about a comparison.

The types are tuples because thousands of members have several each.
"""

from fractions import Fraction
from typing import NamedTuple

from services.audit.domain.interval import ZERO
from services.audit.domain.verdict import Verdict
from services.yardsticks.words import Comparison


class End(NamedTuple):
    """An end of a range; one that is not `reached` is only approached."""

    at: Fraction
    reached: bool = True


class Range(NamedTuple):
    """Every value from `low` to `high`, None where there is no end.

    `may_be_void`: it is possible that there is no figure at all, for nobody is concerned, or nothing of a whole of
    zero. `void`: it is certain; the ends then mean nothing. A part above a whole of zero is a contradiction that could
    come to anything: where it is possible there is no end on either side, where it is certain `over_nothing` says so.
    """

    low: End | None
    high: End | None
    may_be_void: bool = False
    void: bool = False
    over_nothing: bool = False

    @property
    def value(self) -> Fraction | None:
        """The figure where only one is possible and it is certain that there is one."""
        if self.may_be_void or self.low is None or self.high is None:
            return None
        return self.low.at if self.exact or self.low.at == self.high.at else None

    @property
    def exact(self) -> bool:
        """One end is the other: seen without comparing, which pays where nothing is missing."""
        return self.low is self.high


NO_FIGURE = Range(None, None, may_be_void=True, void=True)
UNKNOWN = Range(None, None)


def exactly(value: Fraction) -> Range:
    end = End(value)
    return Range(end, end)


def times(one: Range, factor: Fraction) -> Range:
    """Every figure of the range times a factor above zero."""
    low = _times(one.low, factor)
    return one._replace(low=low, high=low if one.exact else _times(one.high, factor))


def minus(one: Range, other: Range) -> Range:
    """Every difference of two figures that do not depend on each other."""
    low = _apart(one.low, other.high)
    return Range(
        low,
        low if one.exact and other.exact else _apart(one.high, other.low),
        may_be_void=one.may_be_void or other.may_be_void,
        void=one.void or other.void,
    )


def quotient(one: Range, other: Range) -> Range:
    """Every quotient of two figures >= 0 that do not depend on each other; void where the divisor is zero."""
    if one.void or other.void or other.high == End(ZERO):
        return NO_FIGURE
    if one.low is None or other.low is None:
        return UNKNOWN
    low = End(ZERO, reached=one.low == End(ZERO))
    if other.high is not None:
        low = End(one.low.at / other.high.at, one.low.reached and (other.high.reached or one.low.at == 0))
    high = None
    if one.high is not None and other.low.at > 0:
        high = End(one.high.at / other.low.at, one.high.reached and other.low.reached)
    elif one.high == End(ZERO):
        high = End(ZERO)
    return Range(low, high, may_be_void=one.may_be_void or other.may_be_void or other.low == End(ZERO))


def verdict_on(distance: Range, comparison: Comparison) -> Verdict:
    """Whether figure − line keeps >=, >, <=, < or = zero: `met`, or not, where every value says so."""
    down = Range(negative(distance.high), negative(distance.low))
    match comparison:
        case Comparison.AT_LEAST:
            may_hold, may_fail = _reaches_up(distance.high), _falls_below(distance.low)
        case Comparison.MORE_THAN:
            may_hold, may_fail = _falls_below(down.low), _reaches_up(down.high)
        case Comparison.AT_MOST:
            may_hold, may_fail = _reaches_up(down.high), _falls_below(down.low)
        case Comparison.LESS_THAN:
            may_hold, may_fail = _falls_below(distance.low), _reaches_up(distance.high)
        case Comparison.EQUAL:
            may_hold = _reaches_up(distance.high) and _reaches_up(down.high)
            may_fail = _falls_below(distance.low) or _falls_below(down.low)
        case _:
            raise ValueError(f"{comparison} is no plain comparison")
    if may_hold and may_fail:
        return Verdict.CANNOT_DECIDE
    return Verdict.NOT_MET if may_fail else Verdict.MET


def _reaches_up(high: End | None) -> bool:
    return high is None or high.at > 0 or high == End(ZERO)


def _falls_below(low: End | None) -> bool:
    return low is None or low.at < 0


def negative(end: End | None) -> End | None:
    return None if end is None else End(-end.at, end.reached)


def _apart(one: End | None, other: End | None) -> End | None:
    if one is None or other is None:
        return None
    return End(one.at - other.at, one.reached and other.reached)


def _times(end: End | None, factor: Fraction) -> End | None:
    return None if end is None else End(end.at * factor, end.reached)
