"""Writes a formula down again: with the fewest parentheses, in one form. What it writes reads back the same."""

import re
from collections.abc import Callable
from decimal import Decimal

from services.metrics.domain.formulas.lexing import NAME
from services.metrics.domain.formulas.nodes import (
    Among,
    Attribute,
    Call,
    Comparison,
    Converted,
    Item,
    Junction,
    Negative,
    Node,
    Not,
    Number,
    Product,
    Rank,
    Sum,
    Truth,
    Word,
    Words,
)
from services.metrics.domain.formulas.parsing import (
    ADDED,
    AND,
    ATTRIBUTE,
    COMPARED,
    MULTIPLIED,
    NOT,
    OR,
    RESERVED,
    SIGNED,
)

Instead = Callable[[Node], str | None]
"""What stands in place of a part, or None to write the part itself."""


def printed(node: Node, instead: Instead = lambda _: None) -> str:
    return _within(node, OR, instead)


def plain(number: Decimal) -> str:
    """A number without an exponent and without trailing zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _within(node: Node, level: int, instead: Instead) -> str:
    """In parentheses where it binds less tightly than its place asks."""
    replaced = instead(node)
    if replaced is not None:
        return replaced
    text, rank = _operation(node, instead)
    return f"({text})" if rank < level else text


def _operation(node: Node, instead: Instead) -> tuple[str, int]:
    match node:
        case Junction(word, parts):
            rank = OR if word == "or" else AND
            return f" {word} ".join(_within(part, rank + 1, instead) for part in parts), rank
        case Sum(parts, signs):
            return _chain(parts, signs, ADDED, instead), ADDED
        case Product(parts, signs):
            return _chain(parts, signs, MULTIPLIED, instead), MULTIPLIED
        case Comparison(left, sign, right):
            return f"{_within(left, ADDED, instead)} {sign} {_within(right, ADDED, instead)}", COMPARED
        case Among(left, right):
            return f"{_within(left, ADDED, instead)} in {_within(right, SIGNED, instead)}", COMPARED
        case Not(of):
            return f"not {_within(of, NOT, instead)}", NOT
        case Negative(of):
            return f"-{_within(of, SIGNED, instead)}", SIGNED
    return _call(node, instead), SIGNED


def _chain(parts: tuple[Node, ...], signs: tuple[str, ...], rank: int, instead: Instead) -> str:
    written = [_within(part, rank + 1, instead) for part in parts]
    return written[0] + "".join(f" {sign} {part}" for sign, part in zip(signs, written[1:], strict=True))


def _call(node: Node, instead: Instead) -> str:
    match node:
        case Call(name, arguments):
            return f"{name}({', '.join(printed(argument, instead) for argument in arguments)})"
        case Converted(of, _, _, written):
            return f"to({printed(of, instead)}, {_quoted(written)})"
        case Words(values):
            return f"({', '.join(_quoted(word.value) for word in values)})"
    return _leaf(node)


def _leaf(node: Node) -> str:
    match node:
        case Number(value, unit):
            return plain(value) + ("" if unit is None else f" {_quoted(unit)}")
        case Word(value):
            return _quoted(value)
        case Rank(word, _):
            return _quoted(word)
        case Truth(value):
            return str(value).lower()
        case Attribute(name):
            return ATTRIBUTE + name
        case Item(code, back):
            return f"previous({_code(code)})" if back else _code(code)
    raise TypeError(type(node).__name__)


def _code(code: str) -> str:
    bare = re.fullmatch(NAME, code) and code not in RESERVED and not code.startswith(ATTRIBUTE)
    return code if bare else f"[{code}]"


def _quoted(text: str) -> str:
    return f"“{text}”" if '"' in text else f'"{text}"'
