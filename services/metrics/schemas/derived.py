"""Bodies of derived indicators."""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from services.kernel.errors import Fault
from services.kernel.fields import Bilingual, Closed, Code, Line, Shown
from services.metrics.domain.derived import Derived, DerivedFault
from services.metrics.domain.deriving import Move
from services.metrics.domain.formulas.lexing import LONGEST
from services.metrics.schemas.dated import Dated, Recorded, begins, ends
from services.metrics.schemas.exact import Amount, shown_outcome
from services.metrics.schemas.indicators import UpsertReport
from services.yardsticks.language import Population
from services.yardsticks.periods import PeriodKind

_EXAMPLE: JsonDict = {
    "derived": [
        {
            "code": "equipment_per_pupil.primary",
            "title": {"zh": "小学生均教学仪器设备值", "en": "Teaching equipment per primary pupil"},
            "unit": "元/生",
            "period": "school_year",
            "population": {"kind": "school", "school_kinds": ["primary"]},
            "formula": 'to(equipment_value / pupils.primary, "元/生")',
            "valid_from": "2017-2018",
            "reference": {"document": "教督〔2017〕6号", "clause": "第六条"},
        }
    ]
}


class DerivedGiven(Dated):
    """A formula over indicators; what is missing makes the result unknown, never zero. 缺报时结果未知，不作零计算."""

    code: Code
    title: Bilingual
    unit: Line = Field(description="是否 for a condition; else the unit that the formula gives · 与公式推导的单位一致")
    period: PeriodKind
    population: Population = Field(description="for whom it is worked out · 适用机构")
    formula: Annotated[str, Field(min_length=1, max_length=LONGEST)]

    def as_derived(self, version: int = 0) -> Derived:
        return Derived(
            code=self.code,
            version=version,
            title_zh=self.title.zh,
            title_en=self.title.en,
            unit=self.unit,
            period=self.period,
            population=self.population,
            formula=self.formula,
            since=begins(self.valid_from),
            until=ends(self.valid_until),
            reference=self.reference.as_reference(),
        )


class DerivedListGiven(Closed):
    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    derived: Annotated[list[DerivedGiven], Field(min_length=1, max_length=1000)]

    @model_validator(mode="after")
    def each_once(self) -> Self:
        codes = [each.code for each in self.derived]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError("each code once; more than once: " + ", ".join(twice[:10]))
        return self


class DerivedShown(DerivedGiven, Recorded):
    """One version of a derived indicator."""


class MoveShown(Shown):
    """A result that is another under the new version; null where it is not known, not defined, or not derived."""

    organisation: str
    indicator: str
    period: str
    before: Amount
    after: Amount


class MovesShown(Shown):
    """What a change of formulas has moved, as far as it was looked at: organisations and periods in the order in which
    they were first known. `next` goes on at `/derived/{code}/moves`; null: all was looked at."""

    examined: int = Field(description="organisations and periods looked at · 已核对的机构与期间数")
    count: int = Field(description="results that moved among them · 其中发生变化的结果数")
    items: list[MoveShown] = Field(description="the first hundred · 前一百条")
    next: str | None


class DerivedReport(UpsertReport):
    moved: MovesShown | None = Field(
        description="null where no formula that was in use changed · 无既有公式变更时为 null"
    )


def shown_move(move: Move) -> MoveShown:
    return MoveShown(
        organisation=move.organisation,
        indicator=move.indicator,
        period=move.period,
        before=shown_outcome(move.before),
        after=shown_outcome(move.after),
    )


def derived_faults(faults: Sequence[DerivedFault], given: Sequence[DerivedGiven]) -> list[Fault]:
    """As the API says them, each with the pointer to the field of the body; of what is stored already, to the list."""
    places = {each.code: place for place, each in enumerate(given)}
    found = []
    for each in faults:
        place = places.get(each.code)
        pointer = "/derived" if place is None else f"/derived/{place}/{each.field}"
        stated = each.code if place is None else str(getattr(given[place], each.field))
        found.append(each.fault.as_fault(pointer, stated))
    return found
