"""Checks what functions are given, and says what they give back."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from services.metrics.domain.formulas.context import Context, both
from services.metrics.domain.formulas.kinds import TRUTH, Kind, Shape, number, truth
from services.metrics.domain.formulas.nodes import Call, Converted, Item, Negative, Node, Number, Word
from services.metrics.domain.formulas.units import RATIO

MOST_DIGITS = 9
_TAKES: Mapping[str, tuple[int, int, str, str]] = {
    "if": (3, 3, "a condition and two values", "一个条件和两个值"),
    "sum": (1, 500, "one number or more", "一个或多个数值"),
    "min": (1, 500, "one number or more", "一个或多个数值"),
    "max": (1, 500, "one number or more", "一个或多个数值"),
    "abs": (1, 1, "one number", "一个数值"),
    "round": (2, 2, "a number, and digits from -9 to 9", "一个数值和小数位数（-9到9）"),
    "to": (2, 2, "a number, and a unit in quotes", "一个数值和加引号的单位"),
    "present": (1, 1, "one indicator", "一个指标"),
    "count_known": (1, 500, "one indicator or more", "一个或多个指标"),
}


def called(context: Context, node: Call) -> Node:
    """Its arguments are checked already."""
    least, most, *_ = _TAKES[node.name]
    if not least <= len(node.arguments) <= most:
        return _refused(context, node)
    checks: Mapping[str, Callable[[Context, Call], Node]] = {
        "if": _chosen,
        "round": _rounded,
        "to": _converted,
        "present": _known,
        "count_known": _known,
    }
    return checks.get(node.name, _of_one_unit)(context, node)


def digits_of(node: Call) -> int:
    """The digits that a checked `round` rounds to."""
    found = _whole(node.arguments[1])
    if found is None:
        raise TypeError("round was not checked")
    return found


def _refused(context: Context, node: Call) -> Node:
    *_, expected, expected_zh = _TAKES[node.name]
    context.add("arguments", node.at, given=node.name, expected=expected, expected_zh=expected_zh)
    return node


def _of_one_unit(context: Context, node: Call) -> Node:
    return replace(node, kind=context.together(node.arguments))


def _chosen(context: Context, node: Call) -> Node:
    """Two numbers of one unit, or two conditions. Whether something was reported never chooses a number."""
    condition, *branches = node.arguments
    fits = context.are(Shape.TRUTH, [condition])
    kinds = [branch.kind for branch in branches]
    if None in kinds:
        return node
    if kinds[0] is not None and kinds[0].shape is Shape.TRUTH:
        kind = TRUTH if context.are(Shape.TRUTH, branches) else None
    else:
        kind = context.together(branches)
    if not fits or kind is None or condition.kind is None:
        return node
    if condition.kind.presence and kind.shape is Shape.NUMBER:
        context.add("presence_as_value", condition.at)
        return node
    presence = any(part.kind.presence for part in node.arguments if part.kind)
    return replace(node, kind=replace(kind, presence=presence))


def _rounded(context: Context, node: Call) -> Node:
    amount, digits = node.arguments
    if _whole(digits) is None:
        return _refused(context, node)
    return replace(node, kind=amount.kind if context.are(Shape.NUMBER, [amount]) else None)


def _converted(context: Context, node: Call) -> Node:
    amount, word = node.arguments
    if not isinstance(word, Word):
        return _refused(context, node)
    unit = context.unit(word.value, word.at)
    if unit is None or not context.are(Shape.NUMBER, [amount]) or amount.kind is None:
        return node
    if not amount.kind.unit.converts_to(unit):
        context.add("not_convertible", node.at, **both(amount.kind.unit, unit))
        return node
    factor = amount.kind.unit.scale / unit.scale
    kind = number(unit, presence=amount.kind.presence)
    return Converted(amount, factor, unit, word.value, at=node.at, kind=kind)


def _known(context: Context, node: Call) -> Node:
    if not all(isinstance(argument, Item) for argument in node.arguments):
        return _refused(context, node)
    kind: Kind = truth(presence=True) if node.name == "present" else number(RATIO, presence=True)
    return replace(node, kind=kind)


def _whole(node: Node) -> int | None:
    sign, literal = (-1, node.of) if isinstance(node, Negative) else (1, node)
    if not isinstance(literal, Number) or literal.unit is not None or literal.value != int(literal.value):
        return None
    return sign * int(literal.value) if literal.value <= MOST_DIGITS else None
