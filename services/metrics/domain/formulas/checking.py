"""Checks what the parts of a formula mean together: names, kinds, units. Every fault is found, not only the first.

What comes out is the same tree with the kind of every part in it; conversions and grades have become numbers.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.metrics.domain.formulas import nodes
from services.metrics.domain.formulas.calling import called
from services.metrics.domain.formulas.comparing import among, compared
from services.metrics.domain.formulas.context import Context
from services.metrics.domain.formulas.faults import near
from services.metrics.domain.formulas.kinds import TRUTH, Kind, Shape, number, truth
from services.metrics.domain.formulas.nodes import Node
from services.metrics.domain.formulas.units import RATIO


def checked(context: Context, node: Node) -> Node:
    """The part with its kind, and all parts below with theirs; faults go to the context."""
    return _CHECKS[type(node)](context, node)


def _number(context: Context, node: nodes.Number) -> Node:
    if node.unit is None:
        return replace(node, kind=Kind(Shape.NUMBER, RATIO, any_unit=not node.value, bare=True))
    unit = context.unit(node.unit, node.at)
    return node if unit is None else replace(node, kind=number(unit))


def _truth(_: Context, node: nodes.Truth) -> Node:
    return replace(node, kind=TRUTH)


def _word(_: Context, node: nodes.Word) -> Node:
    return replace(node, kind=Kind(Shape.WORD))


def _words(_: Context, node: nodes.Words) -> Node:
    return replace(node, kind=Kind(Shape.WORDS))


def _item(context: Context, node: nodes.Item) -> Node:
    known = context.vocabulary.items
    if node.code not in known:
        context.add("unknown_item", node.at, given=node.code, **near(node.code, list(known)))
        return node
    return replace(node, kind=known[node.code].kind)


def _attribute(context: Context, node: nodes.Attribute) -> Node:
    known = context.vocabulary.attributes
    if node.name not in known:
        context.add("unknown_attribute", node.at, given=node.name, **near(node.name, list(known)))
        return node
    return replace(node, kind=known[node.name])


def _negative(context: Context, node: nodes.Negative) -> Node:
    of = checked(context, node.of)
    return replace(node, of=of, kind=of.kind if context.are(Shape.NUMBER, [of]) else None)


def _not(context: Context, node: nodes.Not) -> Node:
    of = checked(context, node.of)
    return replace(node, of=of, kind=of.kind if context.are(Shape.TRUTH, [of]) else None)


def _sum(context: Context, node: nodes.Sum) -> Node:
    parts = tuple(checked(context, part) for part in node.parts)
    return replace(node, parts=parts, kind=context.together(parts))


def _product(context: Context, node: nodes.Product) -> Node:
    parts = tuple(checked(context, part) for part in node.parts)
    if not context.are(Shape.NUMBER, parts):
        return replace(node, parts=parts)
    kinds = [part.kind for part in parts if part.kind is not None]
    unit = kinds[0].unit
    for sign, kind in zip(node.signs, kinds[1:], strict=True):
        unit = unit.times(kind.unit, 1 if sign == "*" else -1)
    bare, presence = all(kind.bare for kind in kinds), any(kind.presence for kind in kinds)
    return replace(node, parts=parts, kind=Kind(Shape.NUMBER, unit, bare=bare, presence=presence))


def _junction(context: Context, node: nodes.Junction) -> Node:
    parts = tuple(checked(context, part) for part in node.parts)
    fits = context.are(Shape.TRUTH, parts)
    presence = any(part.kind.presence for part in parts if part.kind)
    return replace(node, parts=parts, kind=truth(presence=presence) if fits else None)


def _comparison(context: Context, node: nodes.Comparison) -> Node:
    return compared(context, replace(node, left=checked(context, node.left), right=checked(context, node.right)))


def _among(context: Context, node: nodes.Among) -> Node:
    return among(context, replace(node, left=checked(context, node.left), right=checked(context, node.right)))


def _call(context: Context, node: nodes.Call) -> Node:
    return called(context, replace(node, arguments=tuple(checked(context, each) for each in node.arguments)))


_CHECKS: Mapping[type[Node], Callable[[Context, Any], Node]] = {
    nodes.Number: _number,
    nodes.Truth: _truth,
    nodes.Word: _word,
    nodes.Words: _words,
    nodes.Item: _item,
    nodes.Attribute: _attribute,
    nodes.Negative: _negative,
    nodes.Not: _not,
    nodes.Sum: _sum,
    nodes.Product: _product,
    nodes.Junction: _junction,
    nodes.Comparison: _comparison,
    nodes.Among: _among,
    nodes.Call: _call,
}
