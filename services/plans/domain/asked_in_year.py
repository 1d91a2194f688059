"""Which targets a year asks for."""

from datetime import date
from enum import StrEnum
from typing import Protocol

from services.plans.domain.words import TargetKind
from services.yardsticks.language import ByStandard, Yardstick
from services.yardsticks.periods import first_day

_RECURRING = frozenset({TargetKind.ANNUAL_COUNT, TargetKind.ANNUAL_CHANGE, TargetKind.MONOTONE, TargetKind.FREQUENCY})


class AskedIn(StrEnum):
    """当年到期、逐期考核、每年应做: due in the year, measured in every period, or of a kind that recurs."""

    DUE = "due"
    EVERY_PERIOD = "every_period"
    RECURRING = "recurring"


class Target(Protocol):
    @property
    def kind(self) -> TargetKind: ...
    @property
    def deadline(self) -> date | None: ...
    @property
    def yardstick(self) -> Yardstick | ByStandard | None: ...


def asked_in(target: Target, year: int) -> AskedIn | None:
    """None where the year asks nothing of it: due in another year, not yet begun, or without any day."""
    deadline, yardstick = target.deadline, target.yardstick
    if deadline is not None and deadline.year == year:
        return AskedIn.DUE
    if deadline is not None and deadline.year < year:
        return None
    if isinstance(yardstick, Yardstick) and yardstick.every_period:
        begun = yardstick.since is None or first_day(yardstick.since).year <= year
        return AskedIn.EVERY_PERIOD if begun else None
    return AskedIn.RECURRING if target.kind in _RECURRING else None
