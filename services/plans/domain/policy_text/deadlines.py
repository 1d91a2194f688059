"""Days by which something is due: years, months, plan periods, terms from the day of issue, and lost ones."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache

from services.plans.domain.policy_text.draft import ASSUMED, BY_RULE, DOUBTFUL, PRINTED
from services.plans.domain.words import DeadlineCertainty


class Sense(Enum):
    """What a date is for: due then, begun then, held against then, gone by then, or none of these."""

    DUE = "due"
    FROM = "from"
    BASELINE = "baseline"
    PAST = "past"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class When:
    """A date in a text, from `start` to before `end`; `day` is its last day."""

    start: int
    end: int
    sense: Sense
    day: date | None
    certainty: DeadlineCertainty
    confidence: float
    rule: str


_YEAR = r"(?:(?:19|20)\d{2}|二[〇零][〇零一二三四五六七八九]{2})"
_DATE = re.compile(
    rf"(?P<lead>力争到|争取到|力争在|到|至|于|在|截至|截止|力争|争取|从|自|较|比|与|同|以)?"
    rf"(?P<first>{_YEAR})年?(?:(?P<from_month>\d{{1,2}})月)?(?:-{{1,2}}|至|到)(?P<second>{_YEAR})(?:年|学年)(?:(?P<to_month>\d{{1,2}})月)?(?P<run>期间|间)?"
    rf"|(?P<lead1>力争到|争取到|力争在|到|至|于|在|截至|截止|力争|争取|从|自|较|比|与|同|以)?(?P<year>{_YEAR})(?:年度?)"
    r"(?:(?P<month>\d{1,2})月(?:份)?(?:(?P<dom>\d{1,2})日)?)?(?P<part>上半年|年底|年末|第[一二三四]季度|[一二三四]季度|底|末|上旬|中旬|下旬|秋季学期|春季学期)?"
    r"(?P<tail>之前|以前|前|之内|内|期间|起|开始|以来|以后|后)?"
)
_PERIOD = re.compile(
    r"(?P<lead>力争到|争取到|力争|到|至|在|于)?[“\"]?十(?P<which>[一二三四五六七八])五[”\"]?(?:规划)?(?P<part>期间|时期末|时期|期末|末期|末|期内)"
)
_TERM = re.compile(
    r"(?P<lead>力争|争取|未来|今后|用|在)?(?<![第近每届\d])(?P<count>[一二两三四五六七八九十]|\d{1,2})(?P<each>年|个月)(?:左右)?(?:的?时间)?(?:(?:之内|以内|内)|(?<=未来.年|今后.年)(?=[^,。;]))"
    r"|(?P<lead1>利用|用)(?P<count1>[一二两三四五六七八九十]|\d{1,2})(?:-{1,2}\d|至\d)?(?P<each1>年|个月)(?:左右)?的?时间"
)
_RELATIVE = re.compile(
    r"(?P<lead>力争|争取|到|于|在)?(?P<year>今年|明年|后年|本年(?!级)度?|次年)(?:(?P<month>\d{1,2})月)?(?:年?底|年?末|内)?(?:之前|前)?"
    r"|(?P<lead1>到|至)?年(?:底|末)(?:之前|前)?(?![^,。;]{0,2}(?:考核|总结|评))|(?P<lead2>到|至)?(?P<only>\d{1,2})月(?:(?P<dom>\d{1,2})日|份|底|末|中旬|上旬|下旬)?(?P<tail>之前|以前|前|起)?"
)
_LOST = re.compile(
    r"(?:力争|争取)?(?P<lead>到|至|于|截至|从|自)年(?![底末初度内终均龄轻老满级份后报检复关会节薪少幼产底])(?:开始|起)?"
    r"|(?:(?<=[,。;:!?(])|^)年(?=所有|各|全[市县区省州面部]|实现|建成|依托|力争|基本|争取|确保|,)"
)
_NUMERALS = "〇一二三四五六七八九十"
_BASED = re.compile("的?(?:基础|基数|水平上|同期)|相比")
_BASE = frozenset(("较", "比", "与", "同", "以"))
_SINCE = frozenset(("从", "自"))
_DUE_LEADS = frozenset(("到", "至", "力争到", "争取到", "力争", "争取", "力争在"))


@lru_cache(maxsize=4)
def _has_lost_years(text: str) -> bool:
    return _LOST.search(text) is not None or "()" in text


def read_dates(text: str, whole: str, issued_on: date | None) -> tuple[When, ...]:
    """Every date of a folded text, in its order and without overlaps; `whole` is the document it is from."""
    found = [*_dated(text, issued_on), *_periods(text), *_terms(text, issued_on), *_relative(text, whole, issued_on)]
    found.extend(_lost(text))
    found.sort(key=lambda when: (when.start, -when.end))
    apart: list[When] = []
    for when in found:
        if not apart or when.start >= apart[-1].end:
            apart.append(when)
    return tuple(apart)


def _dated(text: str, issued_on: date | None) -> Iterator[When]:
    for found in _DATE.finditer(text):
        lead = found["lead"] or found["lead1"] or ""
        if text[found.end() : found.end() + 1] in ("版", "号", "级"):
            continue
        in_term = (found["part"] or "").endswith("学期")
        day, tail = None if in_term else _last_day(found), found["tail"] or ""
        sense = _sense(lead, tail, found["second"] is not None, day, issued_on)
        if in_term and sense is Sense.BARE:
            yield When(*found.span(), Sense.DUE, None, DeadlineCertainty.AMBIGUOUS, ASSUMED, "school_term")
            continue
        if _BASED.match(text, found.end()):
            sense = Sense.BASELINE
        if found["second"] and not lead and text[found.start() - 1 : found.start()] == "(":
            sense = Sense.BARE  # the years of a title or a stage
        confidence = PRINTED if sense is Sense.DUE else BY_RULE
        certainty = DeadlineCertainty.STATED if day and sense is Sense.DUE else DeadlineCertainty.NONE
        yield When(*found.span(), sense, day, certainty, confidence, "date_printed")


def _sense(lead: str, tail: str, run: bool, day: date | None, issued_on: date | None) -> Sense:
    if lead in _BASE:
        return Sense.BASELINE
    if tail in ("以来", "以后", "后") or lead in ("截至", "截止"):
        return Sense.PAST if not (issued_on and day and day > issued_on and lead) else Sense.DUE
    if tail in ("起", "开始") or (lead in _SINCE and not run):
        return Sense.FROM
    if day is not None and issued_on is not None and day.year < issued_on.year and lead not in _DUE_LEADS:
        return Sense.PAST
    return Sense.DUE if day is not None else Sense.BARE


def _last_day(found: re.Match[str]) -> date | None:
    year = _year(found["second"] or found["year"])
    month = found["to_month"] or found["month"]
    if month is None:
        return _last_of(year, _PARTS.get(found["part"] or "", 12))
    number, day = int(month), found["dom"]
    if day is None:
        return _last_of(year, number)
    try:
        return date(year, number, int(day))
    except ValueError:
        return None


_PARTS = {"上半年": 6, "第一季度": 3, "第二季度": 6, "第三季度": 9, "一季度": 3, "二季度": 6, "三季度": 9}


def _last_of(year: int, month: int) -> date | None:
    if not (1900 <= year <= 2200 and 1 <= month <= 12):
        return None
    return date(year, month, calendar.monthrange(year, month)[1])


def _year(printed: str) -> int:
    if printed[0].isdigit():
        return int(printed)
    return int("".join(str(_NUMERALS.index(each)) for each in printed.replace("零", "〇")))


def _periods(text: str) -> Iterator[When]:
    for found in _PERIOD.finditer(text):
        day = date(2005 + 5 * _NUMERALS.index(found["which"]), 12, 31)
        yield When(*found.span(), Sense.DUE, day, DeadlineCertainty.STATED, BY_RULE, "end_of_plan_period")


def _terms(text: str, issued_on: date | None) -> Iterator[When]:
    for found in _TERM.finditer(text):
        count = found["count"] or found["count1"]
        number = int(count) if count.isdigit() else _NUMERALS.index(count.replace("两", "二"))
        months = number * 12 if (found["each"] or found["each1"]) == "年" else number
        yield _from_issue(found, _later(issued_on, months) if issued_on else None, "term_from_issue")


def _from_issue(found: re.Match[str], day: date | None, rule: str) -> When:
    certainty = DeadlineCertainty.STATED if day else DeadlineCertainty.AMBIGUOUS
    return When(*found.span(), Sense.DUE, day, certainty, ASSUMED, rule)


def _later(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def _relative(text: str, whole: str, issued_on: date | None) -> Iterator[When]:
    for found in _RELATIVE.finditer(text):
        if found["only"]:
            yield _month_without_year(found)
        elif found["year"]:
            years = {"明": 1, "次": 1, "后": 2}.get(found["year"][0], 0)
            month = int(found["month"] or 12)
            yield _from_issue(found, _last_of(issued_on.year + years, month) if issued_on else None, "year_from_issue")
        elif found["lead1"] and _has_lost_years(whole):
            yield When(*found.span(), Sense.DUE, None, DeadlineCertainty.LOST, DOUBTFUL, "year_lost")
        else:
            yield _from_issue(found, _last_of(issued_on.year, 12) if issued_on else None, "year_from_issue")


def _month_without_year(found: re.Match[str]) -> When:
    due = bool(found["lead2"]) or (found["tail"] or "") in ("之前", "以前", "前") or "底" in found[0]
    sense = Sense.DUE if due else Sense.BARE
    certainty = DeadlineCertainty.AMBIGUOUS if due else DeadlineCertainty.NONE
    return When(*found.span(), sense, None, certainty, ASSUMED, "year_unsaid")


def _lost(text: str) -> Iterator[When]:
    for found in _LOST.finditer(text):
        since = found["lead"] in _SINCE or found[0].endswith(("起", "开始"))
        sense = Sense.FROM if since else Sense.DUE
        yield When(*found.span(), sense, None, DeadlineCertainty.LOST, DOUBTFUL, "year_lost")
