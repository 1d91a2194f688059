"""What a target asks, and by when, in the words of an office."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple, Protocol

from services.plans.domain.asked_target import AskedTarget
from services.plans.domain.words import Certainty, DeadlineCertainty
from services.yardsticks.words import Comparison


class Words(NamedTuple):
    """A text in both languages."""

    zh: str
    en: str


class Target(AskedTarget, Protocol):
    """With its deadline as printed."""

    @property
    def deadline_text(self) -> str | None: ...


_BEFORE_NUMBER: Mapping[Comparison, Words] = {
    Comparison.AT_LEAST: Words("不低于", "at least"),
    Comparison.MORE_THAN: Words("高于", "more than"),
    Comparison.AT_MOST: Words("不超过", "at most"),
    Comparison.LESS_THAN: Words("低于", "less than"),
    Comparison.EQUAL: Words("等于", "exactly"),
}
_ALONE: Mapping[Comparison, Words] = {
    Comparison.ALL: Words("全部", "all"),
    Comparison.INCREASING: Words("逐期上升", "rising every period"),
    Comparison.NON_DECREASING: Words("逐期不降", "never falling"),
    Comparison.YES: Words("做到", "done"),
    Comparison.ALL_MET: Words("全部达标", "all met"),
}
_LOST = Words("数值在原文中缺失", "the number is lost in the source")
_NO_NUMBER = Words("未定数值", "no number")
_OTHER_FIGURE = Words("对照数值", "the figure it is compared with")
_NO_DAY: Mapping[DeadlineCertainty, Words] = {
    DeadlineCertainty.NONE: Words("未写时限", "no deadline"),
    DeadlineCertainty.AMBIGUOUS: Words("时限不明", "deadline unclear"),
    DeadlineCertainty.LOST: Words("时限在原文中缺失", "the deadline is lost in the source"),
}


def line_words(target: Target) -> Words:
    """The line: 不低于95%, at least 95 %."""
    if target.certainty is Certainty.LOST:
        return _LOST
    comparison, unit = target.comparison, target.unit or ""
    if comparison is None or comparison in _ALONE:
        return _ALONE[comparison] if comparison else _NO_NUMBER
    before = _BEFORE_NUMBER.get(comparison, Words("", ""))
    if target.value is None:
        return Words(f"{before.zh}{_OTHER_FIGURE.zh}", f"{before.en} {_OTHER_FIGURE.en}".strip())
    number = plain(target.value)
    if comparison is Comparison.RANGE and target.upper is not None:
        upper = plain(target.upper)
        return Words(f"{number}至{upper}{unit}", f"{number} to {upper} {unit}".rstrip())
    return Words(f"{before.zh}{number}{unit}", f"{before.en} {number} {unit}".strip())


def deadline_words(target: Target) -> Words:
    """The day, or what the source has instead of one."""
    if target.deadline is not None:
        return Words(target.deadline.isoformat(), target.deadline.isoformat())
    words = _NO_DAY.get(target.deadline_certainty, _NO_DAY[DeadlineCertainty.NONE])
    if target.deadline_text is None:
        return words
    return Words(f"{words.zh}（{target.deadline_text}）", f"{words.en} ({target.deadline_text})")


def plain(number: Decimal) -> str:
    """Without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
