"""实施步骤: the phases of a plan with their first and last days; what is unclear stays open."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.plans.domain.policy_text.draft import BY_RULE, DOUBTFUL, PRINTED, Defect, DraftPhase, Read
from services.plans.domain.policy_text.items import Item
from services.plans.domain.policy_text.numerals import counted, digit_by_digit
from services.plans.domain.policy_text.outline import Section
from services.plans.domain.policy_text.source import Source

_YEAR = "(?:[12][0-9]{3}|[一二][〇零一二三四五六七八九]{3})"
_SMALL = "(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_MOMENT = re.compile(
    rf"(?:({_YEAR})(?: ?年 ?|[./](?=[0-9])))?"
    rf"(?:({_SMALL}) ?(?:月(?:份)?|(?=[./][0-9]|[^0-9.]|$))(?:[./]?({_SMALL}) ?日|(上旬|中旬|下旬|初|中|底|末))?"
    r"|(上半年|下半年|年底|年末|底|末|全年)|第?([一二三四1-4])季度)?"
)
_DATE_AT = re.compile(rf"{_YEAR}(?: ?年|[./-][0-9])|{_SMALL} ?月")
_TO = re.compile(" *(?:-+|至|到|起至|开始至)+ *")
_PHASE = re.compile("阶段|第[一二三四五六]步")
_LOOKED_THROUGH = 80


@dataclass(frozen=True, slots=True)
class Moment:
    """A printed moment as its first and last day; None where it lacks the year."""

    start: int
    end: int
    first: date | None
    last: date | None
    year: int | None


def is_phases(sections: Sequence[Section]) -> bool:
    """Whether items are phases by their headings."""
    return len(sections) > 1 and sum(1 for one in sections if _PHASE.search(one.title)) > len(sections) / 2


def phase_of(source: Source, code: str, item: Item) -> tuple[DraftPhase, tuple[Defect, ...]]:
    """A phase from its item; its days are looked for in its heading and at the start of its text."""
    passage = item.passage(source)
    text = passage.text[:_LOOKED_THROUGH]
    title = _without_days(item.title)
    reads = {"title": Read(item.titled, PRINTED, "heading")}
    moments = _moments(text)
    if not moments:
        return DraftPhase(code, title, None, None, item.span, reads), ()
    span = passage.span(moments[0].start, moments[-1].end)
    lost = len(moments) > 1 and not text[moments[0].end : moments[1].start].strip(" ")
    sure = DOUBTFUL if lost else (PRINTED if len(moments) > 1 else BY_RULE)
    rule = "two_dates_without_dash" if lost else "dates_of_phase"
    first, last = moments[0].first, moments[-1].last
    if first and last and last < first:
        first = last = None
    reads |= {name: Read(span, sure, rule) for name, day in (("starts_on", first), ("ends_on", last)) if day}
    defects = (Defect("dash_lost", span),) if lost else ()
    return DraftPhase(code, title, first, last, item.span, reads), defects


def _moments(text: str) -> list[Moment]:
    """The first date of the text, and the second one where it ends the same stretch of time."""
    begun = _DATE_AT.search(text)
    first = begun and _moment(text, begun.start(), None)
    if not first:
        return []
    gap = _TO.match(text, first.end)
    at = gap.end() if gap else first.end
    second = _moment(text, at, first.year) if gap or _DATE_AT.match(text, at) else None
    if second is None:
        before = text[max(0, first.start - 4) : first.start]
        until = text[first.end : first.end + 2].startswith(("底前", "前", "以前")) or "截至" in before
        return [Moment(first.start, first.end, None if until else first.first, first.last, first.year)]
    return [first, second]


def _moment(text: str, at: int, year: int | None) -> Moment | None:
    found = _MOMENT.match(text, at)
    if not found or not (found[1] or found[2] or found[5] or found[6]):
        return None
    whole = digit_by_digit(found[1]) if found[1] else year
    first, last = _days(whole, found) if whole else (None, None)
    end = found.end() + (1 if text[found.end() : found.end() + 1] == "年" else 0)
    return Moment(found.start(), end, first, last, whole)


def _days(year: int, found: "re.Match[str]") -> tuple[date | None, date | None]:
    if found[2]:
        return _of_month(year, counted(found[2]) or 0, found[3], found[4])
    months = {"上半年": (1, 6), "下半年": (7, 12)}.get(found[5] or "", (1, 12))
    if found[6]:
        quarter = counted(found[6]) or 1
        months = (3 * quarter - 2, 3 * quarter)
    if found[5] in {"年底", "年末", "底", "末"}:
        months = (12, 12)
    return date(year, months[0], 1), date(year, months[1], monthrange(year, months[1])[1])


def _of_month(year: int, month: int, day: str | None, part: str | None) -> tuple[date | None, date | None]:
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return None, None
    length = monthrange(year, month)[1]
    if day:
        number = counted(day) or 0
        one = date(year, month, number) if 1 <= number <= length else None
        return one, one
    first, last = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "中": (11, 20), "下旬": (21, length)}.get(
        part or "", (1, length)
    )
    return date(year, month, first), date(year, month, last)


def _without_days(title: str) -> str:
    """准备启动阶段(2018年3月—9月) without the bracket."""
    for mark in "(（〔[【":
        head, found, _ = title.partition(mark)
        if found and head.strip():
            return head.strip()
    return title
