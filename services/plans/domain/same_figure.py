"""Which targets ask for the same figure, and which of two lines for it is the stricter one."""

import json
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from services.plans.domain.asked_target import MeasuredTarget
from services.plans.domain.words import Certainty, DeadlineCertainty
from services.yardsticks.language import ByStandard, Yardstick
from services.yardsticks.words import ChangeKind, Comparison, Reach

_COUNTED = {"period", "population", "where", "quantities", "reach", "member", "versus", "change", "accumulate_from"}
_IN_PERCENT = frozenset({ChangeKind.REDUCTION, ChangeKind.SLOWDOWN})
_UP = {Comparison.AT_LEAST: False, Comparison.MORE_THAN: True, Comparison.RANGE: False, Comparison.ALL: False}
_DOWN = {Comparison.AT_MOST: False, Comparison.LESS_THAN: True}
_SERIES = (Comparison.NON_DECREASING, Comparison.INCREASING)


class Which(StrEnum):
    """Of two: both alike, the first or the second is stricter, both cannot be kept, or neither is stricter."""

    SAME = "same"
    FIRST = "first"
    SECOND = "second"
    INCOMPATIBLE = "incompatible"
    UNCLEAR = "unclear"


@dataclass(frozen=True)
class Figure:
    """What is measured. `scale` is by how much the number of the line is blown up; `each` asks it of everyone alone."""

    key: str
    scale: Decimal
    each: bool


def figure_of(target: MeasuredTarget) -> Figure | None:
    """None where nobody has said how it is measured, or its number is lost: then there is nothing to compare."""
    yardstick = target.yardstick
    if yardstick is None or target.certainty is Certainty.LOST:
        return None
    if isinstance(yardstick, ByStandard):
        return Figure(f"standard:{yardstick.standard}", Decimal(1), each=False)
    counted = yardstick.model_dump(mode="json", include=_COUNTED)
    scale = _scale(yardstick)
    for quantity in counted["quantities"]:
        del quantity["share"]
        if scale is not None:
            del quantity["per"]
    counted["quantities"].sort(key=_text)
    counted["population"] = {name: sorted(v) if isinstance(v, list) else v for name, v in counted["population"].items()}
    if yardstick.reach is Reach.SHARE:
        counted["unit"] = target.unit
    return Figure(_text(counted), scale or Decimal(1), yardstick.reach is Reach.EACH)


def _scale(yardstick: Yardstick) -> Decimal | None:
    """By how much the figure is blown up: 100 of a percentage. None where its parts are blown up differently."""
    if yardstick.change is not None and yardstick.change.kind in _IN_PERCENT:
        return Decimal(1)
    scales = {quantity.per for quantity in yardstick.quantities}
    return scales.pop() if len(scales) == 1 else None


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True)
class _Line:
    """`up` asks for at least so much, `down` for at most, both for exactly that; neither is no number at all."""

    word: Comparison | None
    value: Decimal | None
    upper: Decimal | None
    up: bool
    down: bool
    strict: bool


def _line(target: MeasuredTarget, figure: Figure) -> _Line:
    comparison = target.comparison
    value = None if target.value is None else target.value / figure.scale
    upper = None if target.upper is None else target.upper / figure.scale
    if comparison is Comparison.ALL and isinstance(target.yardstick, Yardstick) and _shares(target.yardstick):
        value = Decimal(1)
    exact = comparison is Comparison.EQUAL
    up, down = exact or comparison in _UP, exact or comparison in _DOWN
    strict = comparison in (Comparison.MORE_THAN, Comparison.LESS_THAN)
    return _Line(comparison, value, upper, up and value is not None, down and value is not None, strict)


def _shares(yardstick: Yardstick) -> bool:
    return bool(yardstick.quantities) and all(quantity.share for quantity in yardstick.quantities)


def stricter_line(one: MeasuredTarget, other: MeasuredTarget, figures: tuple[Figure, Figure]) -> Which:
    """Of two targets that ask for the same figure."""
    first, second = _line(one, figures[0]), _line(other, figures[1])
    same = ("value", "upper", "up", "down", "strict")
    if all(getattr(first, name) == getattr(second, name) for name in same):
        if first.value is not None or first.word is second.word:
            return Which.SAME
        if first.word in _SERIES and second.word in _SERIES:
            return Which.FIRST if first.word is Comparison.INCREASING else Which.SECOND
        return Which.UNCLEAR
    if first.value is None or second.value is None:
        return Which.UNCLEAR
    return _of_numbers(first, first.value, second, second.value)


def _of_numbers(first: _Line, one: Decimal, second: _Line, other: Decimal) -> Which:
    if _apart(first, one, second, other) or _apart(second, other, first, one):
        return Which.INCOMPATIBLE
    if (first.up, first.down) == (second.up, second.down):
        sign = 1 if first.up else -1
        mine, theirs = (sign * one, first.strict), (sign * other, second.strict)
        if mine == theirs:
            return Which.UNCLEAR  # two ranges that begin alike and end differently
        return Which.FIRST if mine > theirs else Which.SECOND
    exact = [line.up and line.down for line in (first, second)]
    if any(exact):
        return Which.FIRST if exact[0] else Which.SECOND
    return Which.UNCLEAR


def _apart(above: _Line, low: Decimal, below: _Line, high: Decimal) -> bool:
    """Whether at least so much and at most so much leave nothing between them."""
    return above.up and below.down and (low > high or (low == high and (above.strict or below.strict)))


def earlier_deadline(one: MeasuredTarget, other: MeasuredTarget) -> Which:
    """The earlier is the stricter; where only one is dated, or a date was lost, nobody can say."""
    certainties = {one.deadline_certainty, other.deadline_certainty}
    if certainties == {DeadlineCertainty.NONE}:
        return Which.SAME
    if one.deadline is None or other.deadline is None:
        return Which.UNCLEAR
    if one.deadline == other.deadline:
        return Which.SAME
    return Which.FIRST if one.deadline < other.deadline else Which.SECOND
