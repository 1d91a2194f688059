"""Periods: a school year `2021-2022`, a term `2021-2022-1`, a calendar year `2021`, a month `2021-09`."""

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, StringConstraints


def _school_years_follow(value: str) -> str:
    parts = value.split("-")
    if len(parts) >= 2 and len(parts[1]) == 4 and int(parts[1]) != int(parts[0]) + 1:
        raise ValueError("a school year names two years that follow each other, such as 2021-2022")
    return value


_FORM = r"^(19|20)\d{2}(-(0[1-9]|1[0-2])|-(19|20)\d{2}(-[12])?)?$"
Period = Annotated[
    str,
    StringConstraints(pattern=_FORM),
    AfterValidator(_school_years_follow),
]


class PeriodKind(StrEnum):
    """学年, 学期, 年, 月."""

    SCHOOL_YEAR = "school_year"
    TERM = "term"
    CALENDAR_YEAR = "calendar_year"
    MONTH = "month"


def is_period(text: str) -> bool:
    """Whether a text has the form of a period."""
    if not text.isascii() or text.endswith("\n") or re.match(_FORM, text) is None:
        return False
    return len(text) < 9 or int(text[5:9]) == int(text[:4]) + 1


def kind_of(period: str) -> PeriodKind:
    """The kind of a well-formed period."""
    if len(period) == 4:
        return PeriodKind.CALENDAR_YEAR
    if len(period) == 7:
        return PeriodKind.MONTH
    return PeriodKind.SCHOOL_YEAR if len(period) == 9 else PeriodKind.TERM


def first_day(period: str) -> date:
    """The day a period begins. A school year and its first term begin on 1 September, the second on 1 March."""
    year = int(period[:4])
    match kind_of(period):
        case PeriodKind.CALENDAR_YEAR:
            return date(year, 1, 1)
        case PeriodKind.MONTH:
            return date(year, int(period[5:]), 1)
        case PeriodKind.SCHOOL_YEAR:
            return date(year, 9, 1)
        case PeriodKind.TERM:
            return date(year, 9, 1) if period.endswith("-1") else date(year + 1, 3, 1)


def following(period: str) -> str:
    """The next period of the same kind."""
    year = int(period[:4])
    match kind_of(period):
        case PeriodKind.CALENDAR_YEAR:
            return f"{year + 1}"
        case PeriodKind.MONTH:
            month = int(period[5:])
            return f"{year + month // 12}-{month % 12 + 1:02d}"
        case PeriodKind.SCHOOL_YEAR:
            return f"{year + 1}-{year + 2}"
        case PeriodKind.TERM:
            return f"{period[:9]}-2" if period.endswith("-1") else f"{year + 1}-{year + 2}-1"


def preceding(period: str) -> str:
    """The period of the same kind before this one."""
    year = int(period[:4])
    match kind_of(period):
        case PeriodKind.CALENDAR_YEAR:
            return f"{year - 1}"
        case PeriodKind.MONTH:
            month = int(period[5:])
            return f"{year}-{month - 1:02d}" if month > 1 else f"{year - 1}-12"
        case PeriodKind.SCHOOL_YEAR:
            return f"{year - 1}-{year}"
        case PeriodKind.TERM:
            return f"{period[:9]}-1" if period.endswith("-2") else f"{year - 1}-{year}-2"


def first_from(kind: PeriodKind, day: date) -> str:
    """The first period of a kind that begins on the day or after it."""
    period = {
        PeriodKind.CALENDAR_YEAR: f"{day.year}",
        PeriodKind.MONTH: f"{day.year}-{day.month:02d}",
        PeriodKind.SCHOOL_YEAR: f"{day.year - 1}-{day.year}",
        PeriodKind.TERM: f"{day.year - 1}-{day.year}-1",
    }[kind]
    while first_day(period) < day:
        period = following(period)
    return period


def between(first: str, last: str) -> Iterator[str]:
    """Every period from one to another of the same kind, both included; nothing where the first lies later."""
    period = first
    while first_day(period) <= first_day(last):
        yield period
        period = following(period)
