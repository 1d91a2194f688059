"""What several organisations come to together, each with all the values that its amounts can take."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from services.audit.domain.interval import ZERO
from services.audit.domain.measuring_ranges import NO_FIGURE, UNKNOWN, End, Range, exactly, negative, times
from services.audit.domain.measuring_regions import Region


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
        if whole:
            return exactly(amount / whole)
        return UNKNOWN._replace(over_nothing=True) if amount else NO_FIGURE
    choices = [part.region.corners if part.certain else (*part.region.corners, _NOTHING) for part in parts]
    may_be_void = all(_NOTHING in each for each in choices)
    may_be_over_nothing = _may_be_over_nothing(choices, rays)
    if not any(ray[1] for ray in rays) and not any(corner[1] for each in choices for corner in each):
        if not may_be_over_nothing:
            return NO_FIGURE
        return Range(None, None, may_be_void=may_be_void, over_nothing=not may_be_void)
    if may_be_over_nothing:
        return Range(None, None, may_be_void=may_be_void)
    rooted = [ray for part in parts if _NOTHING in part.region.corners for ray in part.region.rays]
    low = _peak([_mirrored(each) for each in choices], _mirrored(rays), _mirrored(rooted))
    return Range(negative(low), _peak(choices, rays, rooted), may_be_void=may_be_void)


Pair = tuple[Fraction, ...]
_NOTHING: Pair = (ZERO, ZERO)


def _may_be_over_nothing(choices: Sequence[Sequence[Pair]], rays: Sequence[Pair]) -> bool:
    """Whether all wholes may be zero together while some amount is not."""
    empty = [[amount for amount, whole in each if whole == 0] for each in choices]
    if not all(empty):
        return False
    return any(whole == 0 for _, whole in rays) or any(amount > 0 for each in empty for amount in each)


def _mirrored(pairs: Sequence[Pair]) -> list[Pair]:
    return [(-amount, whole) for amount, whole in pairs]


def _peak(choices: Sequence[Sequence[Pair]], rays: Sequence[Pair], rooted: Sequence[Pair]) -> End | None:
    """The greatest amount / whole with a whole above zero (after Dinkelbach: each step is exact and never goes back).

    Every slope tried is that of a point, and then reached, or of a ray, and then reached where the ray starts on it:
    on a point with a whole, or, for those in `rooted`, on the nothing where whoever adds it is concerned.
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
            on_it = whole > 0 or any(step == slope * onwards for step, onwards in rooted)
            return End(slope, reached=gain == 0 and on_it)
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
