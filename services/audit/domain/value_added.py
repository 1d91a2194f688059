"""增值评价: how far a school's value has moved beyond what its own past and its peers let expect.

The model of a group of n peers (the school among them) over K earlier periods and the period evaluated:
y_it = m_t + a_i + e_it, and in the last period + v_i; m_t is common to the group, a_i the lasting level of a school,
e_it the fluctuation of a year, alike in the group and independent, v_i what is asked about.

- Fluctuation: s² = Σ(y_it − ȳ_i − ȳ_t + ȳ)² / ((n−1)(K−1)), over the earlier periods.
- Reliability of a baseline: r = 1 − min(1, (n−3)/(n−1) · s² / B), where B = K · Σ(ȳ_i − ȳ)² / (n−1). It shrinks the
  school's own baseline towards that of its peers, more where years fluctuate more than schools differ.
- Expected: the peers' mean in the period + r · (own baseline − the peers' baseline); peers without the school itself.
- Interval: ± t · √( n/(n−1) · s² · (1 + r/K) + (1−r)² · (2/(n−3) + 2/((n−1)(K−1))) · (own − peers' baseline)² ), with
  t of (n−1)(K−1) degrees of freedom; the last summand is what the estimation of r adds.

The interval is for v_i less the mean v of the peers. By chance alone one of twenty schools lies outside: it is a reason
to look, and nothing is ranked by it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from services.audit.domain.quantiles import student

LEAST_PEERS = 5
LEAST_BASELINE = 3
SIZE_BOUNDS = (100, 300, 600, 1000, 2000)
"""Pupils at which the next band of size begins."""
Array = NDArray[np.float64]


class Standing(StrEnum):
    """高于预期、符合预期、低于预期、无法判定."""

    ABOVE = "above"
    AS_EXPECTED = "as_expected"
    BELOW = "below"
    CANNOT_DECIDE = "cannot_decide"


@dataclass(frozen=True)
class PeerGroup:
    """Same stage, same surroundings, same band of size; `size` is from .. to below, the last without an end."""

    stage: str
    place: str
    size: tuple[int, int | None]


@dataclass(frozen=True)
class History:
    """Values of a school, oldest first, the period evaluated last; None is missing, never zero."""

    organisation: str
    stage: str
    group: PeerGroup | None
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class ValueAdded:
    """`added` is value − expected, `low` to `high` its interval at 95 percent; `reliability` is that of its baseline.

    `reason` where it cannot be decided: group_unknown, value_missing, baseline_missing (a gap in it),
    baseline_too_short, too_few_peers, no_fluctuation (every earlier year was alike: nothing tells chance from change).
    """

    history: History
    standing: Standing
    reason: str | None
    peers: int
    baseline: float | None = None
    expected: float | None = None
    added: float | None = None
    low: float | None = None
    high: float | None = None
    reliability: float | None = None


def size_band(pupils: float) -> tuple[int, int | None]:
    for low, high in pairwise((0, *SIZE_BOUNDS)):
        if pupils < high:
            return low, high
    return SIZE_BOUNDS[-1], None


def value_added(histories: Sequence[History]) -> tuple[ValueAdded, ...]:
    """In the order given; all have equally many periods."""
    whole: dict[PeerGroup, list[History]] = {}
    for each in histories:
        if each.group is not None and None not in each.values:
            whole.setdefault(each.group, []).append(each)
    found = {id(each): one for group in whole.values() for each, one in zip(group, _of_group(group), strict=True)}
    return tuple(found.get(id(each)) or _undecided(each, whole) for each in histories)


def _undecided(history: History, whole: dict[PeerGroup, list[History]]) -> ValueAdded:
    if history.group is None:
        reason = "group_unknown"
    else:
        reason = "value_missing" if history.values[-1] is None else "baseline_missing"
    return _open(history, reason, 0 if history.group is None else len(whole.get(history.group, ())))


def _open(history: History, reason: str, peers: int) -> ValueAdded:
    return ValueAdded(history, Standing.CANNOT_DECIDE, reason, peers)


def _of_group(group: Sequence[History]) -> Sequence[ValueAdded]:
    """Of schools whose values are all there."""
    peers = len(group) - 1
    if len(group[0].values) <= LEAST_BASELINE:
        return [_open(each, "baseline_too_short", peers) for each in group]
    if peers < LEAST_PEERS:
        return [_open(each, "too_few_peers", peers) for each in group]
    told = expectations(np.array([each.values for each in group], dtype=np.float64))
    if told is None:
        return [_open(each, "no_fluctuation", peers) for each in group]
    return [
        ValueAdded(
            history=each,
            standing=_standing(float(told.added[place]), float(told.half[place])),
            reason=None,
            peers=peers,
            baseline=float(told.baseline[place]),
            expected=float(told.expected[place]),
            added=float(told.added[place]),
            low=float(told.added[place] - told.half[place]),
            high=float(told.added[place] + told.half[place]),
            reliability=told.reliability,
        )
        for place, each in enumerate(group)
    ]


def _standing(added: float, half: float) -> Standing:
    if abs(added) <= half:
        return Standing.AS_EXPECTED
    return Standing.ABOVE if added > 0 else Standing.BELOW


@dataclass(frozen=True)
class Expectations:
    """Of every school of a group; the interval is `added` ± `half`."""

    baseline: Array
    expected: Array
    added: Array
    half: Array
    reliability: float


def expectations(values: Array) -> Expectations | None:
    """`values`: a row a school, a column a period, the one evaluated last. None where no year ever differed."""
    earlier, last = values[:, :-1], values[:, -1]
    schools, periods = earlier.shape
    own, freedom = earlier.mean(axis=1), (schools - 1) * (periods - 1)
    rest = earlier - own[:, None] - earlier.mean(axis=0)[None, :] + earlier.mean()
    noise = float((rest**2).sum()) / freedom
    if noise <= np.finfo(float).eps * float((earlier**2).mean()):
        return None
    between = periods * float(((own - own.mean()) ** 2).sum()) / (schools - 1)
    shrunk = min(1.0, (schools - 3) / (schools - 1) * noise / between) if between else 1.0
    ahead = own - _of_others(own)
    expected = _of_others(last) + (1 - shrunk) * ahead
    doubt = shrunk**2 * (2 / (schools - 3) + 2 / freedom) * ahead**2
    variance = schools / (schools - 1) * noise * (1 + (1 - shrunk) / periods) + doubt
    return Expectations(own, expected, last - expected, student(freedom) * np.sqrt(variance), 1 - shrunk)


def _of_others(values: Array) -> Array:
    """For each the mean of all the others."""
    others: Array = (values.sum() - values) / (len(values) - 1)
    return others
