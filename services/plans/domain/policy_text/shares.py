"""Shares in per cent and what rises or falls by so much."""

import re

from services.plans.domain.policy_text import target_words as words
from services.plans.domain.policy_text.draft import ASSUMED, BY_RULE, PRINTED
from services.plans.domain.policy_text.finding import Finding
from services.plans.domain.policy_text.populations import after_share, subject_of
from services.plans.domain.policy_text.sight import Sight
from services.plans.domain.words import Certainty, TargetKind
from services.yardsticks.words import Comparison

_SHARES = frozenset(("%", "‰"))
_POINTS = frozenset(("个百分点", "百分点"))
# What may stand between the verb of change and the number: 提高了不低于3个百分点.
_BETWEEN = re.compile(r"(?:了|约|近|超过|至少|不少于|不低于|不超过|控制在|不高于|幅度|达到?|率|在|为|≥|≤|>|<|=)*$")
_LISTED = re.compile(r"^(?:\d+(?:\.\d+)?(?:个百分点|百分点|个)[、和及])+$")
_PORTION = re.compile(
    r"(?:及?以上|左右|以内)?的(?!比例|标准|要求|速度|幅度|目标|水平|增|安排|提取|经费|投入|补助|奖励)"
)
_PUSHED = re.compile("实现|确保|力争|保证")


def read_change(sight: Sight) -> Finding | None:
    """年均下降1%以上, 提高3至5个百分点, 在现有基础上减少50%以上, 年均增幅下降80%."""
    quantity = sight.quantity
    change = _change(sight)
    if change is None or quantity.unit not in _SHARES | _POINTS:
        return None
    falls = change["fall"] is not None
    yearly = words.YEARLY.search(sight.lead) is not None or (sight.period == "年" and sight.period_own)
    unit = "个百分点" if quantity.unit in _POINTS else quantity.unit
    slowdown = falls and words.PACE.search(sight.before) is not None
    kind = TargetKind.THRESHOLD
    if slowdown:
        kind = TargetKind.GROWTH_REDUCTION
    elif yearly:
        kind, unit = TargetKind.ANNUAL_CHANGE, f"{unit}/年"
    elif falls:
        kind = TargetKind.REDUCTION
    comparison = _comparison(sight, Comparison.AT_LEAST)
    return _of(sight, kind, comparison, unit, "change", PRINTED)


def _change(sight: Sight) -> re.Match[str] | None:
    before = sight.lead if sight.bare and sight.quantity.unit in _POINTS else sight.before
    every = list(words.CHANGE.finditer(before))
    last = every[-1] if every else None
    between = _LISTED.sub("", before[last.end() :]) if last else ""
    return last if last and _BETWEEN.fullmatch(between) else None


def read_share(sight: Sight) -> Finding | None:
    """达到95%以上, 50%的县, 按50%的比例, 测评100%达标."""
    quantity = sight.quantity
    if quantity.unit not in _SHARES:
        return None
    portion = _PORTION.match(sight.after)
    evidence = _evidence(sight, portion is not None)
    if evidence is None:
        return None
    rule, confidence, fallback = evidence
    comparison = _comparison(sight, fallback)
    population = after_share(sight.after[portion.end() :]) if portion else subject_of(sight.before)
    return _of(sight, _kind(sight, comparison), comparison, quantity.unit, rule, confidence, population=population)


def _evidence(sight: Sight, portion: bool) -> tuple[str, float, Comparison] | None:
    """The rule by which a share is a target, how sure that is, and the comparison where none is printed."""
    by = sight.before.rfind("按")
    if by >= 0 and (sight.held is None or sight.held.at < by):
        quota = sight.after.startswith(("的比例", "比例", "的标准"))
        return "at_the_rate_of", BY_RULE, Comparison.EQUAL if quota else Comparison.AT_LEAST
    if sight.held is not None:
        return "compared", PRINTED if not sight.bare else BY_RULE, Comparison.AT_LEAST
    if sight.quantity.bundle > 1 or (sight.quantity.value == 100 and _PUSHED.search(sight.lead)):
        return "hundred_per_cent", BY_RULE, Comparison.AT_LEAST
    if portion or words.RESULTS.match(sight.after):
        return "share_of", BY_RULE, Comparison.AT_LEAST
    if sight.before.endswith(("完成", "达标", "覆盖", "补助", "承担", "分担", "配套", "奖补")):
        return "done", BY_RULE, Comparison.AT_LEAST
    if words.RATES.search(sight.before[-4:]) or _PUSHED.search(sight.before):
        return "rate", BY_RULE, Comparison.AT_LEAST
    if sight.quantity.value == 100 and sight.quantity.unit == "%":
        return "hundred_per_cent", ASSUMED, Comparison.AT_LEAST
    return None


def _kind(sight: Sight, comparison: Comparison) -> TargetKind:
    if comparison is Comparison.RANGE:
        return TargetKind.RANGE
    if comparison in (Comparison.AT_MOST, Comparison.LESS_THAN):
        return TargetKind.CAP
    whole = sight.quantity.value == 100 and sight.quantity.unit == "%"
    return TargetKind.COVERAGE if whole and comparison is Comparison.AT_LEAST else TargetKind.THRESHOLD


def _comparison(sight: Sight, fallback: Comparison) -> Comparison:
    if sight.quantity.upper is not None:
        return Comparison.RANGE
    return sight.held.comparison if sight.held else fallback


def _of(
    sight: Sight, kind: TargetKind, comparison: Comparison, unit: str, rule: str, confidence: float,
    *, population: str | None = None,
) -> Finding:  # fmt: skip
    quantity = sight.quantity
    return Finding(
        (quantity.start, quantity.end), sight.statement, kind, comparison, Certainty.NUMBER,
        ASSUMED if quantity.about else confidence, rule, quantity.value,
        quantity.upper, unit, population,
    )  # fmt: skip
