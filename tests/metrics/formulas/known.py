"""Indicators and organisations that the scenes of formulas speak of; all of them invented."""

from fractions import Fraction

from services.metrics.domain.formulas.evaluation import Values
from services.metrics.domain.formulas.vocabulary import Vocabulary, vocabulary_of
from services.metrics.domain.indicator import Grade, Indicator, ValueType
from services.yardsticks.language import Population
from services.yardsticks.periods import PeriodKind

GRADES = ("poor", "pass", "good")


def item(
    code: str,
    unit: str = "人",
    value_type: ValueType = ValueType.INTEGER,
    *,
    reporter: str = "school",
    period: PeriodKind = PeriodKind.SCHOOL_YEAR,
) -> Indicator:
    grades = tuple(Grade(grade, grade, grade) for grade in GRADES) if value_type is ValueType.GRADE else ()
    population = Population(kind=reporter)
    return Indicator(code, "数", code, unit, value_type, True, None, period, population, "本校", "school", grades)


INDICATORS = [
    item("pupils"),
    item("boarders"),
    item("teachers", "名"),
    item("classes", "个"),
    item("rooms", "间"),
    item("area", "㎡", ValueType.DECIMAL),
    item("hall_area", "平方米", ValueType.DECIMAL),
    item("equipment", "万元", ValueType.DECIMAL),
    item("funds", "元", ValueType.DECIMAL),
    item("fenced", "是否", ValueType.YES_NO),
    item("lit", "是否", ValueType.YES_NO),
    item("culture", "等级", ValueType.GRADE),
    item("variation", "比率", ValueType.DECIMAL),
    item("county_pay", "元", ValueType.DECIMAL, reporter="department"),
    item("yearly_funds", "元", ValueType.DECIMAL, period=PeriodKind.CALENDAR_YEAR),
    item("a-b"),
    item("sum"),
]
KNOWN: Vocabulary = vocabulary_of(INDICATORS)


def values(attributes: dict[str, object] | None = None, **numbers: str | int | None) -> Values:
    """`previous_x` is x of the period before; a text that is no number is the reason why there is none."""
    found: dict[tuple[str, int], Fraction] = {}
    reasons: dict[tuple[str, int], str] = {}
    for name, number in numbers.items():
        key = (name.removeprefix("previous_"), int(name.startswith("previous_")))
        if number is None:
            continue
        try:
            found[key] = Fraction(number)
        except ValueError:
            reasons[key] = str(number)
    return Values(found, reasons, attributes or {})
