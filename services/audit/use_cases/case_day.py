"""Which day it is: in a drill the day somebody set, else today where the rules hold."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.audit.errors import DateOutOfOrder, NoDrill
from services.audit.repository.drill import drill_day, set_drill_day
from services.kernel.errors import Fault
from services.kernel.routes import Session

HERE = ZoneInfo("Asia/Shanghai")
"""Days of a clock begin and end where its rules hold."""


async def today_of(session: Session, *, drill: bool) -> date:
    day = await drill_day(session) if drill else None
    return day or datetime.now(HERE).date()


async def set_day(session: Session, day: date, *, drill: bool) -> None:
    """Only in a drill, and only forward: clocks that ran out stay so."""
    if not drill:
        raise NoDrill()
    before = await drill_day(session)
    if before is not None and day < before:
        raise DateOutOfOrder(faults=[Fault("day_goes_back", "/day", f"{before} or later", day.isoformat())])
    await set_drill_day(session, day)


def ahead_faults(pointer: str, day: date, today: date) -> list[Fault]:
    """The fault of the field at `pointer` where its day has not come: an act of tomorrow would end today's clocks."""
    if day <= today:
        return []
    return [Fault("in_the_future", pointer, f"{today} or earlier: a day that has come", day.isoformat())]


def refuse_ahead(pointer: str, day: date, today: date) -> None:
    faults = ahead_faults(pointer, day, today)
    if faults:
        raise DateOutOfOrder(faults=faults)
