"""Who stands out among peers: further from their median than so many times their median distance from it.

By arrays, group by group; a group in which anybody lies too near the line for floats is settled by fractions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from services.metrics.domain.columns import Numbers, Places, Truths
from services.metrics.domain.formulas.lanes import NEAR, ROUNDING, TINY


@dataclass(frozen=True)
class Line:
    """How far is too far, and how many others make it a comparison."""

    factor: Decimal
    difference: Decimal | None
    peers: int


@dataclass(frozen=True)
class Compared:
    """For each value whether it could be compared, and whether it stands out; `settled` groups were settled exactly."""

    compared: Truths
    out: Truths
    settled: int


@dataclass(frozen=True)
class Spread:
    """Of a group: its median, and the median distance from it."""

    median: Fraction
    distance: Fraction


def compare(values: Numbers, errors: Numbers, groups: Places, line: Line, exact: Callable[[int], Fraction]) -> Compared:
    """Each value with the others of its group; `exact` gives the exact value at a place."""
    sizes = np.bincount(groups) if len(groups) else np.zeros(0, np.int64)
    enough = sizes > line.peers
    middle = _medians(values, groups, sizes)
    away = np.abs(values - middle[groups])
    spread = _medians(away, groups, sizes)
    worst = np.zeros(len(sizes))
    np.maximum.at(worst, groups, errors + np.abs(values) * (errors > 0) * ROUNDING)
    limit = float(line.factor) * spread[groups]
    least = 0.0 if line.difference is None else float(line.difference)
    slack = _slack(values, groups, worst, limit, line)
    near = (
        ~np.isfinite(away - limit)
        | (np.abs(away - limit) <= slack)
        | ((np.abs(away - least) <= slack) & (line.difference is not None))
    )
    spreadless = (spread[groups] <= slack) & (line.difference is None)
    doubtful = np.unique(groups[(near | (spreadless & (slack > 0))) & enough[groups]])
    compared = enough[groups] & ((spread[groups] > 0) | (line.difference is not None))
    out = compared & (away > limit) & ((away > least) | (line.difference is None))
    order = np.argsort(groups, kind="stable")
    ends = np.cumsum(sizes)
    for group in doubtful:
        places = order[ends[group] - sizes[group] : ends[group]]
        compared[places], out[places] = _settled([exact(int(place)) for place in places], line)
    return Compared(compared, out, len(doubtful))


def spread_of(numbers: Sequence[Fraction]) -> Spread:
    median = _median(numbers)
    return Spread(median, _median([abs(number - median) for number in numbers]))


def _slack(values: Numbers, groups: Places, worst: Numbers, limit: Numbers, line: Line) -> Numbers:
    """How near to its line a value may be mistaken; zero where halves and quarters of counts are held exactly."""
    fine = Fraction(line.factor) * 256
    least = Fraction(line.difference or 0) * 256
    exact = fine.denominator == least.denominator == 1 and bool(np.all(np.abs(values) < 2.0**34)) and fine < 2**16
    size = np.abs(limit) + np.abs(values) + float(line.difference or 0)
    loose = np.maximum(4 * (1 + float(line.factor)) * worst[groups], NEAR * size) + TINY
    return np.where((worst[groups] == 0) & exact, 0.0, loose)


def _medians(values: Numbers, groups: Places, sizes: Places) -> Numbers:
    order = np.lexsort((values, groups))
    ends = np.cumsum(sizes)
    starts = ends - sizes
    found = np.zeros(len(sizes))
    some = np.flatnonzero(sizes)
    low, high = starts[some] + (sizes[some] - 1) // 2, starts[some] + sizes[some] // 2
    found[some] = (values[order[low]] + values[order[high]]) / 2
    return found


def _settled(numbers: Sequence[Fraction], line: Line) -> tuple[bool, list[bool]]:
    spread = spread_of(numbers)
    if spread.distance == 0 and line.difference is None:
        return False, [False] * len(numbers)
    limit, least = Fraction(line.factor) * spread.distance, Fraction(line.difference or 0)
    away = [abs(number - spread.median) for number in numbers]
    return True, [far > limit and (line.difference is None or far > least) for far in away]


def _median(numbers: Sequence[Fraction]) -> Fraction:
    inner = sorted(numbers)
    return (inner[(len(inner) - 1) // 2] + inner[len(inner) // 2]) / 2
