"""A target as it is scored, and what it came to."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.audit.domain.measured import Demand, Measurement
from services.audit.domain.verdict import Verdict
from services.yardsticks.language import Yardstick
from services.yardsticks.words import Unassessable


class DeadlineState(StrEnum):
    """Where a deadline stands on the day of the assessment; its own day is still ahead. `lost`: the source lost it."""

    NONE = "none"
    AHEAD = "ahead"
    PASSED = "passed"
    LOST = "lost"


@dataclass(frozen=True)
class TargetRule:
    """A target of a plan: measured by a yardstick, or by the verdict of a whole standard, or in a word why by neither.

    `restates` is the code of the target it says again.
    """

    code: str
    demand: Demand
    yardstick: Yardstick | None = None
    by_standard: str | None = None
    unassessable: Unassessable | None = None
    deadline: date | None = None
    deadline_lost: bool = False
    restates: str | None = None

    @property
    def every_period(self) -> bool:
        """Whether it must be kept in each period, not only in the newest."""
        return self.yardstick is not None and self.yardstick.every_period


@dataclass(frozen=True)
class TargetAssessment:
    """What a target came to. A target reached before its deadline is met; one not yet reached is not met and `ahead`.

    `reason` is that of the measurement, or no_readings, earlier_period_failed, earlier_period_open, later_period_open
    (nobody has reported for the newest period asked), met_in_time_lost_since, no_yardstick, or the word of an
    unassessable target. `measurement` is of the newest period anybody reported for; `trend` holds the newest twelve
    periods with data up to it, oldest first. `overdue`: passed, and by the newest period that decides anything not
    met, nor met in the period of the deadline. `late`: met now, but not in that period. `failed_periods` is filled
    where every period is asked.
    """

    code: str
    verdict: Verdict
    reason: str | None
    deadline_state: DeadlineState
    overdue: bool
    late: bool
    borderline: bool = False
    measurement: Measurement | None = None
    trend: tuple[Measurement, ...] = ()
    failed_periods: tuple[str, ...] = ()
    unassessable: Unassessable | None = None
    restates: str | None = None
