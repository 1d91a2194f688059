"""Which day it is where the rules hold, and which acts are entered on theirs."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from services.audit.errors import DateOutOfOrder
from services.kernel.errors import Fault

HERE = ZoneInfo("Asia/Shanghai")
"""Days of a clock begin and end where its rules hold."""
LATE = timedelta(days=7)
"""What is entered later than this was not entered as it happened: a case is being brought in from paper."""


def today() -> date:
    return datetime.now(HERE).date()


def entered_in_time(on: date) -> bool:
    return today() - on <= LATE


def entered_now(on: date) -> date | None:
    """The day of entry of what is entered as it happens; None where a case is brought in from paper."""
    return today() if entered_in_time(on) else None


def late_faults(pointer: str, on: date, *, live: bool) -> list[Fault]:
    """The fault of a day that lies more than a week back in a live case: nobody's time runs out before he was told."""
    if not live or entered_in_time(on):
        return []
    expected = f"{today() - LATE} or later: steps of a live case are entered within a week"
    return [Fault("entered_late", pointer, expected, on.isoformat())]


def over_faults(pointer: str, last: date, on: date) -> list[Fault]:
    """The fault of a time that is over as it is given, where it is given as it happens."""
    if not entered_in_time(on) or last >= today():
        return []
    return [Fault("over_already", pointer, f"{today()} or later: nobody could keep it", last.isoformat())]


def ahead_faults(pointer: str, day: date) -> list[Fault]:
    """The fault of the field at `pointer` where its day has not come: an act of tomorrow would end today's clocks."""
    if day <= today():
        return []
    return [Fault("in_the_future", pointer, f"{today()} or earlier: a day that has come", day.isoformat())]


def refuse_ahead(pointer: str, day: date) -> None:
    faults = ahead_faults(pointer, day)
    if faults:
        raise DateOutOfOrder(faults=faults)
