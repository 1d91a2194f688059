"""Days as documents write them, complete or not; all on folded text."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from services.plans.domain.policy_text.numerals import counted, digit_by_digit

_YEAR = "(?:[12][0-9]{3}|[一二][〇零一二三四五六七八九]{3})"
_SMALL = "(?:[0-9]{1,2}|[一二三四五六七八九十廿卅]{1,3})"
_WRITTEN = re.compile(rf"({_YEAR}) ?年 ?({_SMALL}) ?月 ?({_SMALL}) ?日")
_MARKED = re.compile(r"(?<![0-9])([12][0-9]{3})([-./])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_INCOMPLETE = re.compile(
    rf"(?:{_YEAR} ?年 ?{_SMALL} ?月(?: *日)?|{_SMALL} ?月 ?{_SMALL} ?日|{_YEAR} ?年(?: *月 *日)?|年? *月 *日"
    "|(?:19|20)[0-9]{4,6})"
)


class Day(NamedTuple):
    """A day within a text; None where it is incomplete, damaged or not in the calendar."""

    start: int
    end: int
    day: date | None


def days_in(text: str) -> Iterator[Day]:
    """The complete days in a text."""
    for form, parts in ((_WRITTEN, (1, 2, 3)), (_MARKED, (1, 3, 4))):
        for found in form.finditer(text):
            yield Day(found.start(), found.end(), _day(*(found[part] for part in parts)))


def day_alone(text: str) -> Day | None:
    """A text that is nothing but a day, however incomplete, blanks and brackets aside."""
    words = text.strip(" ()")
    start = text.find(words) if words else 0
    for found in days_in(words):
        if found.start == 0 and not words[found.end :].strip(" 0123456789:"):
            return Day(start, start + found.end, found.day)
    if _INCOMPLETE.fullmatch(words):
        return Day(start, start + len(words), None)
    return None


def _day(year: str, month: str, day: str) -> date | None:
    whole, of_year, of_month = digit_by_digit(year), counted(month), counted(day)
    try:
        return date(whole or 0, of_year or 0, of_month or 0)
    except ValueError:
        return None
