"""Points and grades as a standard writes them: bands of points with their gaps, what bars a grade, what costs one."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from services.audit.domain.conditions import Condition
from services.audit.domain.grounds import Ground, Text
from services.audit.domain.interval import Interval


class Rounding(StrEnum):
    """Whether points are rounded to whole ones before they are graded. A text that names no rounding has none."""

    NONE = "none"
    WHOLE_HALF_UP = "whole_half_up"


@dataclass(frozen=True)
class Grade:
    """A band of points, both ends in it; `below` instead of both: everything under that number."""

    code: str
    title: Text
    low: Fraction
    high: Fraction
    high_in: bool

    def reached_by(self, points: Interval) -> bool:
        """Whether any number of the interval lies in the band."""
        if points.high is not None and points.high < self.low:
            return False
        return points.low <= self.high if self.high_in else points.low < self.high


@dataclass(frozen=True)
class Gap:
    """Numbers strictly between two bands: points there have no grade, whatever they are."""

    above: Fraction
    below: Fraction

    def reached_by(self, points: Interval) -> bool:
        return points.low < self.below and (points.high is None or points.high > self.above)


@dataclass(frozen=True)
class CountiesKeep:
    """A condition on every county below the organisation assessed: it keeps the county rule of another standard."""

    standard: str


@dataclass(frozen=True)
class Strike:
    """A fact that costs a grade. Its condition is met where the fact was found nowhere."""

    code: str
    title: Text
    ground: Ground
    condition: Condition | CountiesKeep


@dataclass(frozen=True)
class Bar(Strike):
    """The grade that the fact closes; those below it stay open."""

    grade: str


@dataclass(frozen=True)
class Entry:
    """One line of the table of points: its figure is the points given, or all of them where it keeps a demand."""

    code: str
    title: Text
    most: Fraction
    condition: Condition
    all_or_nothing: bool


@dataclass(frozen=True)
class Points:
    """Points out of `of`. `table` None: it was never published, and nobody has supplied it."""

    of: Fraction
    table: tuple[Entry, ...] | None
    rounding: Rounding
    ground: Ground


@dataclass(frozen=True)
class Grading:
    """Grades from the best down. `least` is the worst that is still met; any one of `downgrades` costs `steps`."""

    ground: Ground
    points: Points
    grades: tuple[Grade, ...]
    gaps: tuple[Gap, ...]
    least: str
    bars: tuple[Bar, ...]
    downgrades: tuple[Strike, ...]
    steps: int

    @property
    def strikes(self) -> tuple[tuple[str, Strike], ...]:
        """Every fact that costs a grade, by the path of its clause."""
        return (
            *((f"bars.{each.code}", each) for each in self.bars),
            *((f"downgrades.{each.code}", each) for each in self.downgrades),
        )

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Everything that is measured for it."""
        entries = self.points.table or ()
        return (*(each.condition for each in entries), *self.measured_strikes.values())

    @property
    def measured_strikes(self) -> Mapping[str, Condition]:
        """Those that are measured at the place itself, by the path of their clause."""
        return {path: each.condition for path, each in self.strikes if isinstance(each.condition, Condition)}

    @property
    def standards(self) -> frozenset[str]:
        """Other standards that counties below are held to."""
        return frozenset(
            each.condition.standard for _, each in self.strikes if isinstance(each.condition, CountiesKeep)
        )
