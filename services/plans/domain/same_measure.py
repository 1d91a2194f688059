"""Whether two targets measure the same, so that their lines can be held against each other.

Among plans on one level only the same figure will do, and `figure_of` names it. Of a target below one above,
`difference` also takes what is asked of more than above, and says what is in the way where it does not.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from services.plans.domain.asked_target import MeasuredTarget
from services.plans.domain.stricter_line import Line
from services.plans.domain.words import Certainty
from services.yardsticks.language import ByStandard, Population, Yardstick
from services.yardsticks.words import ChangeKind, Comparison, Reach

_COUNTED = ("quantities", "reach", "where", "member", "versus", "change", "accumulate_from")
_FILTERS = ("school_kinds", "places", "functions", "levels")
IN_PERCENT = frozenset({ChangeKind.REDUCTION, ChangeKind.SLOWDOWN})
"""Changes that come out in percent whatever they are taken of."""


class Differs(StrEnum):
    """Why two targets do not measure the same, in a word."""

    UNMEASURED = "unmeasured"
    OTHER_QUANTITY = "other_quantity"
    OTHER_PERIOD = "other_period"
    OTHER_POPULATION = "other_population"


def difference(lower: Yardstick | ByStandard | None, upper: Yardstick | ByStandard | None) -> Differs | None:
    """None where both measure the same of everybody whom the upper one concerns."""
    if lower is None or upper is None:
        return Differs.UNMEASURED
    if isinstance(lower, ByStandard) or isinstance(upper, ByStandard):
        return None if lower == upper else Differs.OTHER_QUANTITY
    if any(getattr(lower, name) != getattr(upper, name) for name in _COUNTED):
        return Differs.OTHER_QUANTITY
    if lower.period is not upper.period or (upper.every_period and not lower.every_period):
        return Differs.OTHER_PERIOD
    return None if _concerns(lower, upper) else Differs.OTHER_POPULATION


def _concerns(lower: Yardstick, upper: Yardstick) -> bool:
    """What is asked of each by itself may be asked of more below; a total or a share is of exactly the same."""
    if lower.population == upper.population:
        return True
    return upper.reach is Reach.EACH and _covers(lower.population, upper.population)


def _covers(wide: Population, narrow: Population) -> bool:
    if wide.kind != narrow.kind:
        return False
    pairs: list[tuple[Sequence[str], Sequence[str]]] = [(getattr(wide, n), getattr(narrow, n)) for n in _FILTERS]
    return all(not outer or (inner and set(inner) <= set(outer)) for outer, inner in pairs)


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
    counted = yardstick.model_dump(mode="json", include={*_COUNTED, "period", "population"})
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
    if yardstick.change is not None and yardstick.change.kind in IN_PERCENT:
        return Decimal(1)
    scales = {quantity.per for quantity in yardstick.quantities}
    return scales.pop() if len(scales) == 1 else None


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def line_of(target: MeasuredTarget, figure: Figure) -> Line:
    """What it asks of its figure, blown down to its own size; all of a share is a share of one."""
    value = None if target.value is None else target.value / figure.scale
    upper = None if target.upper is None else target.upper / figure.scale
    if target.comparison is Comparison.ALL and isinstance(target.yardstick, Yardstick) and _shares(target.yardstick):
        value = Decimal(1)
    return Line(target.comparison, value, upper)


def _shares(yardstick: Yardstick) -> bool:
    return bool(yardstick.quantities) and all(quantity.share for quantity in yardstick.quantities)
