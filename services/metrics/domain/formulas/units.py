"""Units: read from the free text in which indicators state them, multiplied, divided, compared, converted.

A unit is a product of named atoms. Atoms of one dimension differ by an exact factor (万元 is 10,000 元); every word
that is not known is a dimension of its own, so nothing is ever taken for the same by mistake. What is counted decides:
生, 名 and 人 are all persons. 个 and 个班 are one, because the returns count classes by either.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache


@dataclass(frozen=True)
class Atom:
    """A named unit: `scale` of its `dimension`, which is empty for pure numbers."""

    name: str
    english: str
    dimension: str
    scale: Fraction = Fraction(1)


_KNOWN: Mapping[Atom, str] = {
    Atom("人", "person", "人"): "名 位 生 学生 名学生 pupil persons people",
    Atom("百人", "hundred persons", "人", Fraction(100)): "百生 百名学生 百学生",
    Atom("㎡", "m2", "㎡"): "m² 平方米 平米 sqm",
    Atom("亩", "mu", "㎡", Fraction(2000, 3)): "",
    Atom("元", "yuan", "元"): "人民币元 CNY RMB",
    Atom("千元", "thousand yuan", "元", Fraction(1000)): "",
    Atom("万元", "ten thousand yuan", "元", Fraction(10**4)): "",
    Atom("亿元", "hundred million yuan", "元", Fraction(10**8)): "",
    Atom("分钟", "minute", "分钟"): "minutes",
    Atom("小时", "hour", "分钟", Fraction(60)): "hours",
    Atom("%", "%", "", Fraction(1, 100)): "％ 百分比 percent",
    Atom("‰", "per mille", "", Fraction(1, 1000)): "",
    Atom("个", "item", "个"): "个班 items",
    Atom("间", "room", "间"): "rooms",
    Atom("所", "school", "所"): "schools",
    Atom("册", "book", "册"): "books 本",
    Atom("套", "set", "套"): "sets",
    Atom("台", "device", "台"): "devices 部",
    Atom("次", "time", "次"): "times",
    Atom("节", "lesson", "节"): "lessons",
    Atom("节次", "lesson visit", "节次"): "",
    Atom("天", "day", "天"): "日 days",
    Atom("周", "week", "周"): "weeks",
    Atom("月", "month", "月"): "个月 months",
    Atom("学期", "term", "学期"): "terms",
    Atom("学年", "school year", "学年"): "school years",
    Atom("年", "year", "年"): "years",
    Atom("门", "course", "门"): "",
    Atom("项", "matter", "项"): "",
    Atom("份", "answer", "份"): "",
    Atom("户", "family", "户"): "families",
    Atom("处", "spot", "处"): "",
    Atom("支", "team", "支"): "",
    Atom("级", "level", "级"): "",
}
_ATOMS = {word: atom for atom, more in _KNOWN.items() for word in (atom.name, atom.english, *more.split())}
_PURE = frozenset({"", "1", "比率", "ratio"})
_TIMES = re.compile(r"[·*×]")


@dataclass(frozen=True)
class Unit:
    """Atoms with their powers, none of them zero; none at all is a pure number (比率)."""

    powers: tuple[tuple[Atom, int], ...] = ()

    @property
    def dimension(self) -> tuple[tuple[str, int], ...]:
        """What is counted, whatever the size of the units."""
        found: dict[str, int] = {}
        for atom, power in self.powers:
            if atom.dimension:
                found[atom.dimension] = found.get(atom.dimension, 0) + power
        return tuple(sorted((name, power) for name, power in found.items() if power))

    @property
    def scale(self) -> Fraction:
        """How many of the plain units of its dimension one of it is."""
        size = Fraction(1)
        for atom, power in self.powers:
            size *= atom.scale**power
        return size

    def converts_to(self, other: "Unit") -> bool:
        return self.dimension == other.dimension

    def same_as(self, other: "Unit") -> bool:
        """Whether a number of one is the same number of the other, however both are written."""
        return self.converts_to(other) and self.scale == other.scale

    def times(self, other: "Unit", power: int = 1) -> "Unit":
        """The unit of a product, or of a quotient where the power is −1."""
        found = dict(self.powers)
        for atom, other_power in other.powers:
            found[atom] = found.get(atom, 0) + power * other_power
        return Unit(tuple((atom, total) for atom, total in found.items() if total))

    def __str__(self) -> str:
        return self.shown("name", "比率")

    @property
    def english(self) -> str:
        return self.shown("english", "ratio")

    def shown(self, word: str, pure: str) -> str:
        """`word` is the field of the atoms that names them."""
        if not self.powers:
            return pure
        above = [_written(getattr(atom, word), power) for atom, power in self.powers if power > 0]
        below = [_written(getattr(atom, word), -power) for atom, power in self.powers if power < 0]
        under = f"({'·'.join(below)})" if len(below) > 1 else "".join(below)
        return ("·".join(above) or "1") + (f"/{under}" if under else "")


RATIO = Unit()


@cache
def unit_of(text: str) -> Unit:
    """The unit that a text names; what it does not know is taken as a whole for one unit of its own."""
    above, *below = (part.strip() for part in text.strip().split("/"))
    if not all(below) or (below and not above):
        return Unit(((Atom(text, text, text), 1),))
    unit = _product(above)
    for part in below:
        unit = unit.times(_product(part), -1)
    return unit


def strangers(unit: Unit) -> list[str]:
    """The names of the atoms that no table knows."""
    return [atom.name for atom, _ in unit.powers if atom not in _KNOWN]


def known_words() -> list[str]:
    """Every word that is read as a unit."""
    return sorted({*_ATOMS, *_PURE} - {""})


def _product(text: str) -> Unit:
    bare = text[1:-1].strip() if text[:1] in ("(", "（") and text[-1:] in (")", "）") else text
    unit = RATIO
    for word in (part.strip() for part in _TIMES.split(bare)):
        unit = unit.times(_atom(word))
    return unit


def _atom(word: str) -> Unit:
    base, _, power = word.partition("^")
    if base in _PURE:
        return RATIO
    atom = _ATOMS.get(base)
    if atom is not None and power in {"", *map(str, range(1, 10))}:
        return Unit(((atom, int(power or 1)),))
    return Unit(((Atom(word, word, word), 1),))


def _written(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"
