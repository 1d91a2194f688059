"""The figure somebody asks about: a condition of a standard or a target of a plan, ready to be measured again."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from services.audit.domain.case_clauses import SOCIAL_RECOGNITION, clauses_of
from services.audit.domain.measured import Demand, Facts, Measurement
from services.audit.domain.measuring import MARGIN, measure
from services.audit.domain.plan_targets import targets_of
from services.audit.domain.standard import Condition, Standard
from services.yardsticks.language import Yardstick


@dataclass(frozen=True)
class AskedFigure:
    """`place` is the clause of the standard, or where in the plan the target stands.

    `yardstick` None: the verdict of a whole standard, or a target whose number the source lost. `period` None: nothing
    was reported that could be measured.
    """

    title: Mapping[str, str]
    place: str
    demand: Demand
    unit: str | None
    yardstick: Yardstick | None
    period: str | None
    margin: Fraction

    def measured(self, facts: Facts) -> Measurement | None:
        if self.yardstick is None or self.period is None:
            return None
        return measure(self.yardstick, self.demand, facts, self.period, margin=self.margin)


def figure_of_plan(document: Mapping[str, Any], code: str, period: str | None) -> AskedFigure:
    """A target of a plan, in the period it was measured in."""
    target = next(each for each in targets_of(document) if each.rule.code == code)
    rule = target.rule
    return AskedFigure(target.statement, target.place, rule.demand, target.unit, rule.yardstick, period, MARGIN)


def figure_of_standard(standard: Standard, code: str, period: str) -> AskedFigure:
    """A condition of an item, or of recognition, by its code or the path of its clause."""
    for item in standard.items:
        for condition in item.conditions:
            if condition.code == code:
                return _of_condition(standard, condition, item.ground.clause, period)
    clause = clauses_of(standard)[code]
    provisos = {
        **{f"preconditions.{each.condition.code}": each for each in standard.preconditions},
        **{f"vetoes.{each.condition.code}": each for each in standard.vetoes},
        SOCIAL_RECOGNITION: standard.social_recognition,
    }
    return _of_condition(standard, provisos[code].condition, clause.clause, period)


def _of_condition(standard: Standard, condition: Condition, clause: str, period: str) -> AskedFigure:
    title = {"zh": condition.title.zh, "en": condition.title.en}
    margin = standard.borderline_margin.share
    return AskedFigure(title, clause, condition.demand, None, condition.yardstick, period, margin)
