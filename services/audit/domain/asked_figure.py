"""The figure somebody asks about: a condition of a standard or a target of a plan, ready to be measured again."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from services.audit.domain.case_clauses import IN_FORCE, MINIMUM_SAMPLE, POINTS, SOCIAL_RECOGNITION, with_changes
from services.audit.domain.conditions import Condition, Exemption
from services.audit.domain.grounds import Text
from services.audit.domain.measured import Demand, Facts, Measurement
from services.audit.domain.measuring import MARGIN, measure
from services.audit.domain.measuring_exemptions import measure_with_exemptions
from services.audit.domain.plan_targets import targets_of
from services.audit.domain.standard import Standard
from services.yardsticks.language import Yardstick
from services.yardsticks.words import Comparison


@dataclass(frozen=True)
class AskedFigure:
    """`place` is the clause of the standard, or where in the plan the target stands; `paths` are the clauses that a
    condition of a standard rests on.

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
    exemptions: tuple[Exemption, ...] = ()
    paths: tuple[str, ...] = ()

    def measured(self, facts: Facts) -> Measurement | None:
        if self.yardstick is None or self.period is None:
            return None
        if self.exemptions:
            words = Text(self.title["zh"], self.title["en"])
            condition = Condition(self.place, words, self.yardstick, self.demand, self.exemptions)
            return measure_with_exemptions(condition, facts, self.period, self.margin)
        return measure(self.yardstick, self.demand, facts, self.period, margin=self.margin)

    @property
    def items(self) -> set[str]:
        """Every data item it counts with."""
        own = self.yardstick.items if self.yardstick else set()
        return own.union(*(each.items for each in self.exemptions))


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
                return _of_condition(standard, condition, item.ground.clause, period, item.code)
    if code in standard.provisos:
        proviso = standard.provisos[code]
        return _of_condition(standard, proviso.condition, proviso.ground.clause, period, *_of_proviso(code))
    return _of_grading(standard, code, period)


def _of_grading(standard: Standard, code: str, period: str) -> AskedFigure:
    """An entry of the points, or a fact that costs a grade; on counties below it is no figure of its own."""
    grading = standard.grading
    if grading is None:
        raise KeyError(code)
    for entry in grading.points.table or ():
        if code == f"points.{entry.code}":
            return _of_condition(standard, entry.condition, grading.points.ground.clause, period, POINTS)
    strike = dict(grading.strikes)[code]
    if isinstance(strike.condition, Condition):
        return _of_condition(standard, strike.condition, strike.ground.clause, period, code)
    title = {"zh": strike.title.zh, "en": strike.title.en}
    demand = Demand(Comparison.LESS_THAN, Fraction(1))
    return AskedFigure(title, strike.ground.clause, demand, None, None, period, MARGIN, paths=(IN_FORCE, code))


def _of_proviso(path: str) -> tuple[str, ...]:
    return (path, MINIMUM_SAMPLE) if path == SOCIAL_RECOGNITION else (path,)


def _of_condition(standard: Standard, condition: Condition, clause: str, period: str, *paths: str) -> AskedFigure:
    return AskedFigure(
        title={"zh": condition.title.zh, "en": condition.title.en},
        place=clause,
        demand=condition.demand,
        unit=None,
        yardstick=condition.yardstick,
        period=period,
        margin=standard.borderline_margin.share,
        exemptions=condition.exemptions,
        paths=with_changes(standard, (IN_FORCE, *paths)),
    )
