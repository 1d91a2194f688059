"""Bodies of derived indicators."""

from collections.abc import Sequence
from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from services.kernel.errors import Fault
from services.kernel.fields import Bilingual, Closed, Code, Line
from services.metrics.domain.derived import Derived, DerivedFault
from services.metrics.domain.formulas.lexing import LONGEST
from services.metrics.schemas.dated import Dated, begins, ends
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
