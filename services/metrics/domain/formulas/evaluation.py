"""Works a formula out exactly.

What is missing makes the result unknown and is never zero. `and`, `or` and `if` need only what decides: a no among
conditions joined by `and` decides, wherever it stands; where the condition of an `if` is unknown, two equal branches
do.
What cannot be defined whatever the missing values are (a division by zero) stays undefined.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor
from typing import Any

from services.metrics.domain.formulas import nodes
from services.metrics.domain.formulas.calling import digits_of
from services.metrics.domain.formulas.formula import Formula
from services.metrics.domain.formulas.kinds import Shape
from services.metrics.domain.formulas.nodes import Node
from services.metrics.domain.formulas.outcomes import Known, Missing, Outcome, Undefined, Unknown

HOLDS: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": lambda left, right: left == right,
    "!=": lambda left, right: left != right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


@dataclass(frozen=True)
class Values:
    """What is known of one organisation for one period, by code and how many periods back.

    A yes is 1, a no 0, a grade its rank. `reasons` say of some that are missing why.
    """

    numbers: Mapping[tuple[str, int], Fraction]
    reasons: Mapping[tuple[str, int], str] = field(default_factory=dict)
    attributes: Mapping[str, object] = field(default_factory=dict)


def evaluate(formula: Formula, values: Values) -> Outcome:
    return Evaluation(values).of(formula.body)


class Evaluation:
    """One working out; `seen` keeps what every part that was needed came to, by its id, in the order worked out."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self.seen: dict[int, Outcome] = {}
        self._ways: Mapping[type[Node], Callable[[Any], Outcome]] = {
            nodes.Number: lambda node: Known(Fraction(node.value)),
            nodes.Rank: lambda node: Known(Fraction(node.value)),
            nodes.Truth: lambda node: Known(node.value),
            nodes.Word: lambda node: Known(node.value),
            nodes.Words: lambda node: Known(frozenset(word.value for word in node.values)),
            nodes.Item: self._item,
            nodes.Attribute: self._attribute,
            nodes.Negative: lambda node: self._from([node.of], lambda one: Known(-one)),
            nodes.Not: lambda node: self._from([node.of], lambda one: Known(not one)),
            nodes.Converted: lambda node: self._from([node.of], lambda one: Known(one * node.factor)),
            nodes.Sum: lambda node: self._from(node.parts, lambda *given: Known(_summed(node.signs, given))),
            nodes.Product: self._product,
            nodes.Junction: self._junction,
            nodes.Comparison: lambda node: self._from(
                [node.left, node.right], lambda left, right: Known(HOLDS[node.sign](left, right))
            ),
            nodes.Among: lambda node: self._from([node.left, node.right], lambda one, many: Known(one in many)),
            nodes.Call: self._call,
        }

    def of(self, node: Node) -> Outcome:
        outcome = self._ways[type(node)](node)
        self.seen[id(node)] = outcome
        return outcome

    def _from(self, parts: Sequence[Node], work: Callable[..., Outcome]) -> Outcome:
        """What needs all its parts: undefined where one is, else unknown where one is."""
        outcomes = [self.of(part) for part in parts]
        stopped = _stopped(outcomes)
        return stopped or work(*(outcome.value for outcome in outcomes if isinstance(outcome, Known)))

    def _item(self, node: nodes.Item) -> Outcome:
        key = (node.code, node.back)
        number = self._values.numbers.get(key)
        if number is None:
            return Unknown((Missing(*key, self._values.reasons.get(key)),))
        return Known(number != 0 if node.kind is not None and node.kind.shape is Shape.TRUTH else number)

    def _attribute(self, node: nodes.Attribute) -> Outcome:
        given = self._values.attributes.get(node.name)
        if isinstance(given, str) and given:
            return Known(given)
        if isinstance(given, list | tuple) and given:
            return Known(frozenset(map(str, given)))
        return Unknown((Missing(f"attribute.{node.name}"),))

    def _product(self, node: nodes.Product) -> Outcome:
        def work(first: Fraction, *others: Fraction) -> Outcome:
            found = first
            for place, (sign, other) in enumerate(zip(node.signs, others, strict=True), 1):
                if sign == "*":
                    found *= other
                elif other:
                    found /= other
                else:
                    return Undefined(node.parts[place].at)
            return Known(found)

        # Divided by a known zero it is undefined, whatever the missing factors are.
        outcomes = [self.of(part) for part in node.parts]
        divisors = zip(node.signs, outcomes[1:], node.parts[1:], strict=True)
        zero = next(
            (part.at for sign, outcome, part in divisors if sign == "/" and outcome == Known(Fraction(0))), None
        )
        stopped = _stopped(outcomes) if zero is None else Undefined(zero)
        return stopped or work(*(outcome.number for outcome in outcomes if isinstance(outcome, Known)))

    def _junction(self, node: nodes.Junction) -> Outcome:
        decides = node.word == "or"
        outcomes = []
        for part in node.parts:
            outcomes.append(self.of(part))
            if outcomes[-1] == Known(decides):
                return outcomes[-1]
        missing = _missing(outcomes)
        if missing:
            return Unknown(missing)
        return next((each for each in outcomes if isinstance(each, Undefined)), Known(not decides))

    def _call(self, node: nodes.Call) -> Outcome:
        if node.name == "if":
            return self._chosen(*node.arguments)
        if node.name in {"present", "count_known"}:
            known = sum(isinstance(self.of(argument), Known) for argument in node.arguments)
            return Known(known == 1) if node.name == "present" else Known(Fraction(known))
        if node.name == "round":
            digits = digits_of(node)
            return self._from(node.arguments[:1], lambda one: Known(rounded(one, digits)))
        work: Mapping[str, Callable[..., Fraction]] = {
            "sum": lambda *given: sum(given, Fraction(0)),
            "min": lambda *given: min(given),
            "max": lambda *given: max(given),
            "abs": abs,
        }
        return self._from(node.arguments, lambda *given: Known(work[node.name](*given)))

    def _chosen(self, test: Node, then: Node, other: Node) -> Outcome:
        decided = self.of(test)
        if isinstance(decided, Known):
            return self.of(then if decided.value else other)
        if isinstance(decided, Undefined):
            return decided
        either = self.of(then)
        return either if isinstance(either, Known) and either == self.of(other) else decided


def rounded(number: Fraction, digits: int) -> Fraction:
    """To so many decimals, a half away from zero (四舍五入)."""
    scale = Fraction(10) ** digits
    size = Fraction(floor(abs(number) * scale + Fraction(1, 2))) / scale
    return size if number >= 0 else -size


def _summed(signs: Sequence[str], given: Sequence[Fraction]) -> Fraction:
    return given[0] + sum(
        (number if sign == "+" else -number for sign, number in zip(signs, given[1:], strict=True)), Fraction(0)
    )


def _stopped(outcomes: Sequence[Outcome]) -> Undefined | Unknown | None:
    undefined = next((each for each in outcomes if isinstance(each, Undefined)), None)
    missing = _missing(outcomes)
    return undefined or (Unknown(missing) if missing else None)


def _missing(outcomes: Sequence[Outcome]) -> tuple[Missing, ...]:
    found = (missing for each in outcomes if isinstance(each, Unknown) for missing in each.missing)
    return tuple(dict.fromkeys(found))
