"""Which of the dates around a target is its deadline."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.plans.domain.policy_text.clauses import Clause
from services.plans.domain.policy_text.deadlines import Sense, When, read_dates
from services.plans.domain.policy_text.draft import INHERITED
from services.plans.domain.policy_text.finding import Finding
from services.plans.domain.words import DeadlineCertainty

_WHOLE = re.compile(
    r"(?:时限|时间|期限|时间节点|完成日期)(?:要求)?:\s{0,3}(?P<day>[^。;,()]{4,24})|[;,(。](?P<day1>[^。;,()]{4,24}?)(?:前|底)?完成\)"
)
_OPENS = re.compile("(?:^|[。:;])(?:力争|争取|确保)?$")


_YEAR_OF_WORK = re.compile(
    r"(?<![-\d])(20\d{2})年度?[^\d年]{0,24}(?:工作要点|工作计划|工作思路|重点工作|工作安排|民生实事|目标任务)"
)


@dataclass(frozen=True, slots=True)
class Due:
    """`printed` is where the deadline stands in the passage; None where it is the phase's, or there is none."""

    day: date | None = None
    certainty: DeadlineCertainty = DeadlineCertainty.NONE
    printed: tuple[int, int] | None = None
    confidence: float = 1.0
    rule: str = ""


def dues_of(clause: Clause, findings: Sequence[Finding], lent: tuple[date, str] | None) -> Iterator[Due]:
    """Of each finding of one clause: its own date first, then what stands before the clause, then what `lent` says of the whole: its day and the rule."""
    due = [when for when in clause.own if when.sense is Sense.DUE]
    since = next((when for when in clause.own if when.sense is Sense.FROM), None)
    respectively = _respectively(due or clause.several, findings)
    ends = [when.end for when in due]
    for index, finding in enumerate(findings):
        if respectively:
            own: When | None = respectively[index]
        else:
            own = due[max(0, bisect_right(ends, finding.at[0]) - 1)] if due else None
        yield _by(own, own.confidence, own.rule) if own else _lent(clause, finding, since, lent)


def lasting_day(text: str, issued_on: date | None) -> date | None:
    """The day of the last deadline that begins a sentence of a folded text, with a comma after it."""
    opening = [
        when.day
        for when in read_dates(text, text, issued_on)
        if when.sense is Sense.DUE
        and when.day
        and text[when.end : when.end + 1] == ","
        and _OPENS.search(text[max(0, when.start - 8) : when.start])
    ]
    return opening[-1] if opening else None


def end_of_year_of_work(title: str) -> date | None:
    """The last day of the year whose work a folded title announces: 2025年工作要点."""
    found = _YEAR_OF_WORK.search(title)
    return date(int(found[1]), 12, 31) if found else None


def day_of_whole(text: str, issued_on: date | None) -> date | None:
    """The day that a measure or a cell gives for all that it asks: 完成时限:2025年6月底前, (…;2024年底前完成)."""
    days = {
        when.day
        for found in _WHOLE.finditer(text)
        for when in read_dates(_said(found), _said(found), issued_on)
        if when.day and when.sense in (Sense.DUE, Sense.BARE)
    }
    return days.pop() if len(days) == 1 else None


def _said(found: re.Match[str]) -> str:
    return found["day"] or found["day1"] or ""


def _respectively(due: Sequence[When], findings: Sequence[Finding]) -> Sequence[When]:
    """到2023年、2025年分别达到…: as many dates as numbers, and all of them before."""
    return due if len(due) == len(findings) > 1 and due[-1].end <= findings[0].at[0] else ()


def _lent(clause: Clause, finding: Finding, since: When | None, lent: tuple[date, str] | None) -> Due:
    """What is asked anew each period inherits no deadline."""
    if since is not None:
        return Due(None, DeadlineCertainty.NONE, (since.start, since.end), since.confidence, "begins")
    if finding.recurring:
        return Due()
    if clause.inherited is not None:
        return _by(clause.inherited, min(INHERITED, clause.inherited.confidence), "inherited")
    if lent is not None:
        return Due(lent[0], DeadlineCertainty.STATED, None, INHERITED, lent[1])
    return Due()


def _by(when: When, confidence: float, rule: str) -> Due:
    return Due(when.day, when.certainty, (when.start, when.end), confidence, rule)
