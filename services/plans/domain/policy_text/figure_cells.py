"""A figure in a cell of its own: ≥95, 98.5%, 3.2万, 60-70; its unit may stand in the name of the row (毛入园率(%))."""

import re
from dataclasses import dataclass
from decimal import Decimal

from services.plans.domain.policy_text.target_units import RATIO, UNIT
from services.yardsticks.words import Comparison

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,10}(?:\.\d{1,4})?"
_BEFORE = {
    Comparison.AT_LEAST: "≥|>=|不低于|不少于|达到|至少",
    Comparison.AT_MOST: "≤|<=|不超过|不高于|控制在",
    Comparison.MORE_THAN: ">|超过|大于",
    Comparison.LESS_THAN: "<|低于|小于",
}
_AFTER = {Comparison.AT_LEAST: "及?以上", Comparison.AT_MOST: "及?以下|以内", Comparison.EQUAL: "左右"}
_FIGURE = re.compile(
    "(?:" + "|".join(f"(?P<B_{one.name}>{words})" for one, words in _BEFORE.items()) + r")? ?"
    rf"[\[(]?(?P<low>{_NUMBER})(?P<lower>[%‰])?(?:[-~至](?P<high>{_NUMBER}))?"
    rf"(?P<scale>[万亿]?)(?P<unit>%|‰|{UNIT})?(?P<times>/[^\d\])]{{1,6}})?[\])]?(?P<last>%)?"
    "(?:" + "|".join(f"(?P<A_{one.name}>{words})" for one, words in _AFTER.items()) + ")?"
)
_LOST = re.compile(r"(?:[≥≤<>]|不低于|不超过|达到)? ?[%‰](?:以上|以下|以内)?|[≥≤<>]")
_IN_NAME = re.compile(r"\((?P<unit>[^()]{1,12})\)[^()]*$")
_SCALES = {"": 1, "万": 10_000, "亿": 100_000_000}
_PLAIN = re.compile(rf"%|‰|{UNIT}(?:/[^,;、]{{1,8}})?")


@dataclass(frozen=True, slots=True)
class Figure:
    """`comparison` is None where the cell says none."""

    value: Decimal
    upper: Decimal | None
    unit: str
    comparison: Comparison | None


def read_figure(text: str, name: str, column: str = "") -> Figure | None:
    """Of a folded cell that holds a figure and nothing else; None where no unit is said, here, in the name, or in a
    column of units."""
    found = _FIGURE.fullmatch("".join(text.split()))
    if found is None:
        return None
    own = (found["unit"] or found["last"] or found["lower"] or "") + (found["times"] or "")
    scale, unit = _scaled(own or _of_name(name) or column.strip())
    scale *= _SCALES[found["scale"]]
    if not unit or not _PLAIN.fullmatch(unit):
        return None
    ratio = RATIO.search(name)
    if ratio is not None and ratio["of"] and "/" not in unit:
        unit = f"{unit}/{ratio['of']}"
    high = found["high"]
    return Figure(_value(found["low"]) * scale, _value(high) * scale if high else None, unit, _said(found))


def is_lost(text: str) -> bool:
    """Whether a cell has the mark of a figure and no figure: ≥%."""
    return _LOST.fullmatch("".join(text.split())) is not None


def _of_name(name: str) -> str:
    found = _IN_NAME.search(name)
    return found["unit"] if found else "%" if name.rstrip().endswith("率") else ""


def _scaled(unit: str) -> tuple[int, str]:
    return (_SCALES[unit[0]], unit[1:]) if unit[:1] in ("万", "亿") else (1, unit)


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


def _said(found: re.Match[str]) -> Comparison | None:
    return next((one for one in Comparison for side in "BA" if found.groupdict().get(f"{side}_{one.name}")), None)
