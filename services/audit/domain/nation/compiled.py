"""A standard made ready for arrays. Nothing else here reads a standard, so a change of its form touches this alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm

import numpy as np

from services.audit.domain.conditions import Condition
from services.audit.domain.facts import SchoolKind, Stage
from services.audit.domain.measuring_lines import plain
from services.audit.domain.nation.codes import Floats, Truths
from services.audit.domain.nation.doubts import is_whole
from services.audit.domain.standard import CountyRule, Criterion, SchoolRule, Splits, Standard
from services.yardsticks.language import Population, Quantity, Requirement, Yardstick
from services.yardsticks.words import Comparison, Reach

_NUMBERLESS = frozenset({Comparison.ALL, Comparison.YES})
_UNLAID = frozenset({Comparison.INCREASING, Comparison.NON_DECREASING, Comparison.ALL_MET})


class NotLaid(ValueError):  # noqa: N818 - refusing is what it reports
    """A condition of a form that only the exact engine measures; the words name it."""


@dataclass(frozen=True)
class Sum:
    """Items with their coefficients, scaled by one factor so that these are whole where they can be."""

    items: tuple[str, ...]
    coefficients: Floats

    @cached_property
    def plain(self) -> bool:
        """Whether the items are only added up."""
        return bool((self.coefficients == 1).all())

    @cached_property
    def taking(self) -> Truths | None:
        """Which items are taken off; None where none is."""
        taking: Truths = self.coefficients < 0
        return taking if taking.any() else None

    @cached_property
    def whole(self) -> bool:
        """Whether whole numbers stay whole in it."""
        return bool(is_whole(self.coefficients).all())


@dataclass(frozen=True)
class Ratio:
    """left × amount against right × over, both factors whole; `over` None is 1."""

    amount: Sum
    over: Sum | None
    left: float
    right: float
    comparison: Comparison


@dataclass(frozen=True)
class Held:
    """One quantity of a condition. `versus`: what stands in the place of a number, as amount and over."""

    ratio: Ratio
    versus: tuple[Sum, Sum | None] | None


@dataclass(frozen=True)
class LaidCondition:
    """A condition whose figure is that of one period, of each member or of all together.

    `population` is the place of its population among those of the standard. `plain`: one item of each member against a
    number, and nothing else.
    """

    condition: Condition
    population: int
    plain: bool
    yardstick: Yardstick
    each: bool
    where: tuple[Ratio, ...]
    held: tuple[Held, ...]
    sample: Ratio | None
    items: tuple[str, ...]


@dataclass(frozen=True)
class LaidCriterion:
    """A criterion in one stage: left × amount against line × pupils, or for what is shared (see `schools`)."""

    criterion: Criterion
    stage: Stage
    amount: Sum
    left: float
    line: float
    floor: float
    warned: float


@dataclass(frozen=True)
class Compiled:
    """`weights` by kind and stage are whole, after one factor that cancels out. `items` are all it counts with."""

    standard: Standard
    school_rule: SchoolRule
    county_rule: CountyRule
    criteria: tuple[LaidCriterion, ...]
    conditions: tuple[LaidCondition, ...]
    populations: tuple[Population, ...]
    weights: Mapping[SchoolKind, Mapping[Stage, float]]
    items: tuple[str, ...]

    @property
    def stages(self) -> tuple[Stage, ...]:
        return self.standard.stages


def compiled(standard: Standard) -> Compiled:
    """Raises NotLaid where the standard or a condition is of a form that arrays do not hold."""
    school_rule, county_rule, splits = standard.school_rule, standard.county_rule, standard.splits
    if school_rule is None or county_rule is None or splits is None:
        raise NotLaid("no rule for schools")
    if county_rule.of_mean or standard.grading is not None:
        raise NotLaid("mean of coefficients" if county_rule.of_mean else "grading")
    criteria = tuple(
        _criterion(standard, school_rule, criterion, stage)
        for stage in standard.stages
        for criterion in standard.criteria
    )
    populations: list[Population] = []
    conditions = tuple(_condition(each, populations) for each in standard.conditions)
    pupils = [f"pupils.{stage.value}" for stage in Stage]
    items = [*pupils, *(item for each in criteria for item in each.amount.items)]
    items += [item for each in conditions for item in each.items]
    return Compiled(
        standard,
        school_rule,
        county_rule,
        criteria,
        conditions,
        tuple(populations),
        _weights(splits),
        tuple(dict.fromkeys(items)),
    )


def _criterion(standard: Standard, rule: SchoolRule, criterion: Criterion, stage: Stage) -> LaidCriterion:
    if criterion.additions:
        raise NotLaid(criterion.code)
    line, margin = criterion.lines[stage], 1 + standard.borderline_margin.share
    left, at, floor, warned = _whole(criterion.per, line, line * rule.floor, line * margin)
    return LaidCriterion(criterion, stage, _sum(dict(criterion.amounts[stage])), left, at, floor, warned)


def _weights(splits: Splits) -> Mapping[SchoolKind, Mapping[Stage, float]]:
    found = {}
    for kind, weights in splits.weights.items():
        scaled = _whole(*weights.values())
        found[kind] = dict(zip(weights, scaled, strict=True))
    return found


def _condition(condition: Condition, populations: list[Population]) -> LaidCondition:
    """Its population joins the others where it is none of them."""
    yardstick = condition.yardstick
    looks_elsewhere = yardstick.change or yardstick.accumulate_from or yardstick.since
    if looks_elsewhere or yardstick.member or condition.exemptions or condition.demand.comparison in _UNLAID:
        raise NotLaid(condition.code)
    if yardstick.population not in populations:
        populations.append(yardstick.population)
    held = tuple(_held(condition, quantity) for quantity in yardstick.quantities)
    each, narrowed = yardstick.reach is Reach.EACH, yardstick.where or yardstick.minimum_sample
    return LaidCondition(
        condition=condition,
        population=populations.index(yardstick.population),
        plain=each and not narrowed and len(held) == 1 and _is_plain(held[0]),
        yardstick=yardstick,
        each=each,
        where=tuple(_requirement(each) for each in yardstick.where),
        held=held,
        sample=None if yardstick.minimum_sample is None else _requirement(yardstick.minimum_sample),
        items=tuple(sorted(yardstick.items)),
    )


def _is_plain(held: Held) -> bool:
    amount = held.ratio.amount
    return held.ratio.over is None and held.versus is None and amount.coefficients.tolist() == [1.0]


def _held(condition: Condition, quantity: Quantity) -> Held:
    comparison, versus = plain(condition.demand.comparison), condition.yardstick.versus
    if versus is not None:
        left, right = _whole(Fraction(quantity.per), Fraction(versus.per))
        ratio = _ratio(quantity, left, right, comparison)
        return Held(ratio, (_sum(versus.amount), None if versus.over is None else _sum(versus.over)))
    left, right = _whole(Fraction(quantity.per), _number(condition, quantity))
    return Held(_ratio(quantity, left, right, comparison), None)


def _number(condition: Condition, quantity: Quantity) -> Fraction:
    if condition.demand.comparison in _NUMBERLESS:
        return Fraction(quantity.per) if quantity.over is not None else Fraction(1)
    if condition.demand.value is None:
        raise NotLaid(condition.code)
    return condition.demand.value


def _requirement(asked: Requirement) -> Ratio:
    left, right = _whole(Fraction(asked.quantity.per), Fraction(asked.value))
    return _ratio(asked.quantity, left, right, asked.comparison)


def _ratio(quantity: Quantity, left: float, right: float, comparison: Comparison) -> Ratio:
    over = None if quantity.over is None else _sum(quantity.over)
    return Ratio(_sum(quantity.amount), over, left, right, comparison)


def _sum(terms: Mapping[str, object]) -> Sum:
    return Sum(tuple(terms), np.array([float(Fraction(str(by))) for by in terms.values()]))


def _whole(*numbers: Fraction) -> Sequence[float]:
    """All times one factor, so that every one is whole."""
    factor = lcm(*(number.denominator for number in numbers))
    return [float(number * factor) for number in numbers]
