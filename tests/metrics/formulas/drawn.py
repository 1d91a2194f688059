"""Formulas drawn by lot, as trees of the tests' own, and what they come to worked out another way.

A tree is a tuple: its operator and its parts. Nothing here is the product's but the texts, which are in its language.
"""

from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import strategies as st

from services.metrics.domain.formulas.vocabulary import Vocabulary, vocabulary_of
from services.metrics.domain.indicator import ValueType
from tests.metrics.formulas.known import item

NUMBERS, FACTS = ("x", "y", "z"), ("p", "q", "r")
KNOWN: Vocabulary = vocabulary_of(
    [
        *(item(code, "比率", ValueType.DECIMAL) for code in NUMBERS),
        *(item(code, "是否", ValueType.YES_NO) for code in FACTS),
    ]
)
UNDEFINED = "undefined"
Tree = tuple[Any, ...]
_WRITTEN = (
    "0",
    "1",
    "2",
    "3",
    "10",
    "-1",
    "0.1",
    "0.2",
    "0.3",
    "0.7",
    "-0.5",
    "2.675",
    "1e-15",
    "123456789012.345",
    "9e14",
)
AMOUNTS = [Fraction(text) for text in _WRITTEN]

_literals = st.sampled_from(["0", "1", "2", "0.1", "0.3", "2.5", "100", "0.000000001"]).map(
    lambda text: ("number", text)
)
_items = st.sampled_from(NUMBERS).map(lambda code: ("item", code))
_facts = st.sampled_from(FACTS).map(lambda code: ("fact", code)) | st.booleans().map(lambda value: ("truth", value))


def _more(both: st.SearchStrategy[tuple[Tree, Tree]]) -> st.SearchStrategy[tuple[Tree, Tree]]:
    """Pairs of a number and a condition, made of such pairs."""
    numbers = both.map(lambda pair: pair[0])
    facts = both.map(lambda pair: pair[1])
    few = st.lists(numbers, min_size=1, max_size=3)
    number = st.one_of(
        st.tuples(st.sampled_from("+-*/"), numbers, numbers),
        st.tuples(st.sampled_from(["sum", "min", "max"]), few).map(lambda given: (given[0], *given[1])),
        st.tuples(st.sampled_from(["neg", "abs"]), numbers),
        st.tuples(st.just("round"), numbers, st.integers(-2, 3)),
        st.tuples(st.just("if"), facts, numbers, numbers),
    )
    fact = st.one_of(
        st.tuples(st.sampled_from(["<", "<=", ">", ">=", "=", "!="]), numbers, numbers),
        st.tuples(st.sampled_from(["and", "or"]), facts, facts),
        st.tuples(st.just("not"), facts),
        st.tuples(st.just("if"), facts, facts, facts),
    )
    return st.tuples(number | numbers, fact | facts)


_pairs = st.recursive(st.tuples(_literals | _items, _facts), _more, max_leaves=8)
numbers_drawn: st.SearchStrategy[Tree] = _pairs.map(lambda pair: pair[0])
conditions_drawn: st.SearchStrategy[Tree] = _pairs.map(lambda pair: pair[1])


def written(tree: Tree) -> str:
    """With every pair of parentheses."""
    match tree:
        case ("number", text) | ("item", text) | ("fact", text):
            return str(text)
        case ("truth", value):
            return "true" if value else "false"
        case ("neg", of):
            return f"(-({written(of)}))"
        case ("not", of):
            return f"(not ({written(of)}))"
        case ("round", of, digits):
            return f"round({written(of)}, {digits})"
        case ("if" | "sum" | "min" | "max" | "abs", *parts):
            return f"{tree[0]}({', '.join(map(written, parts))})"
    sign, left, right = tree
    return f"({written(left)} {sign} {written(right)})"


def worked_out(tree: Tree, given: dict[str, Any]) -> Any:
    """A Fraction, True, False or UNDEFINED; everything that is named is known."""
    match tree:
        case ("number", text):
            return Fraction(text)
        case ("item" | "fact", code):
            return given[code]
        case ("truth", value):
            return value
        case ("if", test, then, other):
            decided = worked_out(test, given)
            return UNDEFINED if decided == UNDEFINED else worked_out(then if decided else other, given)
        case ("and" | "or", *parts):
            found = [worked_out(part, given) for part in parts]
            deciding = tree[0] == "or"
            return deciding if deciding in found else UNDEFINED if UNDEFINED in found else not deciding
        case ("round", of, digits):
            number = worked_out(of, given)
            return number if number == UNDEFINED else _half_up(number, digits)
    found = [worked_out(part, given) for part in tree[1:]]
    return UNDEFINED if UNDEFINED in found else _strict(tree[0], found)


def _strict(name: str, given: list[Any]) -> Any:
    first, second = given[0], given[-1]
    if name == "/":
        return UNDEFINED if second == 0 else first / second
    if name == "not":
        return not first
    if name in {"neg", "abs"}:
        return -first if name == "neg" or first < 0 else first
    if name in {"sum", "min", "max"}:
        inner = sorted(given)
        return {"sum": sum(inner, Fraction(0)), "min": inner[0], "max": inner[-1]}[name]
    ways = {
        "+": first.__add__, "-": first.__sub__, "*": first.__mul__, "<": first.__lt__, "<=": first.__le__,
        ">": first.__gt__, ">=": first.__ge__, "=": first.__eq__, "!=": first.__ne__,
    }  # fmt: skip
    return ways[name](second)


def _half_up(number: Fraction, digits: int) -> Fraction:
    scaled = number * Fraction(10) ** digits
    below = scaled.numerator // scaled.denominator
    over = scaled - below
    up = over > Fraction(1, 2) or (over == Fraction(1, 2) and number > 0)
    return Fraction(below + up) / Fraction(10) ** digits


def completions(given: dict[str, Any]) -> list[dict[str, Any]]:
    """Every way to fill in what is None: facts wholly, numbers from a few."""
    choices = [
        [value] if value is not None else [True, False] if code in FACTS else [*AMOUNTS[:3], AMOUNTS[5], AMOUNTS[6]]
        for code, value in given.items()
    ]
    return [dict(zip(given, chosen, strict=True)) for chosen in product(*choices)]
