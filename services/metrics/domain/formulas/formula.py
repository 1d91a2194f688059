"""Formulas that were read and checked: a condition, or a value of a unit."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.metrics.domain.formulas.checking import checked
from services.metrics.domain.formulas.context import Context, both
from services.metrics.domain.formulas.faults import FormulaRefused
from services.metrics.domain.formulas.kinds import Kind, Shape
from services.metrics.domain.formulas.nodes import Attribute, Item, Node, parts_of
from services.metrics.domain.formulas.parsing import parse
from services.metrics.domain.formulas.printing import printed
from services.metrics.domain.formulas.units import Unit
from services.metrics.domain.formulas.vocabulary import Vocabulary
from services.yardsticks.periods import PeriodKind

_CHINESE = {
    "school_year": "学年",
    "term": "学期",
    "calendar_year": "年",
    "month": "月",
    "school": "学校",
    "department": "部门",
    "government": "政府",
    "township": "乡镇",
}


@dataclass(frozen=True)
class Formula:
    """`text` is its one written form; `items` and `attributes` are what it needs, in the order they stand there."""

    text: str
    body: Node
    kind: Kind
    items: tuple[Item, ...]
    attributes: tuple[str, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The indicators it names, each once, of whichever period."""
        return tuple(dict.fromkeys(item.code for item in self.items))


def condition(text: str, vocabulary: Vocabulary) -> Formula:
    """A formula that holds or does not. Raises FormulaRefused with every fault."""
    return made_condition(parse(text), vocabulary)


def made_condition(node: Node, vocabulary: Vocabulary) -> Formula:
    """As `condition`, of parts that were put together and not read."""
    context = Context(vocabulary)
    body = checked(context, node)
    context.are(Shape.TRUTH, [body])
    return _formula(context, node, body)


@dataclass(frozen=True)
class Wanted:
    """What a value must be: its kind and unit, for which period, of which kind of organisation."""

    kind: Kind
    period: PeriodKind
    reporter: str


def value(text: str, vocabulary: Vocabulary, wanted: Wanted) -> Formula:
    """A formula that gives the number or the yes or no that is wanted. Raises FormulaRefused.

    A value never hangs on whether something was reported: a missing reading makes it unknown.
    """
    node, context = parse(text), Context(vocabulary)
    body = checked(context, node)
    if context.are(wanted.kind.shape, [body]) and body.kind is not None:
        if wanted.kind.shape is Shape.NUMBER:
            _is_of(context, body, wanted.kind.unit)
        elif body.kind.presence:
            context.add("presence_as_value", body.at)
    return _formula(context, node, body, wanted)


def amount(text: str, vocabulary: Vocabulary) -> Formula:
    """A formula that gives a number of whichever unit. Raises FormulaRefused."""
    node, context = parse(text), Context(vocabulary)
    body = checked(context, node)
    context.are(Shape.NUMBER, [body])
    return _formula(context, node, body)


def _is_of(context: Context, body: Node, unit: Unit) -> None:
    if body.kind is None or body.kind.any_unit or body.kind.unit.same_as(unit):
        return
    hint = "convert" if body.kind.unit.converts_to(unit) else ""
    context.add("unit_not_derived", body.at, hint, **both(body.kind.unit, unit))


def _formula(context: Context, node: Node, body: Node, wanted: Wanted | None = None) -> Formula:
    found = list(_below(node))
    items = tuple(dict.fromkeys(part for part in found if isinstance(part, Item)))
    _of_one_return(context, items, wanted)
    if context.faults or body.kind is None:
        raise FormulaRefused(sorted(context.faults, key=lambda each: each.column))
    attributes = tuple(dict.fromkeys(part.name for part in found if isinstance(part, Attribute)))
    return Formula(printed(node), body, body.kind, items, attributes)


def _of_one_return(context: Context, items: tuple[Item, ...], wanted: Wanted | None) -> None:
    """Readings meet by organisation and period: those of other periods or of other reporters never would."""
    known = [(item, context.vocabulary.items[item.code]) for item in items if item.code in context.vocabulary.items]
    for item, meaning in known:
        first = wanted or known[0][1]
        if meaning.period is not first.period:
            _apart(context, "other_period", item, meaning.period.value, first.period.value)
        elif meaning.reporter != first.reporter:
            _apart(context, "other_reporter", item, meaning.reporter, first.reporter)


def _apart(context: Context, code: str, item: Item, left: str, right: str) -> None:
    named = {"left_zh": _CHINESE.get(left, left), "right_zh": _CHINESE.get(right, right)}
    words = {key: word.replace("_", " ") for key, word in (("left", left), ("right", right))}
    context.add(code, item.at, given=item.code, **words, **named)


def _below(node: Node) -> Iterator[Node]:
    yield node
    for part in parts_of(node):
        yield from _below(part)
