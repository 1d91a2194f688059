"""The indicators beside the resource criteria, each under all its conditions, and the list of all indicators."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.audit.domain.assess import CountyAssessment
from services.audit.domain.conditions import Condition, Item
from services.audit.domain.grounds import Text
from services.audit.domain.measured import Facts, Measurement
from services.audit.domain.measuring import measure
from services.audit.domain.measuring_exemptions import measure_with_exemptions
from services.audit.domain.standard import MEAN, MEAN_TITLE, Standard
from services.audit.domain.verdict import Verdict, every


@dataclass(frozen=True)
class ConditionAssessment:
    """A condition and what measuring it found."""

    condition: Condition
    measurement: Measurement


@dataclass(frozen=True)
class ItemAssessment:
    """An item under all its conditions. `borderline`: it is met, and at least one condition only just."""

    item: Item
    verdict: Verdict
    borderline: bool
    conditions: tuple[ConditionAssessment, ...]

    @property
    def code(self) -> str:
        return self.item.code

    def with_verdict(self, verdict: Verdict) -> tuple[ConditionAssessment, ...]:
        """The conditions of one verdict, in their order."""
        return tuple(each for each in self.conditions if each.measurement.verdict is verdict)


@dataclass(frozen=True)
class IndicatorLine:
    """One line of the list of indicators; `number` None: the school rule, or the mean of the coefficients, which are
    none of them but must be kept. `verdict` None: a criterion that is judged with all the others, by the mean.
    """

    code: str
    number: int | None
    title: Text
    verdict: Verdict | None


SCHOOL_RULE_LINE = "school_rule"
_SCHOOL_RULE_TITLE = Text("每所学校达标项数与下限", "Lines and floors every school keeps")


def assess_items(standard: Standard, facts: Facts, period: str) -> tuple[ItemAssessment, ...]:
    """Every item of all sections in one school year, by number."""
    return tuple(_assessed(standard, item, facts, period) for item in standard.items)


def measure_condition(standard: Standard, condition: Condition, facts: Facts, period: str) -> Measurement:
    """One condition in one school year; what is met within the standard's margin is flagged."""
    margin = standard.borderline_margin.share
    if condition.exemptions:
        return measure_with_exemptions(condition, facts, period, margin)
    return measure(condition.yardstick, condition.demand, facts, period, margin=margin)


def coefficient_verdicts(county: CountyAssessment) -> Mapping[str, Verdict]:
    """By criterion: whether the coefficients of all stages the county has keep their limits; open where it has none.

    Where the mean of the coefficients has a limit it is that which has a verdict, and no criterion by itself.
    """
    found: dict[str, list[Verdict]] = {}
    single = [] if county.means else [(each.criterion, each.verdict) for each in county.comparisons]
    for code, verdict in (*single, *((MEAN, each.verdict) for each in county.means)):
        verdicts = found.setdefault(code, [])
        if verdict is not None:
            verdicts.append(verdict)
    return {code: every(verdicts) if verdicts else Verdict.CANNOT_DECIDE for code, verdicts in found.items()}


def indicator_lines(
    standard: Standard, coefficients: Mapping[str, Verdict], school_rule: Verdict, items: tuple[ItemAssessment, ...]
) -> tuple[IndicatorLine, ...]:
    """All indicators by number: the criteria with the verdict of their coefficients, the rules over them, the items."""
    resources = [
        IndicatorLine(criterion.code, number, criterion.title, coefficients.get(criterion.code))
        for number, criterion in enumerate(standard.criteria, 1)
    ]
    mean = [IndicatorLine(MEAN, None, MEAN_TITLE, coefficients[MEAN])] if MEAN in coefficients else []
    rule = [IndicatorLine(SCHOOL_RULE_LINE, None, _SCHOOL_RULE_TITLE, school_rule)] if standard.school_rule else []
    beside = [IndicatorLine(each.item.code, each.item.number, each.item.title, each.verdict) for each in items]
    return (*resources, *mean, *rule, *beside)


def _assessed(standard: Standard, item: Item, facts: Facts, period: str) -> ItemAssessment:
    conditions = tuple(
        ConditionAssessment(condition, measure_condition(standard, condition, facts, period))
        for condition in item.conditions
    )
    verdict = every(each.measurement.verdict for each in conditions)
    near = verdict is Verdict.MET and any(each.measurement.borderline for each in conditions)
    return ItemAssessment(item, verdict, near, conditions)
