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


def ahead_faults(pointer: str, day: date) -> list[Fault]:
    """The fault of the field at `pointer` where its day has not come: an act of tomorrow would end today's clocks."""
    if day <= today():
        return []
    return [Fault("in_the_future", pointer, f"{today()} or earlier: a day that has come", day.isoformat())]


def refuse_ahead(pointer: str, day: date) -> None:
    faults = ahead_faults(pointer, day)
    if faults:
        raise DateOutOfOrder(faults=faults)
