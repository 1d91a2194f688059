"""A number as it stands in its clause: what is before and behind it, and what earlier words lend to it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.plans.domain.policy_text import target_words as words
from services.plans.domain.policy_text.clauses import Clause
from services.plans.domain.policy_text.comparisons import Held, held, held_after, held_before
from services.plans.domain.policy_text.deadlines import Sense
from services.plans.domain.policy_text.numbers import Quantity
from services.plans.domain.policy_text.populations import each_of
from services.plans.domain.policy_text.target_units import PER_CAPITA, PERIOD, RATIO
from services.plans.domain.policy_text.veil import BLANK

_BACK, _AHEAD, _LOOK = 80, 48, 400
_SEPARATOR = re.compile(r"[、和及]")
_NOTHING = re.compile(rf"[、和及与并或, {BLANK}]*$")
_SINGLE = re.compile(r"(?:有|建|配|设|办|开|招|聘|评|选|创|再|为|各|增|种|派)(?:好|成|足|齐|够|立|出|了|约)?$")
_IN_ALL = re.compile("(?:[一二三四五六七八九十]|\\d)年(?:内)?(?:累计|共|总计|合计)")
_GONE_SENTENCE = re.compile("近日|日前|以来|一年来|年来,|过去|截至|截止|去年|(?<![较比])上年(?!基础)|目前")
_OF_APPLICANTS = re.compile("(?:以下|下列)(?:基本)?条件|申报条件|申报(?:人|学校|单位)(?:应|须)|申请人(?:应|须)")
_TO_COME = re.compile("力争|确保|计划|将|争取|要|拟")


@dataclass(frozen=True, slots=True)
class Condition:
    """Where it stands, from the start of its clause, and the noun it describes, as printed and short."""

    at: tuple[int, int]
    who: tuple[str, str]


@dataclass(slots=True)
class Carried:
    """What a sentence lends from one clause to the next; `upto` is where the last target of the clause ended,
    `announced` the ratio that stands before a colon, and `condition` whom the clause before was about."""

    period: str | None = None
    ratio: str | None = None
    gone: bool = False
    counted: bool = False
    unit: str | None = None
    upto: int = 0
    sized: re.Match[str] | None = None
    announced: str | None = None
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Sight:
    """`before` and `after` reach to the targets beside it, `lead` to the start of the clause; each a line at most.

    `ahead` looks on past the next number, `head` is how the clause begins, up to the number. `number` of `others`
    counts those of one unit. `bare` numbers stand in a list after another and share what was said of that.
    """

    quantity: Quantity
    clause: Clause
    before: str
    after: str
    lead: str
    ahead: str
    head: str
    statement: tuple[int, int]
    held: Held | None
    compared: bool
    verb: str | None
    bare: bool
    first: bool
    period: str | None
    period_own: bool
    ratio: str | None
    ratio_own: bool
    each: tuple[str, str] | None
    gone: bool
    scores: bool
    counted: bool
    unit_before: str | None
    sized: re.Match[str] | None
    number: int
    others: int


@dataclass(slots=True)
class _Lent:
    """What the numbers of one clause lend to those after them."""

    gone: bool
    scores: bool
    verb: str | None = None
    word: Held | None = None
    each: tuple[str, str] | None = None
    period: str | None = None
    ratio: str | None = None
    new: bool = False


def sights(text: str, clause: Clause, numbers: Sequence[Quantity], carried: Carried) -> Iterator[Sight]:
    """Of the numbers of one clause, in their order; `carried` is kept up to date for the clause after it.

    Whoever takes a number for a target says in `carried.upto` where it ends: what is before counts for no later one.
    """
    if clause.opens_part:
        carried.period, carried.ratio, carried.unit, carried.announced = None, None, None, None
    carried.upto, end = 0, min(clause.end, clause.start + _LOOK)
    carried.sized = words.CLASS.search(text, clause.start, end) or carried.sized
    if text[clause.end : clause.end + 1] == ":":
        carried.announced = _ratio(text[clause.start : end])
    lent = _Lent(_is_gone(text, clause, carried), words.SCORES.search(text, clause.start, end) is not None)
    lent.ratio = carried.announced
    alike = Counter(quantity.unit for quantity in numbers)
    seen: Counter[str] = Counter()
    for index, quantity in enumerate(numbers):
        following = numbers[index + 1].start if index + 1 < len(numbers) else clause.end
        place = (seen[quantity.unit], alike[quantity.unit])
        seen[quantity.unit] += 1
        yield _sight(text, clause, quantity, (carried.upto or clause.start, following), lent, carried, place)


def _is_gone(text: str, clause: Clause, carried: Carried) -> bool:
    """Whether the clause tells of what was or is, or of who may apply; a day to come or a wish ends that."""
    end = min(clause.end, clause.start + _LOOK)
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
    text: str, clause: Clause, quantity: Quantity, between: tuple[int, int], lent: _Lent, carried: Carried,
    place: tuple[int, int],
) -> Sight:  # fmt: skip
    previous, following = between
    at, end = quantity.start, quantity.end
    before, after = text[max(previous, at - _BACK) : at], text[end : min(following, end + _AHEAD)]
    first = previous == clause.start
    bare = not first and _NOTHING.match(before) is not None
    compared = _lend(lent, quantity, before, after, first)
    if lent.new:
        carried.period = None
    period, ratio = lent.period or carried.period, lent.ratio or carried.ratio
    carried.period, carried.ratio = period, ratio
    return Sight(
        quantity, clause, before, after,
        lead=text[max(clause.start, at - _BACK) : at],
        ahead=text[end : min(clause.end, end + _AHEAD)],
        head=text[clause.start : min(at, clause.start + _BACK)],
        statement=_statement(text, clause, quantity, between, bare),
        held=compared[0], compared=compared[1], verb=lent.verb, bare=bare, first=first,
        period=period, period_own=lent.period is not None, ratio=ratio, ratio_own=lent.ratio is not None,
        each=lent.each, gone=lent.gone, scores=lent.scores, counted=carried.counted,
        unit_before=carried.unit, sized=carried.sized, number=place[0], others=place[1],
    )  # fmt: skip


def _lend(lent: _Lent, quantity: Quantity, before: str, after: str, first: bool) -> tuple[Held | None, bool]:
    """The comparison and whether a word before the number says it; what is said here is lent from here on."""
    led = held_before(before, quantity.unit in ("%", "‰", "个百分点"))
    word = held(led, held_after(after))
    if word is None and not first and _NOTHING.match(before[:1]) and not words.VERB.search(before):
        word = lent.word
    lent.word = word or lent.word
    lent.verb = _verb(before) or (None if first else lent.verb)
    if _IN_ALL.search(before):
        lent.period, lent.new = None, True
    lent.period, lent.ratio = _period(before) or lent.period, _ratio(before) or lent.ratio
    lent.each = each_of(before) or lent.each
    return word, led is not None or (word is not None and not word.after)


def _verb(before: str) -> str | None:
    every = list(words.VERB.finditer(before))
    last = every[-1] if every else None
    single = _SINGLE.search(before[-4:])
    if last is not None and (len(last[0]) > 1 or last.end() == len(before)):
        return last[0]
    longer = [found[0] for found in every if len(found[0]) > 1]
    return longer[-1] if longer else (single[0] if single else None)


def _period(before: str) -> str | None:
    every = list(PERIOD.finditer(before))
    if not every:
        return None
    last = every[-1]
    each = last["each"] or last["one"] or "年"
    each = {"季": "季度", "日": "天", "年度": "年"}.get(each, each)
    return _in_digits(last["count"] or "") + each


def _in_digits(count: str) -> str:
    """每三至五年 is asked once in 3-5 years."""
    numbers = {character: str(number) for number, character in enumerate("一二三四五六七八九十", 1)} | {"两": "2"}
    return "".join(numbers.get(character, "-" if character in "至到" else character) for character in count)


def _ratio(before: str) -> str | None:
    every = list(RATIO.finditer(before))
    if not every:
        return None
    last = every[-1]
    return re.sub("^1(?=[^\\d.])", "", last["of"] or "") or last["single"] or last["plain"] or PER_CAPITA[last["mean"]]


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
