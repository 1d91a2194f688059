"""The grade an organisation reaches: points into a band, then what bars or costs a grade.

What is not known is taken every way it can be. A grade stands where all ways lead to it; points that lie between two
bands have no grade, which is a fact about the rule and no lack of data.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import floor

from services.audit.domain.grading import Entry, Gap, Grade, Grading, Points, Rounding
from services.audit.domain.interval import ZERO, Interval
from services.audit.domain.measured import Measurement
from services.audit.domain.verdict import Verdict

HALF = Fraction(1, 2)
NO_GRADE = None
"""Stands among the possible grades for points in a gap."""


@dataclass(frozen=True)
class EntryAssessment:
    """One line of the table of points; `points` lie within 0 and its most."""

    entry: Entry
    points: Interval
    measurement: Measurement
    above_most: bool


@dataclass(frozen=True)
class StrikeAssessment:
    """A fact that costs a grade, by the path of its clause; `not_met` where it was found."""

    path: str
    measurement: Measurement

    @property
    def verdict(self) -> Verdict:
        return self.measurement.verdict


@dataclass(frozen=True)
class GradeReached:
    """`grade` None: it has none, or it is open; `possible` are the grades still to be had, None among them for a gap.

    `reason` is a code word where there is no grade: score_in_gap, points_not_supplied, points_above_most, missing_data.
    `struck` and `open` are paths of clauses. `verdict` is met where the grade is the least asked for, or better.
    """

    verdict: Verdict
    grade: Grade | None
    reason: str | None
    points: Interval
    possible: tuple[Grade | None, ...]
    entries: tuple[EntryAssessment, ...]
    strikes: tuple[StrikeAssessment, ...]
    struck: tuple[str, ...]
    open: tuple[str, ...]


def points_of(entry: Entry, measured: Measurement) -> EntryAssessment:
    """The points an entry gives: its figure, or all or nothing. A figure above the most gives no points that stand."""
    if entry.all_or_nothing:
        ends = {Verdict.MET: (entry.most, entry.most), Verdict.NOT_MET: (ZERO, ZERO)}
        given = Interval(*ends.get(measured.verdict, (ZERO, entry.most)))
        return EntryAssessment(entry, given, measured, above_most=False)
    low, high = measured.low or ZERO, measured.high
    if low > entry.most:
        return EntryAssessment(entry, Interval(ZERO, entry.most), measured, above_most=True)
    points = Interval(low, entry.most if high is None else min(high, entry.most))
    return EntryAssessment(entry, points, measured, above_most=False)


def grade_reached(
    grading: Grading, entries: tuple[EntryAssessment, ...], strikes: tuple[StrikeAssessment, ...]
) -> GradeReached:
    """The grade and the verdict; `strikes` are all of grading.strikes, measured."""
    points = _total(grading.points, entries)
    rounded = _rounded(grading.points.rounding, points)
    found = {each.path: each.verdict for each in strikes}
    bands: list[Grade | None] = [grade for grade in grading.grades if grade.reached_by(rounded)]
    if _in_gap(grading, rounded):
        bands.append(NO_GRADE)
    possible = tuple(dict.fromkeys(ended for band in bands for ended in _after_strikes(grading, band, found)))
    alone = possible[0] if len(possible) == 1 else NO_GRADE
    return GradeReached(
        verdict=_verdict(grading, possible),
        grade=alone,
        reason=None if alone else _reason(grading, possible, entries),
        points=points,
        possible=tuple(sorted(possible, key=lambda grade: (grade is None, ZERO if grade is None else -grade.low))),
        entries=entries,
        strikes=strikes,
        struck=tuple(path for path, verdict in found.items() if verdict is Verdict.NOT_MET),
        open=tuple(path for path, verdict in found.items() if verdict is Verdict.CANNOT_DECIDE),
    )


def _total(points: Points, entries: tuple[EntryAssessment, ...]) -> Interval:
    if points.table is None:
        return Interval(ZERO, points.of)
    lows, highs = (each.points.low for each in entries), (each.points.high or ZERO for each in entries)
    return Interval(sum(lows, ZERO), sum(highs, ZERO))


def _rounded(rounding: Rounding, points: Interval) -> Interval:
    """Points as they are graded. Of an open range every whole number is possible, and nothing between two."""
    if rounding is Rounding.NONE or points.high is None:
        return points
    return Interval(Fraction(floor(points.low + HALF)), Fraction(floor(points.high + HALF)))


def _in_gap(grading: Grading, points: Interval) -> bool:
    """Whether the points may lie in a gap; whole points only where a whole number lies there."""
    whole = grading.points.rounding is not Rounding.NONE
    return any(gap.reached_by(points) and not (whole and _without_whole(gap)) for gap in grading.gaps)


def _without_whole(gap: Gap) -> bool:
    return floor(gap.above) + 1 >= gap.below


def _after_strikes(grading: Grading, band: Grade | None, found: Mapping[str, Verdict]) -> Iterator[Grade | None]:
    """Every grade that may be left of a band: bars first, then the one downgrade that any of its facts brings."""
    if band is None:
        yield NO_GRADE
        return
    places = [grade.code for grade in grading.grades]
    lowest_bars = [places.index(bar.grade) + 1 for bar in grading.bars]
    barred = [_ways(found[f"bars.{bar.code}"]) for bar in grading.bars]
    dropped = _any_way([found[f"downgrades.{each.code}"] for each in grading.downgrades])
    for *struck, falls in product(*barred, dropped):
        place = places.index(band.code)
        place = max([place, *(low for low, hit in zip(lowest_bars, struck, strict=True) if hit)])
        yield grading.grades[min(place + (grading.steps if falls else 0), len(places) - 1)]


def _ways(verdict: Verdict) -> tuple[bool, ...]:
    """Whether the fact was found: yes, no, or either."""
    return {Verdict.NOT_MET: (True,), Verdict.MET: (False,)}.get(verdict, (False, True))


def _any_way(verdicts: list[Verdict]) -> tuple[bool, ...]:
    if Verdict.NOT_MET in verdicts:
        return (True,)
    return (False, True) if Verdict.CANNOT_DECIDE in verdicts else (False,)


def _verdict(grading: Grading, possible: tuple[Grade | None, ...]) -> Verdict:
    codes = [grade.code for grade in grading.grades]
    enough = {None if grade is None else codes.index(grade.code) <= codes.index(grading.least) for grade in possible}
    if enough == {True}:
        return Verdict.MET
    return Verdict.NOT_MET if enough == {False} else Verdict.CANNOT_DECIDE


def _reason(grading: Grading, possible: tuple[Grade | None, ...], entries: tuple[EntryAssessment, ...]) -> str:
    if possible == (NO_GRADE,):
        return "score_in_gap"
    if grading.points.table is None:
        return "points_not_supplied"
    return "points_above_most" if any(each.above_most for each in entries) else "missing_data"
