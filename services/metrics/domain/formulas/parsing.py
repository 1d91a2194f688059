"""Reads a formula into its parts; the text is never run.

    or < and < not < comparison, in < + − < × ÷ < minus < number, "word", indicator, attribute.x, function(…), (…)

What stands side by side on one level is one part with many members, so depth is nesting and not length.
"""

from decimal import Decimal

from services.kernel.numbers import kept_exactly
from services.metrics.domain.formulas.faults import FormulaFault, FormulaRefused, fault, near
from services.metrics.domain.formulas.lexing import Token, TokenKind, tokens_of
from services.metrics.domain.formulas.nodes import (
    Among,
    Attribute,
    Call,
    Comparison,
    Item,
    Junction,
    Negative,
    Node,
    Not,
    Number,
    Product,
    Sum,
    Truth,
    Word,
    Words,
    parts_of,
)

DEEPEST, MOST_PARTS = 50, 500
FUNCTIONS = ("if", "sum", "min", "max", "abs", "round", "to", "present", "count_known", "previous")
RESERVED = frozenset({*FUNCTIONS, "and", "or", "not", "in", "true", "false"})
ATTRIBUTE = "attribute."
OR, AND, NOT, COMPARED, ADDED, MULTIPLIED, SIGNED = range(1, 8)
_SIGNS = {"+": ADDED, "-": ADDED, "*": MULTIPLIED, "/": MULTIPLIED}
_SIGNS |= dict.fromkeys(("<=", ">=", "!=", "=", "<", ">"), COMPARED)
_JOINS = {"or": OR, "and": AND, "in": COMPARED}


def parse(text: str) -> Node:
    """The formula's outermost part. Raises FormulaRefused, and nothing else, for whatever is no formula."""
    reader = _Reader(tokens_of(text))
    if not reader.words_left:
        raise FormulaRefused([fault("empty", 1)])
    found = reader.expression(OR)
    if reader.words_left:
        raise reader.unexpected("an operator or the end", "运算符或公式结尾")
    return found


class _Reader:
    """Reads by rank of operators: `expression(level)` takes all that binds at least as tightly as the level."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._place = 0
        self._open = 0
        self._made: list[Node] = []
        self._depths: dict[int, int] = {}

    @property
    def next(self) -> Token:
        return self._tokens[self._place]

    @property
    def words_left(self) -> bool:
        return self.next.kind is not TokenKind.END

    def expression(self, level: int) -> Node:
        self._open += 1
        if self._open > DEEPEST:
            raise FormulaRefused([_too_deep(self.next.at)])
        at, found = self.next.at, self._prefix(level)
        while (rank := self._rank()) >= level:
            found = self._joined(found, rank, at)
        self._open -= 1
        return found

    def unexpected(self, expected: str, expected_zh: str) -> FormulaRefused:
        given = {"given": self.next.named("the end"), "given_zh": self.next.named("公式结尾")}
        words = {"expected": expected, "expected_zh": expected_zh, **given}
        return FormulaRefused([fault("unexpected", self.next.at, **words)])

    def _rank(self) -> int:
        """Of the operator that comes next; 0 where none does."""
        ranks = {TokenKind.SIGN: _SIGNS, TokenKind.NAME: _JOINS}.get(self.next.kind, {})
        return ranks.get(self.next.text, 0)

    def _joined(self, left: Node, rank: int, at: int) -> Node:
        """Everything of one rank that stands side by side, `left` first."""
        if rank == COMPARED:
            return self._compared(left, at)
        parts, signs = [left], []
        while self._rank() == rank:
            signs.append(self._taken().text)
            parts.append(self.expression(rank + 1))
        if rank in (OR, AND):
            return self._part(Junction(signs[0], tuple(parts), at=at))
        return self._part((Sum if rank == ADDED else Product)(tuple(parts), tuple(signs), at=at))

    def _compared(self, left: Node, at: int) -> Node:
        sign = self._taken().text
        if sign == "in":
            found: Node = Among(left, self._list(), at=at)
        else:
            found = Comparison(left, sign, self.expression(ADDED), at=at)
        if self._rank() == COMPARED:
            raise FormulaRefused([fault("chained_comparison", self.next.at, "join")])
        return self._part(found)

    def _list(self) -> Node:
        """Words in parentheses, or one attribute that holds several."""
        at = self.next.at
        if not self._take("("):
            return self._leaf()
        words = [self._word()]
        while self._take(","):
            words.append(self._word())
        self._close(at)
        return self._part(Words(tuple(words), at=at))

    def _prefix(self, level: int) -> Node:
        at = self.next.at
        if level <= NOT and self.next.kind is TokenKind.NAME and self._take("not"):
            return self._part(Not(self.expression(NOT), at=at))
        if self._take("-"):
            return self._part(Negative(self.expression(SIGNED), at=at))
        if self._take("("):
            found = self.expression(OR)
            self._close(at)
            return found
        following = self._tokens[min(self._place + 1, len(self._tokens) - 1)]
        if self.next.kind is TokenKind.NAME and (following.kind, following.text) == (TokenKind.SIGN, "("):
            return self._call()
        return self._leaf()

    def _call(self) -> Node:
        name, opened = self._taken(), self._taken()
        if name.text not in FUNCTIONS:
            raise FormulaRefused([fault("unknown_function", name.at, given=name.text, **near(name.text, FUNCTIONS))])
        arguments: list[Node] = []
        if not self._take(")"):
            arguments.append(self.expression(OR))
            while self._take(","):
                arguments.append(self.expression(OR))
            self._close(opened.at)
        if name.text != "previous":
            return self._part(Call(name.text, tuple(arguments), at=name.at))
        match arguments:
            case [Item(code, 0)]:
                return self._part(Item(code, 1, at=name.at))
        words = {"given": "previous", "expected": "one indicator", "expected_zh": "一个指标"}
        raise FormulaRefused([fault("arguments", name.at, **words)])

    def _leaf(self) -> Node:
        token = self.next
        if token.kind is TokenKind.TEXT:
            return self._word()
        if token.kind is TokenKind.NUMBER:
            return self._number()
        if token.kind is TokenKind.CODE:
            return self._part(Item(self._taken().text, at=token.at))
        if token.kind is not TokenKind.NAME or token.text in RESERVED - {"true", "false"}:
            raise self.unexpected("a number, an indicator or a function", "数字、指标或函数")
        name = self._taken().text
        if name in {"true", "false"}:
            return self._part(Truth(name == "true", at=token.at))
        if name.startswith(ATTRIBUTE):
            return self._part(Attribute(name.removeprefix(ATTRIBUTE), at=token.at))
        return self._part(Item(name, at=token.at))

    def _word(self) -> Word:
        if self.next.kind is not TokenKind.TEXT:
            raise self.unexpected("a word in quotes", "加引号的词")
        word = Word(self.next.text, at=self._taken().at)
        self._part(word)
        return word

    def _number(self) -> Node:
        token = self._taken()
        value = Decimal(token.text)
        if not kept_exactly(value):
            raise FormulaRefused([fault("digits", token.at)])
        unit = self._taken().text if self.next.kind is TokenKind.TEXT else None
        return self._part(Number(value, unit, at=token.at))

    def _taken(self) -> Token:
        token = self.next
        self._place += 1
        return token

    def _take(self, text: str) -> bool:
        found = self.next.kind in (TokenKind.SIGN, TokenKind.NAME) and self.next.text == text
        self._place += found
        return found

    def _close(self, opened: int) -> None:
        if self.next.kind is TokenKind.END:
            raise FormulaRefused([fault("unclosed", opened, given="(")])
        if not self._take(")"):
            raise self.unexpected("`,` or `)`", "“,”或“)”")

    def _part(self, node: Node) -> Node:
        """Counts a part, and how deep it is nested; what was made is kept, for its number names it."""
        self._made.append(node)
        if len(self._made) > MOST_PARTS:
            raise FormulaRefused([fault("too_many_parts", node.at, most=str(MOST_PARTS))])
        depth = 1 + max((self._depths.get(id(part), 1) for part in parts_of(node)), default=0)
        if depth > DEEPEST:
            raise FormulaRefused([_too_deep(node.at)])
        self._depths[id(node)] = depth
        return node


def _too_deep(at: int) -> FormulaFault:
    return fault("too_deep", at, most=str(DEEPEST))
