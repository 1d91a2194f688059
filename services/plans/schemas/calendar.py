"""Deadlines as days in a calendar."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.kernel.fields import Bilingual, Day, Shown
from services.plans.domain.bearing import Bearing
from services.plans.domain.deadline_calendar import EventKind
from services.plans.domain.words import DeadlineCertainty


class UnitInCalendar(Shown):
    organisation: str
    name: Bilingual


class CalendarEvent(Shown):
    """One day, `what` being the code of the target or phase; `uid` stays the same through all revisions of the plan.

    一个日期；uid 在方案各修订版中不变。
    """

    uid: str
    kind: EventKind
    plan: str
    plan_title: Bilingual
    revision: int
    published_on: Day | None
    bearing: Bearing
    what: str
    title: Bilingual
    line: Bilingual | None
    on: date
    place: str
    units: list[UnitInCalendar]


class WithoutDay(Shown):
    """A day that the source lost, leaves unclear, or does not give for a phase: `certainty` is null for a phase."""

    kind: EventKind
    plan: str
    what: str
    title: Bilingual
    place: str
    certainty: DeadlineCertainty | None
    as_printed: str | None


class CalendarShown(Shown):
    """`events` by day; `without_day` has no place in a calendar and is said here. 无法定日者列于 without_day。"""

    plan: Annotated[str | None, Field(description="of one plan · 单一方案")]
    organisation: Annotated[str | None, Field(description="of one unit · 单一单位")]
    name: Bilingual
    events: list[CalendarEvent]
    without_day: list[WithoutDay]
