"""All values a figure can take, with exact ends, and what they say about a comparison.

The types are tuples because thousands of members have several each.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from services.audit.domain.interval import ZERO
from services.audit.domain.measuring_regions import Region
from services.audit.domain.verdict import Verdict
from services.yardsticks.words import Comparison


class End(NamedTuple):
    """An end of a range; one that is not `reached` is only approached."""

    at: Fraction
    reached: bool = True


class Range(NamedTuple):
    """Every value from `low` to `high`, None where there is no end.

    `may_be_void`: it is possible that there is no figure at all, because nobody is concerned or the whole is zero.
    `void`: it is certain; the ends then mean nothing.
    """

    low: End | None
    high: End | None
    may_be_void: bool = False
    void: bool = False

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


def exactly(value: Fraction) -> Range:
    end = End(value)
    return Range(end, end)


class Part(NamedTuple):
    """What one organisation adds to (amount, whole); one that is not `certain` may add nothing at all."""

    region: Region
    certain: bool = True


def range_of(parts: Sequence[Part], per: Fraction, *, over: bool) -> Range:
    """per × Σ amounts, divided by Σ wholes where `over`; the amount of one whose own whole is zero counts too."""
    if not parts:
        return NO_FIGURE
    found = _ratio(parts) if over else _sum(parts)
    return found if per == 1 else times(found, per)


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
    if one.void or other.void or other.high == End(ZERO) or one.low is None or other.low is None:
        return NO_FIGURE
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
    down = Range(_negative(distance.high), _negative(distance.low))
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


def _negative(end: End | None) -> End | None:
    return None if end is None else End(-end.at, end.reached)


def _apart(one: End | None, other: End | None) -> End | None:
    if one is None or other is None:
        return None
    return End(one.at - other.at, one.reached and other.reached)


def _times(end: End | None, factor: Fraction) -> End | None:
    return None if end is None else End(end.at * factor, end.reached)


def _sum(parts: Sequence[Part]) -> Range:
    """Nobody concerned is no figure, not a figure of zero: one of those who may be concerned is then the least."""
    least = [min(corner[0] for corner in part.region.corners) for part in parts]
    sure = [low for low, part in zip(least, parts, strict=True) if part.certain]
    endless = any(ray[0] > 0 for part in parts for ray in part.region.rays)
    most = sum((max(corner[0] for corner in part.region.corners) for part in parts), ZERO)
    low = sum(sure, ZERO) if sure else min(least)
    return Range(End(low), None if endless else End(most), may_be_void=not sure)


def _ratio(parts: Sequence[Part]) -> Range:
    rays = [ray for part in parts for ray in part.region.rays]
    if not rays and all(part.certain and len(part.region.corners) == 1 for part in parts):
        amount, whole = _total([part.region.corners[0] for part in parts])
        return exactly(amount / whole) if whole else NO_FIGURE
    choices = [part.region.corners if part.certain else (*part.region.corners, (ZERO, ZERO)) for part in parts]
    if not any(ray[1] for ray in rays) and not any(corner[1] for each in choices for corner in each):
        return NO_FIGURE
    low = _peak([[(-a, w) for a, w in each] for each in choices], [(-a, w) for a, w in rays])
    may_be_void = all(any(corner[1] == 0 for corner in each) for each in choices)
    return Range(_negative(low), _peak(choices, rays), may_be_void=may_be_void)


Pair = tuple[Fraction, ...]


def _peak(choices: Sequence[Sequence[Pair]], rays: Sequence[Pair]) -> End | None:
    """The greatest amount / whole with a whole above zero (after Dinkelbach: each step is exact and never goes back).

    Every slope tried is that of a point, and then reached, or of a ray, and then reached where the ray starts on it.
    Where choices leave gaps (somebody is concerned or is not), an end at a whole of zero may be too generous.
    """
    if any(amount > 0 and whole == 0 for amount, whole in rays):
        return None
    held, open_ones = _settled(choices)
    slope = _start(held, open_ones, rays)
    while True:
        best = [max(each, key=lambda pair: (pair[0] - slope * pair[1], pair[1])) for each in open_ones]
        amount, whole = _total([held, *best])
        gain = amount - slope * whole
        if gain <= 0:
            return End(slope, reached=gain == 0)
        if whole == 0:
            return None
        slope = amount / whole


def _settled(choices: Sequence[Sequence[Pair]]) -> tuple[Pair, list[Sequence[Pair]]]:
    """The sum of what is best whatever the slope, for the whole is the same; and those who still have a choice."""
    settled, open_ones = [], []
    for each in choices:
        if all(pair[1] == each[0][1] for pair in each[1:]):
            settled.append(max(each) if len(each) > 1 else each[0])
        else:
            open_ones.append(each)
    return _total(settled), open_ones


def _start(held: Pair, choices: Sequence[Sequence[Pair]], rays: Sequence[Pair]) -> Fraction:
    amount, whole = _total([held, *(max(each, key=lambda pair: pair[1]) for each in choices)])
    slopes = {ray[0] / ray[1] for ray in rays if ray[1] > 0}
    return max([*slopes, amount / whole] if whole else slopes)


def _total(pairs: Sequence[Pair]) -> Pair:
    if len(pairs) == 1:
        return pairs[0]
    return sum((pair[0] for pair in pairs), ZERO), sum((pair[1] for pair in pairs), ZERO)
