"""A figure in a cell of its own: ≥95, 达到 98.5%, 3.2万, 60-70, 500人次/年; its unit may stand beside it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from services.plans.domain.policy_text.comparisons import held, held_after, held_before
from services.plans.domain.policy_text.measure_units import MEASURE
from services.plans.domain.policy_text.target_units import PER_CAPITA, RATIO, UNIT
from services.plans.domain.policy_text.target_words import CHANGE
from services.yardsticks.words import Comparison

SHARES = ("%", "‰")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d{1,4})?|\d{1,10}(?:\.\d{1,4})?"
_SCALE = "[十百千]?[万亿]?"
_MEASURED = f"%|‰|{UNIT}"
_FIGURE = re.compile(
    rf"(?P<before>[^\d。;,、第]{{0,10}}?)(?P<low>{_NUMBER})(?P<low_scale>{_SCALE})(?P<low_unit>{_MEASURED})?"
    rf"(?:(?:-{{1,2}}|~|至|到)(?P<high>{_NUMBER})(?P<scale>{_SCALE})(?P<unit>{_MEASURED})?)?(?P<after>[^\d。;,、]{{0,8}})"
)
_DAY = re.compile(r"20\d\d年")
_LOST = re.compile(r"(?:[≥≤<>]|不低于|不超过|达到)? ?[%‰](?:以上|以下|以内)?|[≥≤<>]")
_IN_BRACKETS = re.compile(r"\((?P<unit>[^()]{1,12})\)[^()]*$")
_UNIT_BESIDE = re.compile(rf"(?P<scale>{_SCALE})(?P<unit>{_MEASURED}(?:/[^,;、]{{1,8}})?)?")
_SCALES = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Figure:
    """`unit` is empty where none is said, `printed` whether it is said in so many words; `comparison` is None where
    neither the cell nor the name of its row says one."""

    value: Decimal
    upper: Decimal | None
    unit: str
    comparison: Comparison | None
    printed: bool = True


def read_figure(text: str, name: str, beside: Iterable[str] = ()) -> Figure | None:
    """Of a folded cell that holds one figure and nothing else. Where the cell says no unit, the bracket of the name, a
    cell of units or the bracket of the header (`beside`) does, and a name that ends with 率 is of per cents."""
    said = re.sub(r"[\s\[\]]", "", text).strip("()")
    found = _FIGURE.fullmatch(said)
    if found is None or CHANGE.search(found["before"]) or _DAY.match(said):
        return None
    own = found["unit"] or found["low_unit"] or ""
    after = held_after(found["after"])
    if not own and found["after"] and after is None:
        return None
    scale, unit, printed = ("", own, True) if own else _unit_beside(name, beside)
    last = found["scale"] or found["low_scale"] or scale
    low = _value(found["low"], found["low_scale"] or last)
    high = _value(found["high"], last) if found["high"] else None
    word = held(held_before(name + found["before"].lstrip("("), percent=False), after)
    upper = high if high is not None and high > low else None
    return Figure(low, upper, _per_head(name, unit), word.comparison if word else None, printed)


def is_lost(text: str) -> bool:
    """Whether a cell has the mark of a figure and no figure: ≥%."""
    return _LOST.fullmatch("".join(text.split())) is not None


def _unit_beside(name: str, beside: Iterable[str]) -> tuple[str, str, bool]:
    for text in _said_beside(name, beside):
        found = _UNIT_BESIDE.fullmatch(text)
        if found and found[0]:
            return found["scale"], found["unit"] or "", True
    return "", "%" if name.endswith("率") else "", False


def _said_beside(name: str, beside: Iterable[str]) -> Iterator[str]:
    for text in (name, *beside):
        bracket = _IN_BRACKETS.search(text)
        yield bracket["unit"] if bracket else text if MEASURE.fullmatch(text) else ""


def _value(number: str, scale: str) -> Decimal:
    value = Decimal(number.replace(",", ""))
    for character in scale:
        value *= _SCALES[character]
    return value


def _per_head(name: str, unit: str) -> str:
    """生均…8.5 平方米 is 平方米/生, 每十万人口…30 人 is 人/十万人口."""
    found = RATIO.search(name)
    if not found or not unit or unit in SHARES or "/" in unit:
        return unit
    of = found["of"] or found["single"] or found["plain"] or PER_CAPITA.get(found["mean"] or "")
    return f"{unit}/{of}" if of else unit
