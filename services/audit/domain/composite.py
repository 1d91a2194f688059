"""综合评价: results, process and value added side by side, in bands; no average, no weights of ours, no rank.

A part needs attention where something fails: an assessment that is not met, anything late, more schools below what was
expected than chance explains. Together the parts need attention where one does, cannot be decided where one is open,
and are sound otherwise; strong where value added is strong and the others are sound. Points are given only by a scheme
that somebody supplies, with its authority.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import exp, lgamma, log

from services.audit.domain.process import Process
from services.audit.domain.value_added import Standing
from services.audit.domain.verdict import Verdict

BY_CHANCE = 0.025
"""The share of schools that lie below their interval, and above it, if nothing was the matter."""


class Part(StrEnum):
    """结果评价、过程评价、增值评价."""

    RESULTS = "results"
    PROCESS = "process"
    VALUE_ADDED = "value_added"


class Band(StrEnum):
    """优、正常、需关注、无法判定."""

    STRONG = "strong"
    SOUND = "sound"
    ATTENTION = "attention"
    CANNOT_DECIDE = "cannot_decide"


Bands = Mapping[Part, Band | None]
"""None: nothing was due, and the part says nothing."""


def results_band(verdict: Verdict | None) -> Band:
    """None was never assessed."""
    known = {Verdict.MET: Band.SOUND, Verdict.NOT_MET: Band.ATTENTION}
    return Band.CANNOT_DECIDE if verdict is None else known.get(verdict, Band.CANNOT_DECIDE)


def process_band(process: Process) -> Band | None:
    if any(part.late for part in process.parts):
        return Band.ATTENTION
    return Band.SOUND if any(part.on_time for part in process.parts) else None


def value_added_band(by_criterion: Sequence[Mapping[Standing, int]]) -> Band:
    """Each criterion by itself; of one school all criteria together, for one of them could never tell."""
    told = [
        {standing: counts.get(standing, 0) for standing in (Standing.ABOVE, Standing.AS_EXPECTED, Standing.BELOW)}
        for counts in by_criterion
    ]
    if all(sum(counts.values()) <= 1 for counts in told):
        told = [{standing: sum(counts[standing] for counts in told) for standing in told[0]}] if told else []
    told = [counts for counts in told if sum(counts.values())]
    if not told:
        return Band.CANNOT_DECIDE
    level = BY_CHANCE / len(told)
    if any(_more_than_chance(counts[Standing.BELOW], sum(counts.values()), level) for counts in told):
        return Band.ATTENTION
    strong = any(_more_than_chance(counts[Standing.ABOVE], sum(counts.values()), level) for counts in told)
    return Band.STRONG if strong else Band.SOUND


def _more_than_chance(seen: int, among: int, level: float) -> bool:
    """Whether so many or more would be seen with a probability of at most `level`."""
    if not seen:
        return False
    terms = (
        lgamma(among + 1)
        - lgamma(k + 1)
        - lgamma(among - k + 1)
        + k * log(BY_CHANCE)
        + (among - k) * log(1 - BY_CHANCE)
        for k in range(seen, among + 1)
    )
    return sum(exp(term) for term in terms) <= level


def together(bands: Bands) -> Band:
    said = [band for band in bands.values() if band is not None]
    for decisive in (Band.ATTENTION, Band.CANNOT_DECIDE):
        if decisive in said:
            return decisive
    if not said:
        return Band.CANNOT_DECIDE
    return Band.STRONG if Band.STRONG in said else Band.SOUND


@dataclass(frozen=True)
class Scheme:
    """Points somebody supplies, by part and band, and grades from so many points on, each below the one before."""

    points: Mapping[Part, Mapping[Band, Fraction]]
    grades: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class Graded:
    """`total` None where a part with points is open: `open` names it. `grade` None: too few points for any."""

    total: Fraction | None
    grade: str | None
    open: tuple[Part, ...]


def graded(scheme: Scheme, bands: Bands) -> Graded:
    """Exact; a part that says nothing, or that cannot be decided, gets no zero."""
    given = {
        part: scheme.points[part].get(band) if band else None for part, band in bands.items() if part in scheme.points
    }
    open_ = tuple(part for part, points in given.items() if points is None)
    if open_:
        return Graded(None, None, open_)
    total = sum((points for points in given.values() if points is not None), Fraction(0))
    grade = next((name for name, least in scheme.grades if total >= least), None)
    return Graded(total, grade, ())
