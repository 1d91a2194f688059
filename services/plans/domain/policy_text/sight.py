"""A number as it stands in its clause: what is before and behind it, and what earlier words lend to it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from services.plans.domain.policy_text import target_words as words
from services.plans.domain.policy_text.clauses import Clause
from services.plans.domain.policy_text.comparisons import Held, held, held_after, held_before
from services.plans.domain.policy_text.deadlines import Sense
from services.plans.domain.policy_text.numbers import Quantity
from services.plans.domain.policy_text.populations import each_of
from services.plans.domain.policy_text.target_units import PER_CAPITA, PERIOD, RATIO
from services.plans.domain.policy_text.veil import BLANK

_BACK, _AHEAD = 80, 48
_SEPARATOR = re.compile(r"[、和及]")
_NOTHING = re.compile(rf"[、和及与并, {BLANK}]*$")
_SINGLE = re.compile(r"(?:有|建|配|设|办|开|招|聘|评|选|创|再|为|各|增|种|派)(?:好|成|足|齐|够|立|出|了|约)?$")
_GONE_SENTENCE = re.compile("近日|日前|以来|截至|截止|去年|上年|目前")
_OF_APPLICANTS = re.compile("(?:以下|下列)(?:基本)?条件|申报条件|申报(?:人|学校|单位)(?:应|须)|申请人(?:应|须)")
_TO_COME = re.compile("力争|确保|计划|将|争取|要|拟")


@dataclass(slots=True)
class Carried:
    """What a sentence lends from one clause to the next; `upto` is where the last target of the clause ended."""

    period: str | None = None
    ratio: str | None = None
    unit: str | None = None
    word: Held | None = None
    gone: bool = False
    counted: bool = False
    upto: int = 0
    sized: re.Match[str] | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """`before` and `after` reach to the numbers beside it, `lead` to the start of the clause; none is longer than a line.

    `number` of `others` counts those of one unit. `bare` numbers stand in a list after another and share what was said of that.
    """

    quantity: Quantity
    clause: Clause
    before: str
    after: str
    lead: str
    statement: tuple[int, int]
    held: Held | None
    compared: bool
    verb: str | None
    bare: bool
    period: str | None
    period_own: bool
    ratio: str | None
    ratio_own: bool
    each: tuple[str, str] | None
    gone: bool
    scores: bool
    head: str
    counted: bool
    ahead: str
    sized: re.Match[str] | None
    first: bool
    number: int
    others: int


@dataclass(slots=True)
class _Clause:
    """What the numbers of one clause lend to those after them."""

    verb: str | None = None
    word: Held | None = None
    each: tuple[str, str] | None = None
    period: str | None = None
    ratio: str | None = None
    gone: bool = False
    scores: bool = False
    numbers: list[Quantity] = field(default_factory=list)


def sights(text: str, clause: Clause, numbers: Sequence[Quantity], carried: Carried) -> Iterator[Sight]:
    """Of the numbers of one clause, in their order; `carried` is kept up to date for the clause after it.

    Whoever takes a number for a target says in `carried.upto` where it ends: what is before counts for no later one.
    """
    carried.upto = 0
    end = min(clause.end, clause.start + 200)
    carried.sized = words.CLASS.search(text, clause.start, end) or carried.sized
    here = _Clause(gone=_is_gone(text, clause, carried))
    here.scores = words.SCORES.search(text, clause.start, min(clause.end, clause.start + 400)) is not None
    alike = Counter(quantity.unit for quantity in numbers)
    seen: Counter[str] = Counter()
    for index, quantity in enumerate(numbers):
        following = numbers[index + 1].start if index + 1 < len(numbers) else clause.end
        place = (seen[quantity.unit], alike[quantity.unit])
        seen[quantity.unit] += 1
        yield _sight(text, clause, quantity, (carried.upto or clause.start, following), here, carried, place)


def _is_gone(text: str, clause: Clause, carried: Carried) -> bool:
    end = min(clause.end, clause.start + 400)
    if _OF_APPLICANTS.search(text, clause.start, end):
        carried.gone = True
    elif any(when.sense is Sense.DUE for when in clause.own) or _TO_COME.search(text, clause.start, end):
        carried.gone = False
        return False
    past = any(when.sense is Sense.PAST for when in clause.own)
    if past or _GONE_SENTENCE.search(text, clause.start, end):
        carried.gone = True
    return carried.gone or words.PAST.search(text, clause.start, end) is not None


def _sight(
    text: str, clause: Clause, quantity: Quantity, between: tuple[int, int], here: _Clause, carried: Carried,
    place: tuple[int, int],
) -> Sight:  # fmt: skip
    previous, following = between
    before = text[max(previous, quantity.start - _BACK) : quantity.start]
    after = text[quantity.end : min(following, quantity.end + _AHEAD)]
    lead = text[max(clause.start, quantity.start - _BACK) : quantity.start]
    first = previous == clause.start
    bare = not first and _NOTHING.match(before) is not None
    led = held_before(before, quantity.unit in ("%", "‰", "个百分点"))
    word = held(led, held_after(after))
    if word is None and not first and _NOTHING.match(before[:1]) and not words.VERB.search(before):
        word = here.word
    compared = led is not None or (word is not None and not word.after)
    here.word = word or here.word
    verb = _verb(before) or (None if first else here.verb)
    here.verb = verb
    period, ratio = _period(before) or here.period, _ratio(before) or here.ratio
    here.period, here.ratio, here.each = period, ratio, each_of(before) or here.each
    sight = Sight(
        quantity, clause, before, after, lead, _statement(text, clause, quantity, between, bare), word, compared, verb, bare,
        period or carried.period, period is not None, ratio or carried.ratio, ratio is not None, here.each,
        here.gone, here.scores, text[clause.start : clause.start + _BACK], carried.counted,
        text[quantity.end : min(clause.end, quantity.end + _AHEAD)], carried.sized, first, *place,
    )  # fmt: skip
    carried.period, carried.ratio = period or carried.period, ratio or carried.ratio
    return sight


def _verb(before: str) -> str | None:
    last = None
    for last in words.VERB.finditer(before):
        pass
    single = _SINGLE.search(before[-4:])
    if last is not None and (len(last[0]) > 1 or last.end() == len(before)):
        return last[0]
    longer = [found[0] for found in words.VERB.finditer(before) if len(found[0]) > 1]
    return longer[-1] if longer else (single[0] if single else None)


def _period(before: str) -> str | None:
    last = None
    for last in PERIOD.finditer(before):
        pass
    if last is None:
        return None
    each = last["each"] or last["one"] or "年"
    each = {"季": "季度", "日": "天", "年度": "年"}.get(each, each)
    return (last["count"] or "") + each


def _ratio(before: str) -> str | None:
    last = None
    for last in RATIO.finditer(before):
        pass
    if last is None:
        return None
    return last["of"] or last["single"] or PER_CAPITA[last["mean"]]


def _statement(text: str, clause: Clause, quantity: Quantity, between: tuple[int, int], bare: bool) -> tuple[int, int]:
    """The item of a list that the number belongs to; all of the clause up to a number that stands bare."""
    previous, following = between
    start = clause.start
    if previous > clause.start and not bare:
        start = max(previous, quantity.start - _BACK)
        cut = _SEPARATOR.search(text, start, quantity.start)
        start = cut.end() if cut else start
    end = following
    if following < clause.end:
        for cut in _SEPARATOR.finditer(text, quantity.end, min(following, quantity.end + _AHEAD)):
            end = cut.start()
    start, end = max(start, quantity.start - _BACK), min(end, quantity.end + _AHEAD)
    return start, max(end, quantity.end)
