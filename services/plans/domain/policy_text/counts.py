"""Things, people, times, hours and sums of which so many are asked."""

import re
from dataclasses import dataclass

from services.plans.domain.policy_text import target_words as words
from services.plans.domain.policy_text.draft import ASSUMED, BY_RULE, INHERITED, PRINTED
from services.plans.domain.policy_text.finding import Finding
from services.plans.domain.policy_text.populations import subject_of
from services.plans.domain.policy_text.sight import Sight
from services.plans.domain.policy_text.target_units import ACTIVITIES, DURATIONS, HOURS, MONEY
from services.plans.domain.words import Certainty, TargetKind
from services.yardsticks.words import Comparison

_NO_COUNT = frozenset(("", "%", "‰", "个百分点", "百分点"))
_NEW = re.compile("新增|净增|增设")
_PLACED = re.compile(r"(?:在|选择|选取|确定)[^,。;]{0,4}$")
_TRIED = re.compile("开展|推行|试点|建设|实施|推广|作为")
_SUMS = re.compile("安排|投入|设立|筹措|筹集|列支|拨付|标准")
_LEVELS = ("到", "至", "在", "为", "于")
_FEW = frozenset((Comparison.AT_MOST, Comparison.LESS_THAN))


@dataclass(frozen=True, slots=True)
class _Per:
    """The kind and unit of a count, and whether it is asked anew each period."""

    kind: TargetKind
    unit: str
    recurring: bool = False
    population: str | None = None


def read_count(sight: Sight, asked_of: str | None) -> Finding | None:
    """`asked_of` is the noun of a condition before it in the clause."""
    quantity = sight.quantity
    if quantity.unit in _NO_COUNT:
        return None
    evidence = _evidence(sight, asked_of)
    if evidence is None:
        return None
    rule, confidence = evidence
    comparison = _comparison(sight)
    per = _per(sight, comparison, asked_of)
    return Finding(
        (quantity.start, quantity.end), sight.statement, per.kind, comparison, Certainty.NUMBER,
        ASSUMED if quantity.about else confidence, rule, quantity.value, quantity.upper, per.unit,
        per.population or subject_of(sight.before) if per.kind is not TargetKind.COUNT else None,
        recurring=per.recurring,
    )  # fmt: skip


def _evidence(sight: Sight, asked_of: str | None) -> tuple[str, float] | None:
    unit = sight.quantity.unit
    compared = sight.held is not None and not sight.held.after
    if unit in DURATIONS or unit in HOURS:
        return _of_time(sight, compared)
    if unit in MONEY:
        return ("sum", PRINTED if compared else BY_RULE) if compared or _SUMS.search(sight.before) else None
    if sight.quantity.numeral and not _numeral_counts(sight, compared, asked_of):
        return None
    if unit in ACTIVITIES:
        return _of_activity(sight, compared)
    return _of_things(sight, compared, asked_of)


def _of_time(sight: Sight, compared: bool) -> tuple[str, float] | None:
    if sight.period_own and (compared or sight.verb or sight.quantity.unit in HOURS):
        return "per_period", PRINTED
    if compared:
        return "compared", PRINTED
    if sight.quantity.unit in HOURS and sight.verb and not sight.quantity.numeral:
        return "verb", ASSUMED
    return None


def _of_activity(sight: Sight, compared: bool) -> tuple[str, float] | None:
    if sight.period_own:
        return "per_period", PRINTED
    if compared:
        return "compared", PRINTED
    return ("verb", BY_RULE if not sight.bare else INHERITED) if sight.verb else None


def _numeral_counts(sight: Sight, compared: bool, asked_of: str | None) -> bool:
    """A numeral is mostly part of a phrase: it counts where something else says that it is a number."""
    unit = sight.quantity.unit
    if compared:
        return True
    if asked_of is not None or sight.ratio_own or sight.each is not None:
        return sight.verb is not None
    if sight.period_own:
        return unit in ACTIVITIES or (sight.verb is not None and sight.quantity.value > 1)
    strong = words.STRONG.search(sight.before) is not None
    return strong and unit in words.CONCRETE and sight.quantity.value > 1


def _of_things(sight: Sight, compared: bool, asked_of: str | None) -> tuple[str, float] | None:
    if compared:
        return "compared", PRINTED
    if sight.verb is not None:
        return ("listed", INHERITED) if sight.bare else ("verb", BY_RULE)
    if asked_of is not None or sight.ratio_own or sight.each is not None:
        return "per_unit", BY_RULE
    if sight.period_own or (_PLACED.search(sight.before) and _TRIED.search(sight.after)):
        return "per_period" if sight.period_own else "tried_in", ASSUMED
    if sight.counted and len(sight.lead) <= 20 and len(sight.after) <= 2 and sight.first:
        return "listed", INHERITED
    return None


def _comparison(sight: Sight) -> Comparison:
    if sight.quantity.upper is not None:
        return Comparison.RANGE
    if sight.held is not None:
        return sight.held.comparison
    if words.ALLOWED.search(sight.before):
        return Comparison.AT_MOST
    if sight.quantity.unit in MONEY and "标准" in sight.before:
        return Comparison.EQUAL
    awarded = sight.period == "年" and sight.period_own and words.AWARD.search(sight.lead)
    return Comparison.EQUAL if awarded else Comparison.AT_LEAST


def _per(sight: Sight, comparison: Comparison, asked_of: str | None) -> _Per:
    unit = sight.quantity.unit
    few = comparison in _FEW
    if sight.period and (sight.period_own or unit in ACTIVITIES):
        return _per_period(sight, few)
    if sight.ratio and (sight.ratio_own or sight.held is not None):
        kind = TargetKind.CAP if few else TargetKind.THRESHOLD
        return _Per(kind, f"{unit}/{sight.ratio}")
    if asked_of is not None:
        return _Per(TargetKind.CONDITIONAL_COUNT, f"{unit}/{asked_of}", population=asked_of)
    if sight.each is not None:
        printed, short = sight.each
        kind = TargetKind.CAP if few else TargetKind.COUNT_PER_UNIT
        kind = TargetKind.RANGE if comparison is Comparison.RANGE else kind
        return _Per(kind, f"{unit}/{short}", population=printed)
    return _Per(_plain_kind(sight, comparison, few), unit)


def _per_period(sight: Sight, few: bool) -> _Per:
    unit, repeated = sight.quantity.unit, sight.quantity.unit in ACTIVITIES | DURATIONS
    kind = TargetKind.ANNUAL_COUNT if sight.period == "年" and not repeated else TargetKind.FREQUENCY
    return _Per(TargetKind.CAP if few else kind, f"{unit}/{sight.period}", recurring=True)


def _plain_kind(sight: Sight, comparison: Comparison, few: bool) -> TargetKind:
    unit = sight.quantity.unit
    if few:
        return TargetKind.CAP
    if comparison is Comparison.RANGE:
        return TargetKind.RANGE
    to_a_level = sight.held is not None and not sight.held.after and sight.held.word.endswith(_LEVELS)
    if unit in DURATIONS or unit in HOURS or unit in MONEY or to_a_level:
        return TargetKind.THRESHOLD
    return TargetKind.CUMULATIVE_COUNT if _NEW.search(sight.before) else TargetKind.COUNT
