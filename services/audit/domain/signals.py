"""Signals 红、橙、黄、蓝 of units, each by a rule that is named with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.audit.domain.closed_document import Node
from services.audit.domain.grounds import Text


class Colour(StrEnum):
    """The gravest first."""

    RED = "red"
    ORANGE = "orange"
    YELLOW = "yellow"
    BLUE = "blue"


@dataclass(frozen=True)
class SignalRule:
    """It holds where a unit has a case of the kind in one of the states; with `within`, one that is due in so many
    days."""

    code: str
    colour: Colour
    title: Text
    kind: str
    states: frozenset[str]
    within: int | None


@dataclass(frozen=True)
class Standing:
    """So many cases of a unit stand alike; `days_left` to the last day of the next that is due, `some` of their ids."""

    unit: str
    kind: str
    state: str
    days_left: int | None
    count: int
    some: tuple[str, ...]


@dataclass(frozen=True)
class Because:
    rule: SignalRule
    count: int
    some: tuple[str, ...]


@dataclass(frozen=True)
class Signal:
    unit: str
    colour: Colour
    because: tuple[Because, ...]


def rules_from(document: object) -> tuple[SignalRule, ...]:
    """Raises StandardRefused(path, reason) at the first fault."""
    return tuple(_rule(node) for node in Node("signals", document).sequence())


def signals_of(rules: Sequence[SignalRule], standing: Iterable[Standing]) -> list[Signal]:
    """Of each unit that shows one, the gravest first, then by code; with every rule that holds for it."""
    by_unit: dict[str, list[Standing]] = {}
    for each in standing:
        by_unit.setdefault(each.unit, []).append(each)
    found = [signal for unit, each in by_unit.items() if (signal := _signal(rules, unit, each)) is not None]
    order = list(Colour)
    return sorted(found, key=lambda each: (order.index(each.colour), each.unit))


def _signal(rules: Sequence[SignalRule], unit: str, standing: Sequence[Standing]) -> Signal | None:
    because = []
    for rule in rules:
        there = [each for each in standing if _holds(rule, each)]
        if there:
            some = tuple(id_ for each in there for id_ in each.some)
            because.append(Because(rule, sum(each.count for each in there), some))
    if not because:
        return None
    order = list(Colour)
    because.sort(key=lambda each: order.index(each.rule.colour))
    return Signal(unit, because[0].rule.colour, tuple(because))


def _holds(rule: SignalRule, each: Standing) -> bool:
    if each.kind != rule.kind or each.state not in rule.states:
        return False
    return rule.within is None or (each.days_left is not None and each.days_left <= rule.within)


def _rule(node: Node) -> SignalRule:
    said: Mapping[str, Node] = node.closed("code colour title kind states", "within")
    title = said["title"].closed("zh en")
    return SignalRule(
        said["code"].text(),
        said["colour"].one_of(Colour),
        Text(title["zh"].text(), title["en"].text()),
        said["kind"].text(),
        frozenset(each.text() for each in said["states"].sequence()),
        said["within"].whole() if "within" in said else None,
    )
