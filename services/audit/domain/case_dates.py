"""What is said to have happened has happened: no act is dated ahead of its day, or a hearing could be leapt over."""

from datetime import date, timedelta

from services.kernel.errors import Fault

AHEAD = timedelta(days=1)
"""Somewhere it is already tomorrow, while `today` is that of Greenwich."""


def future_faults(pointer: str, day: date, today: date) -> list[Fault]:
    """The fault of the field at `pointer` when its day lies ahead, none otherwise. `today` is a day in UTC."""
    if day <= today + AHEAD:
        return []
    return [Fault("in_the_future", pointer, f"{today + AHEAD} or earlier: a day that has come", day.isoformat())]
