"""All values an organisation's amounts can take together while some of its data are missing.

A missing value ranges over the non-negative numbers, so amounts are linear in what is missing and their values together
form a convex set: the hull of its `corners` and of the directions (`rays`) in which it goes on without end. Bounds (no
part above its whole, the conditions of a population) cut it along straight lines, which keeps it such a set. Items that
two amounts share are therefore counted once, not twice.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from services.audit.domain.interval import ZERO, Interval, Term, amount_of
from services.yardsticks.language import Quantity

ONE = Fraction(1)
Vector = tuple[Fraction, ...]


class Region(NamedTuple):
    """The hull of `corners`, going on along `rays`. Without corners it is empty."""

    corners: tuple[Vector, ...]
    rays: tuple[Vector, ...] = ()

    def cut(self, halves: Iterable[Vector]) -> "Region":
        """What is left where every half space holds: coefficients by amount, then a number, together >= 0."""
        generators = [*((*corner, ONE) for corner in self.corners), *((*ray, ZERO) for ray in self.rays)]
        for half in halves:
            generators = _cut(generators, half)
        corners = dict.fromkeys(tuple(x / each[-1] for x in each[:-1]) for each in generators if each[-1] > 0)
        return Region(tuple(corners), tuple(each[:-1] for each in generators if each[-1] == 0))

    def lifted(self, place: int) -> "Region":
        """An amount below zero is zero. Where that bends the region its hull is taken, which may hold a little more."""
        if all(each[place] >= 0 for each in (*self.corners, *self.rays)):
            return self
        axis = tuple(ONE if other == place else ZERO for other in range(len(self.corners[0]) + 1))
        above, below = self.cut([axis]), self.cut([tuple(-x for x in axis)])
        corners, rays = (
            tuple((*each[:place], ZERO, *each[place + 1 :]) for each in flat) for flat in (below.corners, below.rays)
        )
        return Region((*above.corners, *corners), (*above.rays, *(ray for ray in rays if any(ray))))

    def onto(self, places: slice) -> "Region":
        """Its shadow on some of the amounts."""
        rays = (ray[places] for ray in self.rays)
        return Region(
            tuple(dict.fromkeys(corner[places] for corner in self.corners)),
            tuple(dict.fromkeys(ray for ray in rays if any(ray))),
        )


class Amounts(NamedTuple):
    """Amount and whole of one or more quantities in turn: coefficients by item; a quantity without whole has an empty
    one. `parts` pairs the place of a part with that of its whole. `apart`: one quantity whose amount and whole have no
    item in common, so that bounds on either say all there is to say.
    """

    sums: tuple[Mapping[str, Fraction], ...]
    items: tuple[str, ...]
    parts: tuple[tuple[int, int], ...]
    apart: bool


def amounts_of(quantities: Sequence[Quantity]) -> Amounts:
    sums = tuple(
        {item: Fraction(by) for item, by in each.items()}
        for quantity in quantities
        for each in (quantity.amount, quantity.over or {})
    )
    items = tuple(dict.fromkeys(item for each in sums for item in each))
    parts = tuple((2 * place, 2 * place + 1) for place, each in enumerate(quantities) if each.share)
    return Amounts(sums, items, parts, apart=len(sums) == 2 and sums[0].keys().isdisjoint(sums[1]))


def region_of(amounts: Amounts, values: Mapping[str, Fraction | None]) -> Region:
    """The values of these amounts together.

    Never empty: where what is known contradicts that a part is within its whole, it is taken as it was reported.
    """
    if None not in values.values():
        return Region((tuple(_known(each, values) for each in amounts.sums),))
    terms = [[Term(item, by, values[item]) for item, by in each.items()] for each in amounts.sums]
    intervals = [amount_of(each) for each in terms]
    if amounts.apart and not amounts.parts:
        return _box(intervals)
    if amounts.apart and any(each.value is not None for each in intervals):
        return _box(_within(*intervals))
    together = _free(terms, intervals)
    for place in range(len(terms)):
        together = together.lifted(place)
    opened = [pair for pair in amounts.parts if any(intervals[place].value is None for place in pair)]
    within = together.cut(_half(len(terms), {whole: ONE, part: -ONE}) for part, whole in opened)
    return within if within.corners else together


def _known(coefficients: Mapping[str, Fraction], values: Mapping[str, Fraction | None]) -> Fraction:
    """The same as `amount_of`, for the many organisations of which nothing is missing."""
    total = ZERO
    for item, by in coefficients.items():
        value = values[item]
        if value is not None:
            added = value if by == 1 else by * value
            total = total + added if total else added
    return total if total.numerator > 0 else ZERO


def _free(terms: Sequence[Sequence[Term]], intervals: Sequence[Interval]) -> Region:
    base: list[Fraction] = []
    directions: dict[str, list[Fraction]] = {}
    for place, (each, interval) in enumerate(zip(terms, intervals, strict=True)):
        if interval.value is not None:
            base.append(interval.value)
            continue
        base.append(sum((term.coefficient * term.value for term in each if term.value is not None), ZERO))
        for term in each:
            if term.value is None:
                directions.setdefault(term.item, [ZERO] * len(terms))[place] = term.coefficient
    return Region((tuple(base),), tuple(tuple(each) for each in directions.values()))


def _within(part: Interval, whole: Interval) -> tuple[Interval, Interval]:
    """A part and its whole, one of them known, each bounded by the other unless what is known contradicts that."""
    if whole.value is not None and part.low <= whole.value:
        high = whole.value if part.high is None else min(part.high, whole.value)
        return Interval(part.low, high), whole
    if part.value is not None and (whole.high is None or part.value <= whole.high):
        return part, Interval(max(whole.low, part.value), whole.high)
    return part, whole


def _half(amounts: int, coefficients: Mapping[int, Fraction]) -> Vector:
    return tuple(coefficients.get(place, ZERO) for place in range(amounts + 1))


def _box(intervals: Sequence[Interval]) -> Region:
    ends = [(each.low,) if each.high in (None, each.low) else (each.low, each.high) for each in intervals]
    upwards = [
        tuple(ONE if other == place else ZERO for other in range(len(intervals)))
        for place, each in enumerate(intervals)
        if each.high is None
    ]
    corners = (tuple(end for end in corner if end is not None) for corner in product(*ends))
    return Region(tuple(corners), tuple(upwards))


def _cut(generators: Sequence[Vector], half: Vector) -> list[Vector]:
    sided = [(sum((h * x for h, x in zip(half, each, strict=True) if h), ZERO), each) for each in generators]
    kept = [each for side, each in sided if side >= 0]
    outside = [(side, each) for side, each in sided if side < 0]
    for beyond, outer in outside:
        for side, inner in sided:
            if side > 0:
                edge = tuple(side * o - beyond * i for o, i in zip(outer, inner, strict=True))
                if any(edge):
                    kept.append(edge)
    return kept
