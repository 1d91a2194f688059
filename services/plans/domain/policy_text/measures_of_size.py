"""Sizes of classes and schools, and all indicators of a standard."""

import re
from decimal import Decimal

from services.plans.domain.policy_text import target_words as words
from services.plans.domain.policy_text.draft import ASSUMED, BY_RULE, PRINTED
from services.plans.domain.policy_text.finding import Finding
from services.plans.domain.policy_text.populations import subject_of
from services.plans.domain.policy_text.sight import Sight
from services.plans.domain.words import Certainty, TargetKind
from services.yardsticks.words import Comparison

_INDICATORS = re.compile("(?:具体|核心|评估|监测|主要|约束性|预期性)?指标")
_TAMED = re.compile("化解|控制|严控|压减|减少|逐步消化")
_AT_LEAST_SO_MANY = re.compile("及?以上")


def read_standard(sight: Sight) -> Finding | None:
    """31项指标全部达标: all of them, however many there are."""
    quantity = sight.quantity
    named = _INDICATORS.match(sight.after)
    if quantity.unit not in ("", "项", "个") or named is None:
        return None
    if not words.MET.match(sight.after[named.end() :]):
        return None
    return _of(
        sight, TargetKind.ALL_OF_STANDARD, Comparison.ALL_MET, quantity.value, "项指标", "all_of_standard", PRINTED
    )


def read_class_size(sight: Sight) -> Finding | None:
    """小学45人标准班额; 56人以上大班额全部消除, which leaves none."""
    quantity = sight.quantity
    if quantity.unit not in ("人", "名") or (sight.period_own or sight.each):
        return None
    sized = (
        words.CLASS.search(sight.ahead)
        or words.CLASS.search(sight.before)
        or (sight.sized if sight.compared or (sight.bare and sight.held) else None)
    )
    if sized is None:
        return None
    of_class = sized["class"] is not None
    unit = "人/班" if of_class else "人/校"
    over = _AT_LEAST_SO_MANY.match(sight.after) or (sight.held and sight.held.comparison is Comparison.MORE_THAN)
    if over:
        return _oversized(sight, of_class, unit)
    if sight.held is None and not sight.after and not sight.before:
        return None
    comparison = sight.held.comparison if sight.held else Comparison.AT_MOST
    confidence = PRINTED if sight.held else BY_RULE
    return _of(sight, TargetKind.CAP, comparison, quantity.value, unit, "size_of_class_or_school", confidence)


def _oversized(sight: Sight, of_class: bool, unit: str) -> Finding | None:
    around = sight.before[-24:] + sight.after
    if words.CLEARED.search(around):
        counted = "个班" if of_class else "所"
        return _of(sight, TargetKind.CAP, Comparison.EQUAL, Decimal(0), counted, "oversized_cleared", PRINTED)
    if _TAMED.search(around):
        return _of(sight, TargetKind.CAP, Comparison.AT_MOST, sight.quantity.value, unit, "oversized_reduced", ASSUMED)
    return None


def _of(
    sight: Sight, kind: TargetKind, comparison: Comparison, value: Decimal, unit: str, rule: str, confidence: float
) -> Finding:  # fmt: skip
    quantity = sight.quantity
    return Finding(
        (quantity.start, quantity.end), sight.statement, kind, comparison, Certainty.NUMBER, confidence, rule,
        value, None, unit, subject_of(sight.before),
    )  # fmt: skip
