"""Days of a clock: as the calendar counts them, or only those on which offices work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SATURDAY = 5
ONE = timedelta(days=1)


class Counting(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


@dataclass(frozen=True)
class Calendar:
    """Which days are worked and which are free other than the week says; of years that are not in `years` nobody has
    said yet."""

    free: frozenset[date]
    worked: frozenset[date]
    years: frozenset[int]

    def works(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.free)

    def knows(self, day: date) -> bool:
        """Whether the holidays of its year have been announced: else only the week is known."""
        return day.year in self.years

    def last_day(self, begun: date, days: int, counting: Counting) -> date:
        """The day at whose end a clock of so many days runs out; the day it began on is not counted."""
        if counting is Counting.CALENDAR:
            return begun + timedelta(days=days)
        day = begun
        for _ in range(days):
            day += ONE
            while not self.works(day):
                day += ONE
        return day


def calendar_from(years: Mapping[int, Mapping[str, list[date]]]) -> Calendar:
    """By year the days that are `free` and those that are `worked`."""
    free = frozenset(day for said in years.values() for day in said["free"])
    worked = frozenset(day for said in years.values() for day in said["worked"])
    return Calendar(free, worked, frozenset(years))
