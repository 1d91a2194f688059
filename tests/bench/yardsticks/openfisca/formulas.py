"""Formulas of OpenFisca variables, made of what the standard was compiled to: sums of items held against dated lines.

Names of variables are the codes of the standard.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from functools import partial, reduce
from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.audit.domain.conditions import Item
from services.audit.domain.facts import Stage
from services.audit.domain.nation.compiled import LaidCondition, LaidCriterion, Ratio, Sum
from services.audit.domain.standard import SchoolRule
from services.yardsticks.words import Comparison

Array = NDArray[Any]
Formula = Callable[[Any, Any, Any], Array]
Asked = Callable[[str], Array]
"""How an item is read: of each by itself, or added up over the schools of a county."""
RULE, WEIGHED = "school_rule", "weighed_pupils"
_KEEPS: Mapping[Comparison, Callable[[Any, Any], Array]] = {
    Comparison.AT_LEAST: np.greater_equal,
    Comparison.MORE_THAN: np.greater,
    Comparison.AT_MOST: np.less_equal,
    Comparison.LESS_THAN: np.less,
    Comparison.EQUAL: np.equal,
}


def weight(stage: Stage) -> str:
    return f"weight.{stage.value}"


def population(place: int) -> str:
    return f"population.{place}"


def pupils(stage: Stage) -> str:
    return f"pupils.{stage.value}"


def line_of(criterion: LaidCriterion) -> str:
    return f"{criterion.criterion.code}.{criterion.stage.value}"


def weighed(schools: Any, period: Any, _: Any) -> Array:
    return reduce(operator.add, [schools(weight(stage), period) * schools(pupils(stage), period) for stage in Stage])


def reaches(criterion: LaidCriterion, mark: str) -> Formula:
    """The `line` or `floor` of a criterion in a stage; a school without pupils in the stage passes."""

    def formula(schools: Any, period: Any, parameters: Any) -> Array:
        marks = parameters(period)[criterion.criterion.code][criterion.stage.value]
        has, own = (
            _amount(criterion.amount, lambda item: schools(item, period)),
            schools(pupils(criterion.stage), period),
        )
        over = own
        if criterion.criterion.shared:
            has, over = has * schools(weight(criterion.stage), period), schools(WEIGHED, period)
        found: Array = np.logical_or(criterion.left * has >= marks[mark] * over, own <= 0)
        return found

    return formula


def all_of(names: Sequence[str]) -> Formula:
    def formula(those: Any, period: Any, _: Any) -> Array:
        return reduce(operator.and_, [those(name, period) for name in names])

    return formula


def school_rule(rule: SchoolRule, stages: Sequence[Sequence[str]]) -> Formula:
    """`stages`: of each the names of its lines; those of the floors end in `.floor`."""

    def formula(schools: Any, period: Any, _: Any) -> Array:
        told = []
        for lines in stages:
            met = sum(schools(line, period).astype(np.int8) for line in lines)
            told += [met >= rule.at_least, *(schools(f"{line}.floor", period) for line in lines)]
        return reduce(operator.and_, told)

    return formula


def every_school(name: str) -> Formula:
    """Counted, not OpenFisca's own `all`: that goes through the members one by one and takes many times as long."""
    return lambda counties, period, _: ~counties.any(~counties.members(name, period))


def of_schools(condition: LaidCondition) -> Formula:
    """A school that is not concerned passes."""

    def formula(schools: Any, period: Any, parameters: Any) -> Array:
        lines = parameters(period)[code_of(condition)]
        asked = partial(_of_each, schools, period)
        found = [~schools(population(condition.population), period)]
        found += [~_kept(each, None, asked, lines[f"where_{at}"]) for at, each in enumerate(condition.where)]
        return reduce(operator.or_, [*found, _all_kept(condition, asked, lines)])

    return formula


def of_all_schools(condition: LaidCondition) -> Formula:
    """Over the schools of the county that belong."""

    def formula(counties: Any, period: Any, parameters: Any) -> Array:
        belongs = counties.members(population(condition.population), period)
        asked = partial(_added_up, counties, period, belongs)
        return _all_kept(condition, asked, parameters(period)[code_of(condition)])

    return formula


def of_departments(condition: LaidCondition) -> Formula:
    """What the department says stands with its county."""

    def formula(counties: Any, period: Any, parameters: Any) -> Array:
        return _all_kept(condition, partial(_of_each, counties, period), parameters(period)[code_of(condition)])

    return formula


def item_of(item: Item, schools_each: frozenset[str]) -> Formula:
    """All its conditions; `schools_each` names those that are asked of every school."""

    def formula(counties: Any, period: Any, parameters: Any) -> Array:
        codes = [each.code for each in item.conditions]
        told = [every_school(code) if code in schools_each else all_of([code]) for code in codes]
        return reduce(operator.and_, [each(counties, period, parameters) for each in told])

    return formula


def code_of(condition: LaidCondition) -> str:
    """A dot would part a name of a parameter."""
    return condition.condition.code.replace(".", "_")


def _of_each(those: Any, period: Any, item: str) -> Array:
    found: Array = those(item, period)
    return found


def _added_up(counties: Any, period: Any, belongs: Array, item: str) -> Array:
    found: Array = counties.sum(np.where(belongs, counties.members(item, period), 0))
    return found


def _all_kept(condition: LaidCondition, asked: Asked, lines: Any) -> Array:
    held = [_kept(each.ratio, each.versus, asked, lines[f"line_{at}"]) for at, each in enumerate(condition.held)]
    return reduce(operator.and_, held)


def _kept(ratio: Ratio, versus: tuple[Sum, Sum | None] | None, asked: Asked, line: float) -> Array:
    """Where there is nothing to be a share of, nothing is missed."""
    left: Array = ratio.left * _amount(ratio.amount, asked)
    right: Array | float = line
    if versus is not None:
        other, under = versus
        right = right * _amount(other, asked)
        left = left if under is None else left * _amount(under, asked)
    if ratio.over is None:
        return _KEEPS[ratio.comparison](left, right)
    over = _amount(ratio.over, asked)
    return np.logical_or(_KEEPS[ratio.comparison](left, right * over), over <= 0)


def _amount(terms: Sum, asked: Asked) -> Array:
    """No amount is below zero."""
    signed = zip(terms.items, terms.coefficients.tolist(), strict=True)
    total = reduce(operator.add, [asked(item) if by == 1 else by * asked(item) for item, by in signed])
    return np.maximum(total, 0) if (terms.coefficients < 0).any() else total
