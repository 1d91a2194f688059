"""Stratified samples that anybody can draw again from what was recorded: frame, seed, share.

The order within a stratum is that of SHA-256 over the UTF-8 text `seed|stratum|code`, written in hexadecimal; the
lowest are drawn. Any language has SHA-256, so no generator of ours has to be trusted or ported.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from heapq import heapify, heappop, heappush
from math import ceil, isqrt

LEAST_SHARE = Fraction(5, 100)
_PLACES = 10**6


class SampleRefused(ValueError):  # noqa: N818 - refusing is what it reports
    """`code` is stable: share_below_least, share_above_whole, frame_empty, spread_unknown."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code


@dataclass(frozen=True)
class Member:
    """A member of the frame in its stratum. `spread_of` is the value whose spread Neyman's allocation weighs by."""

    code: str
    stratum: str
    spread_of: Fraction | None = None


@dataclass(frozen=True)
class Stratum:
    """`size` members of the frame, of which `drawn` are drawn; `spread` is their standard deviation, to six places."""

    name: str
    size: int
    drawn: int
    spread: Fraction | None = None


@dataclass(frozen=True)
class Sample:
    """Strata by name; those drawn by stratum, in the order of their numbers."""

    strata: tuple[Stratum, ...]
    drawn: tuple[Member, ...]


def draw(frame: Sequence[Member], seed: str, share: Fraction, *, neyman: bool = False) -> Sample:
    """At least `share` of the frame and at least one a stratum. The order of the frame does not matter."""
    if not frame:
        raise SampleRefused("frame_empty", "nobody is left to draw from")
    if share < LEAST_SHARE:
        raise SampleRefused("share_below_least", f"at least {LEAST_SHARE}")
    if share > 1:
        raise SampleRefused("share_above_whole", "at most 1")
    strata = by_stratum(frame)
    sizes = {name: len(members) for name, members in strata.items()}
    spreads = _spreads(strata) if neyman else {}
    wanted = max(ceil(share * len(frame)), len(sizes))
    drawn = allocate(sizes, {name: size * spreads.get(name, Fraction(1)) for name, size in sizes.items()}, wanted)
    return Sample(
        tuple(Stratum(name, size, drawn[name], spreads.get(name)) for name, size in sizes.items()),
        tuple(each for name, members in strata.items() for each in in_order(members, seed)[: drawn[name]]),
    )


def by_stratum(frame: Iterable[Member]) -> Mapping[str, Sequence[Member]]:
    """The strata by name."""
    found: dict[str, list[Member]] = {}
    for member in frame:
        found.setdefault(member.stratum, []).append(member)
    return {name: found[name] for name in sorted(found)}


def in_order(members: Iterable[Member], seed: str) -> Sequence[Member]:
    return sorted(members, key=lambda each: (number_of(seed, each.stratum, each.code), each.code))


def number_of(seed: str, stratum: str, code: str) -> str:
    return sha256(f"{seed}|{stratum}|{code}".encode()).hexdigest()


def allocate(sizes: Mapping[str, int], weights: Mapping[str, Fraction], wanted: int) -> Mapping[str, int]:
    """`wanted` places: one to every stratum, each further one where W²/(n·(n+1)) is largest and room is left.

    W is the weight of a stratum, n what it has by then. That is the allocation of whole numbers that makes Σ W²/n, and
    so the variance of a stratified mean, as small as it can be. Of equals the first by name.
    """
    given = dict.fromkeys(sizes, 1)
    queue = [(-(weights[name] ** 2) / 2, name) for name in sizes if sizes[name] > 1]
    heapify(queue)
    for _ in range(wanted - len(sizes)):
        _, name = heappop(queue)
        given[name] += 1
        had = given[name]
        if had < sizes[name]:
            heappush(queue, (-(weights[name] ** 2) / (had * (had + 1)), name))
    return given


def _spreads(strata: Mapping[str, Sequence[Member]]) -> Mapping[str, Fraction]:
    """Of a stratum in which fewer than two values are known, the largest of the others: too many, not too few."""
    known: dict[str, Fraction] = {}
    for name, members in strata.items():
        values = [each.spread_of for each in members if each.spread_of is not None]
        if len(values) > 1:
            mean = sum(values, Fraction(0)) / len(values)
            square = sum(((value - mean) ** 2 for value in values), Fraction(0)) / (len(values) - 1)
            known[name] = Fraction(isqrt(int(square * _PLACES**2)), _PLACES)
    if not known:
        raise SampleRefused("spread_unknown", "no stratum has two known values of the item")
    return {name: known.get(name, max(known.values())) for name in strata}
