"""Results of derived indicators, with what is missing and with the numbers in their formulas."""

from typing import Literal

from pydantic import Field

from services.kernel.fields import Bilingual, Shown
from services.metrics.domain.derived import Derived
from services.metrics.domain.deriving import Worked
from services.metrics.domain.formulas.explaining import Step, said
from services.metrics.domain.formulas.kinds import Shape
from services.metrics.domain.formulas.outcomes import Known, Missing, Outcome, Undefined, Unknown
from services.metrics.domain.formulas.vocabulary import Vocabulary
from services.metrics.domain.reading import Key
from services.metrics.schemas.dated import ReferenceGiven
from services.metrics.schemas.exact import Amount, Spoken, is_exact, shown_amount, shown_outcome
from services.yardsticks.periods import preceding


class MissingShown(Shown):
    """An item that was needed and is not known, or an attribute of the organisation (`attribute.…`)."""

    indicator: str
    period: str
    reason: str | None = Field(description="why, as it was reported; null: nothing was reported · 填报的原因")


class DerivedValueShown(Shown):
    """Worked out exactly from the readings that stand; missing is never zero. 由现有读数精确计算，缺报绝不视为零。"""

    organisation: str
    indicator: str
    period: str
    version: int = Field(description="of the formula · 公式版本")
    status: Literal["known", "unknown", "undefined"] = Field(
        description="unknown: something is missing; undefined: divided by zero · unknown 为缺数，undefined 为无法计算"
    )
    value: Amount
    exact: bool | None = Field(description="false: rounded to fifteen digits; null: no value · 是否为精确值")
    missing: list[MissingShown]
    undefined_because: str | None


class StepShown(Shown):
    formula: str
    with_numbers: str
    result: Spoken


class OperandShown(Shown):
    """What the formula itself names; a yes is 1, a no 0, a grade its rank, null where nothing is known."""

    indicator: str
    period: str
    title: Bilingual
    unit: str
    value: Amount
    reason: str | None


class ExplanationShown(DerivedValueShown):
    title: Bilingual
    unit: str
    formula: str
    line: Spoken = Field(description="the formula with the numbers in it, and its result · 代入数值的公式与结果")
    result: Spoken
    steps: list[StepShown] = Field(description="in the order in which they were worked out · 按计算先后")
    operands: list[OperandShown]
    valid_from_day: str = Field(description="the day from which this version counts · 本版自该日起适用")
    reference: ReferenceGiven


def shown_value(derived: Derived, key: Key, outcome: Outcome) -> DerivedValueShown:
    return DerivedValueShown.model_validate(_fields(derived, key, outcome))


def _fields(derived: Derived, key: Key, outcome: Outcome) -> dict[str, object]:
    status = "known" if isinstance(outcome, Known) else "unknown" if isinstance(outcome, Unknown) else "undefined"
    return {
        "organisation": key.organisation,
        "indicator": key.indicator,
        "period": key.period,
        "version": derived.version,
        "status": status,
        "value": shown_outcome(outcome),
        "exact": is_exact(outcome),
        "missing": [_missing(each, key.period) for each in outcome.missing] if isinstance(outcome, Unknown) else [],
        "undefined_because": outcome.reason if isinstance(outcome, Undefined) else None,
    }


def _missing(missing: Missing, period: str) -> MissingShown:
    return MissingShown(
        indicator=missing.code, period=preceding(period) if missing.back else period, reason=missing.reason
    )


def shown_explanation(worked: Worked, key: Key, vocabulary: Vocabulary) -> ExplanationShown:
    derived, told, kind = worked.derived, worked.explanation, worked.formula.kind
    meanings = [(item, vocabulary.items[item.code]) for item in worked.formula.items]
    operands = [
        OperandShown(
            indicator=item.code,
            period=preceding(key.period) if item.back else key.period,
            title=Bilingual(zh=meaning.title_zh, en=meaning.title_en),
            unit=str(meaning.kind.unit) if meaning.kind.shape is Shape.NUMBER else "",
            value=shown_amount(worked.values.numbers.get((item.code, item.back))),
            reason=worked.values.reasons.get((item.code, item.back)),
        )
        for item, meaning in meanings
    ]
    return ExplanationShown.model_validate(
        {
            **_fields(derived, key, worked.outcome),
            "title": Bilingual(zh=derived.title_zh, en=derived.title_en),
            "unit": derived.unit,
            "formula": told.formula,
            "line": Spoken(zh=told.line_zh, en=told.line_en),
            "result": Spoken(zh=said(worked.outcome, kind, "zh"), en=said(worked.outcome, kind, "en")),
            "steps": [_step(step) for step in told.steps],
            "operands": operands,
            "valid_from_day": derived.since.isoformat(),
            "reference": ReferenceGiven(document=derived.reference.document, clause=derived.reference.clause),
        }
    )


def _step(step: Step) -> StepShown:
    return StepShown(
        formula=step.formula, with_numbers=step.with_numbers, result=Spoken(zh=step.result_zh, en=step.result_en)
    )
