"""Which line goes on with the one before: text wrapped at a fixed width, and breaks that stray into a sentence."""

import re
from collections import Counter
from collections.abc import Sequence

from services.plans.domain.policy_text.lines import Line

_FEWEST_LINES = 6
_NARROWEST, _WIDEST = 16, 130
_SLACK = 3
_LONG = 25
TITLE_AT_MOST = 40
_OPEN = frozenset(",、(“《-")
_NAMED = re.compile("^[^:。,;]{0,15}:")


def width(text: str) -> int:
    """In columns: a Chinese character takes two."""
    return len(text) + sum(1 for one in text if one > "\u2e7f")


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width at which every line was cut, if they were."""
    widths = [width(line.text) for line in lines if not line.table and len(line.text) <= _WIDEST]
    if len(widths) < _FEWEST_LINES or len(widths) < 0.9 * len(lines):
        return None
    counts = Counter(widths)
    widest = max(counts, key=lambda one: (sum(counts[one - n] for n in range(_SLACK + 1)), one))
    full = sum(counts[widest - n] for n in range(_SLACK + 1))
    beyond = sum(times for one, times in counts.items() if one > widest + _SLACK)
    cut = sum(1 for line in lines if not line.table and not line.ended and width(line.text) >= widest - _SLACK)
    if widest < _NARROWEST or full < 0.3 * len(widths) or beyond > 0.05 * len(widths) or 2 * cut < full:
        return None
    return widest


def continues(before: Line, line: Line, wrap: int | None, *, before_is_title: bool) -> bool:
    """Whether `line`, which has no mark of its own, goes on with the paragraph that `before` ends."""
    if line.heading or before.heading or before.ended:
        return False
    if before.text[-1] in _OPEN:
        return True
    if line.after_blank or _NAMED.match(line.text):
        return False
    if wrap and width(before.text) >= wrap - _SLACK:
        return True
    if before.text[-1] == ")" or (before_is_title and len(before.text) <= TITLE_AT_MOST):
        return False
    return wrap is not None or len(before.text) >= _LONG
