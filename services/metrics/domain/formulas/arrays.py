"""Works a formula out for all rows of a sheet at once. What lies too near an edge for floats is worked out exactly.

Floats answer only where their error bounds leave no doubt; every other row goes to the exact evaluation, which has the
only word. So the answers are those of `evaluate`, row by row.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.metrics.domain.columns import Truths
from services.metrics.domain.formulas import lanes, nodes
from services.metrics.domain.formulas.calling import digits_of
from services.metrics.domain.formulas.evaluation import HOLDS, evaluate
from services.metrics.domain.formulas.formula import Formula
from services.metrics.domain.formulas.kinds import Shape
from services.metrics.domain.formulas.lanes import Answers, Reals
from services.metrics.domain.formulas.nodes import Node
from services.metrics.domain.formulas.outcomes import Known, Undefined
from services.metrics.domain.sheet import Sheet

Words = NDArray[np.object_]


@dataclass(frozen=True)
class Held:
    """For every row whether a condition holds, does not, or cannot be said; and how many rows were settled exactly."""

    yes: Truths
    no: Truths
    undefined: Truths
    settled: int


def held(formula: Formula, sheet: Sheet) -> Held:
    """A condition over all rows."""
    screen = _Screen(sheet)
    with np.errstate(all="ignore"):
        answers = screen.answers(formula.body)
    size = len(sheet.rows)
    yes, no, undefined = (np.broadcast_to(each, size).copy() for each in (answers.yes, answers.no, answers.undefined))
    doubtful = np.flatnonzero(screen.doubtful)
    columns = [(item.code, item.back) for item in formula.items]
    for row in doubtful:
        outcome = evaluate(formula, sheet.values(int(row), columns))
        yes[row], no[row] = outcome == Known(True), outcome == Known(False)
        undefined[row] = isinstance(outcome, Undefined)
    return Held(yes, no, undefined, len(doubtful))


def amounts(formula: Formula, sheet: Sheet) -> tuple[Reals, Truths]:
    """A number for every row, with its error bound; and the rows that only the exact evaluation can give."""
    screen = _Screen(sheet)
    with np.errstate(all="ignore"):
        found = screen.reals(formula.body)
        doubtful = screen.doubtful | (found.known & ~np.isfinite(found.value + found.error))
    return Reals(*(np.broadcast_to(each, len(sheet.rows)) for each in vars(found).values())), doubtful


class _Screen:
    """`doubtful` are the rows in which anything that was compared lies too near an edge, needed in the end or not."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.doubtful: Truths = np.zeros(len(sheet.rows), np.bool_)

    def reals(self, node: Node) -> Reals:
        return _REALS[type(node)](self, node)

    def answers(self, node: Node) -> Answers:
        return _ANSWERS[type(node)](self, node)

    def words(self, node: Node) -> Words:
        """What stands in every row; None where it is not known."""
        if isinstance(node, nodes.Word):
            return np.full(len(self._sheet.rows), node.value, np.object_)
        if not isinstance(node, nodes.Attribute):
            raise TypeError(type(node).__name__)
        found = np.empty(len(self._sheet.rows), np.object_)
        for place, row in enumerate(self._sheet.rows):
            given = row.reporter.kind if node.name == "kind" else row.reporter.attributes.get(node.name)
            found[place] = given or None
        return found

    def doubt(self, rows: Truths) -> None:
        self.doubtful = self.doubtful | rows

    def number(self, node: nodes.Number) -> Reals:
        return lanes.constant(float(node.value), whole=node.value == int(node.value))

    def rank(self, node: nodes.Rank) -> Reals:
        return lanes.constant(node.value, whole=True)

    def item(self, node: nodes.Item) -> Reals:
        column = node.code, node.back
        return lanes.read(self._sheet.column(column), rounded=bool(self._sheet.fractions.get(column)))

    def negative(self, node: nodes.Negative) -> Reals:
        of = self.reals(node.of)
        return Reals(-of.value, of.error, of.known, of.undefined)

    def converted(self, node: nodes.Converted) -> Reals:
        whole = node.factor.denominator == 1 and node.factor < lanes.WHOLE
        return lanes.multiplied(self.reals(node.of), lanes.constant(float(node.factor), whole=whole))

    def sum(self, node: nodes.Sum) -> Reals:
        found = self.reals(node.parts[0])
        for sign, part in zip(node.signs, node.parts[1:], strict=True):
            found = lanes.added(found, self.reals(part), 1 if sign == "+" else -1)
        return found

    def product(self, node: nodes.Product) -> Reals:
        found = self.reals(node.parts[0])
        for sign, part in zip(node.signs, node.parts[1:], strict=True):
            if sign == "*":
                found = lanes.multiplied(found, self.reals(part))
            else:
                found, open_ = lanes.divided(found, self.reals(part))
                self.doubt(open_)
        return found

    def call(self, node: nodes.Call) -> Reals:
        if node.name == "if":
            return self._chosen(*node.arguments)
        parts = [self.reals(argument) for argument in (node.arguments[:1] if node.name == "round" else node.arguments)]
        if node.name == "count_known":
            count = sum((part.known.astype(np.float64) for part in parts), np.zeros(()))
            return Reals(count, np.zeros(()), np.ones((), np.bool_), np.zeros((), np.bool_))
        if node.name == "round":
            found, near = lanes.rounded(parts[0], digits_of(node))
            self.doubt(near)
            return found
        if node.name == "abs":
            return Reals(np.abs(parts[0].value), parts[0].error, parts[0].known, parts[0].undefined)
        if node.name == "sum":
            return reduce(lambda left, right: lanes.added(left, right, 1), parts)
        return lanes.least(parts, most=node.name == "max")

    def _chosen(self, test: Node, then: Node, other: Node) -> Reals:
        decided, one, two = self.answers(test), self.reals(then), self.reals(other)
        self.doubt(~decided.known & ~decided.undefined & one.known & two.known)
        taken = [np.where(decided.yes, *pair) for pair in zip(vars(one).values(), vars(two).values(), strict=True)]
        value, error, known, undefined = taken
        return Reals(value, error, known & decided.known, (undefined & decided.known) | decided.undefined)

    def truth(self, node: nodes.Truth) -> Answers:
        yes = np.full((), node.value)
        return Answers(yes, ~yes, np.zeros((), np.bool_))

    def fact(self, node: nodes.Item) -> Answers:
        column = self._sheet.column((node.code, node.back))
        return Answers((column != 0) & ~np.isnan(column), column == 0, np.zeros(len(column), np.bool_))

    def negation(self, node: nodes.Not) -> Answers:
        of = self.answers(node.of)
        return Answers(of.no, of.yes, of.undefined)

    def junction(self, node: nodes.Junction) -> Answers:
        """What decides decides; else what is unknown leaves it open; else it is undefined where a part is."""
        parts = [self.answers(part) for part in node.parts]
        decided = reduce(np.logical_or, [part.yes if node.word == "or" else part.no for part in parts])
        every = reduce(np.logical_and, [part.no if node.word == "or" else part.yes for part in parts])
        said = reduce(np.logical_and, [part.known | part.undefined for part in parts])
        undefined = said & ~decided & ~every
        return Answers(decided, every, undefined) if node.word == "or" else Answers(every, decided, undefined)

    def comparison(self, node: nodes.Comparison) -> Answers:
        shape = node.left.kind.shape if node.left.kind else Shape.NUMBER
        if shape is Shape.WORD:
            left, right = self.words(node.left), self.words(node.right)
            known = (left != None) & (right != None)  # noqa: E711 - element by element
            return _answers(HOLDS[node.sign](left, right).astype(np.bool_), known, np.zeros(len(left), np.bool_))
        if shape is Shape.TRUTH:
            one, two = self.answers(node.left), self.answers(node.right)
            known, undefined = lanes.strict(one, two)
            return _answers(HOLDS[node.sign](one.yes, two.yes), known, undefined)
        first, second = self.reals(node.left), self.reals(node.right)
        known, undefined = lanes.strict(first, second)
        self.doubt(lanes.too_near(first, second) & known)
        return _answers(HOLDS[node.sign](first.value, second.value), known, undefined)

    def among(self, node: nodes.Among) -> Answers:
        left = self.words(node.left)
        if isinstance(node.right, nodes.Words):
            options = {word.value for word in node.right.values}
            found, known = [word in options for word in left], [word is not None for word in left]
        else:
            right = self.words(node.right)
            known = [one is not None and bool(many) for one, many in zip(left, right, strict=True)]
            found = [ok and one in many for ok, one, many in zip(known, left, right, strict=True)]
        return _answers(np.array(found, np.bool_), np.array(known, np.bool_), np.zeros(len(left), np.bool_))

    def asked(self, node: nodes.Call) -> Answers:
        if node.name == "present":
            (item,) = node.arguments
            known = ~np.isnan(self._sheet.column((item.code, item.back))) if isinstance(item, nodes.Item) else None
            if known is None:
                raise TypeError("present was not checked")
            return Answers(known, ~known, np.zeros(len(known), np.bool_))
        decided, one, two = (self.answers(argument) for argument in node.arguments)
        same = (one.yes & two.yes, one.no & two.no)
        yes, no = (
            np.where(decided.yes, then, np.where(decided.no, other, alike & ~decided.undefined))
            for then, other, alike in ((one.yes, two.yes, same[0]), (one.no, two.no, same[1]))
        )
        taken = np.where(decided.yes, one.undefined, two.undefined) & decided.known
        return Answers(yes, no, taken | decided.undefined)


def _answers(holds: Truths, known: Truths, undefined: Truths) -> Answers:
    return Answers(holds & known, ~holds & known, undefined)


_REALS: Mapping[type[Node], Callable[[_Screen, Any], Reals]] = {
    nodes.Number: _Screen.number,
    nodes.Rank: _Screen.rank,
    nodes.Item: _Screen.item,
    nodes.Negative: _Screen.negative,
    nodes.Converted: _Screen.converted,
    nodes.Sum: _Screen.sum,
    nodes.Product: _Screen.product,
    nodes.Call: _Screen.call,
}
_ANSWERS: Mapping[type[Node], Callable[[_Screen, Any], Answers]] = {
    nodes.Truth: _Screen.truth,
    nodes.Item: _Screen.fact,
    nodes.Not: _Screen.negation,
    nodes.Junction: _Screen.junction,
    nodes.Comparison: _Screen.comparison,
    nodes.Among: _Screen.among,
    nodes.Call: _Screen.asked,
}
