"""The parts of a formula. Two are equal where they say the same, wherever they stand.

`at` is the column in the text, from 1. `kind` is set by the checker and None before.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from services.metrics.domain.formulas.kinds import Kind
from services.metrics.domain.formulas.units import Unit


@dataclass(frozen=True, kw_only=True)
class Node:
    at: int = field(default=1, compare=False, repr=False)
    kind: Kind | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Number(Node):
    """Not negative; `unit` is its text as written."""

    value: Decimal
    unit: str | None = None


@dataclass(frozen=True)
class Truth(Node):
    value: bool


@dataclass(frozen=True)
class Word(Node):
    value: str


@dataclass(frozen=True)
class Words(Node):
    """The list on the right of `in`."""

    values: tuple[Word, ...]


@dataclass(frozen=True)
class Item(Node):
    """An indicator by its code; `back` is 1 for the period before."""

    code: str
    back: int = 0


@dataclass(frozen=True)
class Attribute(Node):
    name: str


@dataclass(frozen=True)
class Negative(Node):
    of: Node


@dataclass(frozen=True)
class Not(Node):
    of: Node


@dataclass(frozen=True)
class Sum(Node):
    """`signs` are the + and − before each part but the first."""

    parts: tuple[Node, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True)
class Product(Node):
    """`signs` are the * and / before each part but the first."""

    parts: tuple[Node, ...]
    signs: tuple[str, ...]


@dataclass(frozen=True)
class Junction(Node):
    """All parts joined by `and`, or all by `or`."""

    word: str
    parts: tuple[Node, ...]


@dataclass(frozen=True)
class Comparison(Node):
    left: Node
    sign: str
    right: Node


@dataclass(frozen=True)
class Among(Node):
    """`left in right`."""

    left: Node
    right: Node


@dataclass(frozen=True)
class Call(Node):
    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Converted(Node):
    """Made by the checker of `to(of, "unit")`: the same amount in another unit, `factor` times the number."""

    of: Node
    factor: Fraction
    unit: Unit
    written: str


@dataclass(frozen=True)
class Rank(Node):
    """Made by the checker of the word of a grade: its place among the grades, from 1."""

    word: str
    value: int


def parts_of(node: Node) -> tuple[Node, ...]:
    """What a part is made of."""
    match node:
        case Sum() | Product() | Junction():
            return node.parts
        case Comparison() | Among():
            return (node.left, node.right)
        case Negative() | Not() | Converted():
            return (node.of,)
        case Call():
            return node.arguments
    return ()
