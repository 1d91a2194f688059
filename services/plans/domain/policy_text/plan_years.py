"""The year in which a plan begins."""

import re
from datetime import date

from services.plans.domain.policy_text.folding import fold

_FIRST = re.compile(r"(20\d\d)年?[-至到—~]+(?:20\d\d)")
_FIVE_YEARS = re.compile("十([一二三四五六七八])五")


def first_year(title: str, issued_on: date | None) -> int | None:
    """By its title, or by its day."""
    said = _FIRST.search(fold(title))
    if said:
        return int(said[1])
    period = _FIVE_YEARS.search(title)
    if period:
        return 2001 + 5 * "〇一二三四五六七八".index(period[1])
    return issued_on.year if issued_on else None
