"""Things, people, times, hours and sums of which so many are asked."""

import re
from dataclasses import dataclass

from services.plans.domain.policy_text import target_words as words
from services.plans.domain.policy_text.draft import ASSUMED, BY_RULE, INHERITED, PRINTED
from services.plans.domain.policy_text.finding import Finding
from services.plans.domain.policy_text.populations import WHO, subject_of
from services.plans.domain.policy_text.sight import Sight
from services.plans.domain.policy_text.target_units import ACTIVITIES, DURATIONS, HOURS, MONEY
from services.plans.domain.words import Certainty, TargetKind
from services.yardsticks.words import Comparison

_NO_COUNT = frozenset(("", "%", "‰", "个百分点", "百分点"))
_NEW = re.compile("新增|净增|增设")
_PLACED = re.compile(r"(?:在|选择|选取|确定)[^,。;]{0,4}$")
_TRIED = re.compile("开展|推行|试点|建设|实施|推广|作为")
_DEFINITE = re.compile(
    r"(?:全县|全市|全区|全省|全州|全旗|全国|全镇|我市|我县|我区|我省|辖区|所辖|原有|其余|其他|剩余|上述|以上|该|这|此|本|另外|余下)(?:的|内)?$"
)
_SUMS = re.compile("承担|配套|发放|下达|兑现|募集|安排|(?<![总算])投资|投入|争取|引进|设立|筹措|筹集|列支|拨付|标准")
_TO_A_LEVEL = re.compile(
    "(?:稳定|保持|维持|巩固|提高|提升|增加|增长|扩大|上升|延长|拓展|升|增|提)(?:到|至|在|为)(?:了|约|每[年月天生人])?$"
)
_ASKED_OF_SOMEBODY = frozenset((TargetKind.FREQUENCY, TargetKind.THRESHOLD, TargetKind.CAP, TargetKind.RANGE))
_NAMED = re.compile("[^,。;的]{0,6}(?:制度|制|机制|体系|服务圈|圈|热线|值守|值班|平台)")
_RATIO = re.compile("比|按")
_TIMES_TWO, _DOUBLED = "番", re.compile("翻了?$")
_AT_A_RATE = re.compile("标准|按照?[^,。;]{0,8}$")
_LEVELS = DURATIONS | HOURS | MONEY | {_TIMES_TWO}
_PERIODS = frozenset(("年", "月", "天", "日", "周", "学期", "学年", "次"))
_IN_WEEK = ("天", "周")
_WITHIN, _PROMISED = re.compile("之?内"), re.compile("实现|确保|做到|保证|力争")
_KINDS = frozenset(("种",))  # counted only where something is held against a line
_REACHED = re.compile(
    rf"(?:{WHO.pattern})(?:\([^()]{{1,12}}\))?(?:率先|基本|全部|均|先行)?(?:达标|通过|达到|建成|完成|纳入|实现)"
)
_ATTRIBUTE = re.compile("(?:及?以上|及?以下|以内|左右)?(?:的|规模|人口|学历|学校|职称)")
_ITEM = re.compile(r"[、和及,]")
_SHORT = 20
_FEW = frozenset((Comparison.AT_MOST, Comparison.LESS_THAN))


@dataclass(frozen=True, slots=True)
class _Per:
    """The kind and unit of a count, and whether it is asked anew each period."""

    kind: TargetKind
    unit: str
    recurring: bool = False
    population: str | None = None


def read_count(sight: Sight, asked_of: tuple[str, str] | None) -> Finding | None:
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
        per.population or (subject_of(sight.before) if per.kind in _ASKED_OF_SOMEBODY else None),
        recurring=per.recurring,
    )  # fmt: skip


def _evidence(sight: Sight, asked_of: tuple[str, str] | None) -> tuple[str, float] | None:
    unit, compared = sight.quantity.unit, sight.compared
    if unit.startswith(":"):
        if sight.held or _RATIO.search(sight.before[-24:]):
            return "ratio", BY_RULE
        return ("listed", INHERITED) if sight.counted else None
    if _DEFINITE.search(sight.before[-8:]) and "任务" not in sight.after[:24]:
        return None
    if unit in DURATIONS or unit in HOURS:
        return _of_time(sight, compared)
    if unit.partition("/")[0] in MONEY:
        named = (
            compared
            or (sight.ratio_own and sight.period_own)
            or (sight.each and _AT_A_RATE.search(sight.before))
            or _SUMS.search(sight.before)
        )
        return ("sum", PRINTED if compared else BY_RULE) if named else None
    if unit == _TIMES_TWO:
        return ("doubled", PRINTED) if _DOUBLED.search(sight.before) else None
    if sight.quantity.numeral and not sight.quantity.spelled and not _numeral_counts(sight, compared, asked_of):
        return None
    if unit in ACTIVITIES:
        return _of_activity(sight, compared)
    return _of_things(sight, compared, asked_of)


def _of_time(sight: Sight, compared: bool) -> tuple[str, float] | None:
    if sight.period_own and (
        compared or sight.verb or sight.quantity.unit in HOURS or (sight.quantity.unit, sight.period) == _IN_WEEK
    ):
        return "per_period", PRINTED
    if compared:
        return "compared", PRINTED
    if _NAMED.match(sight.after):
        return None
    if _WITHIN.match(sight.after):
        return ("within", BY_RULE) if _PROMISED.search(sight.before) else None
    if sight.quantity.unit in HOURS and sight.unit_before == sight.quantity.unit and sight.counted and _listed(sight):
        return "listed", INHERITED
    if sight.quantity.unit in HOURS and (sight.verb or sight.held) and not sight.quantity.numeral:
        return "verb", ASSUMED
    return None


def _of_activity(sight: Sight, compared: bool) -> tuple[str, float] | None:
    if sight.period_own:
        return "per_period", PRINTED
    if compared:
        return "compared", PRINTED
    if sight.period and words.ALLOWED.search(sight.before[-14:]):
        return "allowed", BY_RULE
    return ("verb", BY_RULE if not sight.bare else INHERITED) if sight.verb else None


def _numeral_counts(sight: Sight, compared: bool, asked_of: tuple[str, str] | None) -> bool:
    """A numeral is mostly part of a phrase: it counts where something else says that it is a number."""
    unit = sight.quantity.unit
    if compared:
        return True
    if asked_of is not None or sight.ratio_own or sight.each is not None:
        return sight.verb is not None
    if sight.period and unit in ACTIVITIES and words.ALLOWED.search(sight.before[-14:]):
        return True
    if sight.period_own:
        return unit in ACTIVITIES or unit == "节" or (sight.verb is not None and sight.quantity.value > 1)
    if sight.counted and not sight.lead:
        return unit in words.CONCRETE and sight.quantity.value > 1
    strong = words.STRONG.search(sight.before) is not None
    return strong and unit in words.CONCRETE and sight.quantity.value > 1


def _of_things(sight: Sight, compared: bool, asked_of: tuple[str, str] | None) -> tuple[str, float] | None:
    if compared:
        return "compared", PRINTED
    if sight.held is not None and not sight.quantity.numeral and not _ATTRIBUTE.match(sight.after):
        return "compared", BY_RULE
    if sight.quantity.unit in _KINDS:
        return None
    if sight.verb is not None:
        return ("listed", INHERITED) if sight.bare else ("verb", BY_RULE)
    if asked_of is not None or sight.ratio_own or sight.each is not None:
        return "per_unit", BY_RULE
    if _REACHED.match(sight.after) and sight.first:
        return "result", ASSUMED
    if sight.period_own or (_PLACED.search(sight.before[-8:]) and _TRIED.search(sight.after)):
        return "per_period" if sight.period_own else "tried_in", ASSUMED
    return ("listed", INHERITED) if sight.counted and _listed(sight) else None


def _listed(sight: Sight) -> bool:
    """It stands short and alone after a count: 其中人工造林5万亩、封山育林10万亩."""
    if not sight.first:
        return _ITEM.match(sight.before) is not None and len(sight.before) <= _SHORT
    if not sight.lead or sight.lead.startswith("其中"):
        return True
    return len(sight.lead) <= _SHORT and len(sight.after) <= 2


def _comparison(sight: Sight) -> Comparison:
    if sight.quantity.upper is not None:
        return Comparison.RANGE
    if sight.held is not None:
        return sight.held.comparison
    if sight.quantity.unit in DURATIONS | HOURS and _WITHIN.match(sight.after):
        return Comparison.AT_MOST
    if words.ALLOWED.search(sight.before[-14:]):
        return Comparison.AT_MOST
    if sight.quantity.unit.startswith(":") or (sight.quantity.unit in MONEY and _AT_A_RATE.search(sight.before)):
        return Comparison.EQUAL
    awarded = sight.period == "年" and sight.period_own and words.AWARD.search(sight.lead)
    return Comparison.EQUAL if awarded else Comparison.AT_LEAST


def _per(sight: Sight, comparison: Comparison, asked_of: tuple[str, str] | None) -> _Per:
    unit = sight.quantity.unit
    few = comparison in _FEW
    money, _, printed_period = unit.partition("/")
    if printed_period and printed_period not in _PERIODS:
        return _Per(TargetKind.CAP if few else TargetKind.THRESHOLD, unit)
    if sight.ratio_own and (money in MONEY or (sight.period_own and unit not in ACTIVITIES | DURATIONS)):
        period = printed_period or (sight.period if sight.period_own else "")
        each = f"{sight.ratio}·{period}" if period else sight.ratio
        return _Per(
            TargetKind.CAP if few else TargetKind.THRESHOLD,
            f"{money}/{each}",
            recurring=bool(period) and money not in MONEY,
        )
    again = sight.held is not None and sight.unit_before == unit
    if sight.period and (sight.period_own or unit in ACTIVITIES or again):
        return _per_period(sight, few)
    if sight.ratio and (sight.ratio_own or (sight.held is not None and sight.unit_before == unit)):
        kind = TargetKind.CAP if few else TargetKind.THRESHOLD
        return _Per(kind, f"{unit}/{sight.ratio}")
    if asked_of is not None:
        return _Per(TargetKind.CONDITIONAL_COUNT, f"{unit}/{asked_of[1]}", population=asked_of[0])
    if sight.each is not None:
        printed, short = sight.each
        kind = TargetKind.CAP if few else TargetKind.COUNT_PER_UNIT
        kind = TargetKind.RANGE if comparison is Comparison.RANGE else kind
        return _Per(kind, f"{unit}/{short}", population=printed)
    return _Per(_plain_kind(sight, comparison, few), unit)


def _per_period(sight: Sight, few: bool) -> _Per:
    unit, repeated = sight.quantity.unit, sight.quantity.unit in ACTIVITIES | DURATIONS
    if unit in MONEY and sight.period != "年":
        return _Per(TargetKind.CAP if few else TargetKind.THRESHOLD, f"{unit}/{sight.period}")
    kind = TargetKind.ANNUAL_COUNT if sight.period == "年" and not repeated else TargetKind.FREQUENCY
    each = sight.each[0] if sight.each else None
    return _Per(TargetKind.CAP if few else kind, f"{unit}/{sight.period}", recurring=True, population=each)


def _plain_kind(sight: Sight, comparison: Comparison, few: bool) -> TargetKind:
    unit = sight.quantity.unit
    if few:
        return TargetKind.CAP
    if comparison is Comparison.RANGE:
        return TargetKind.RANGE
    to_a_level = _TO_A_LEVEL.search(sight.before[-8:])
    if unit in _LEVELS or unit.startswith(":") or to_a_level:
        return TargetKind.THRESHOLD
    return TargetKind.CUMULATIVE_COUNT if _NEW.search(sight.before) else TargetKind.COUNT
