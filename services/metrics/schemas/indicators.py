"""Bodies of indicators."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from services.kernel.fields import Bilingual, Closed, Code, Line, Shown
from services.metrics.domain.indicator import Grade, Indicator, ValueType
from services.yardsticks.language import Population
from services.yardsticks.periods import PeriodKind

_EXAMPLE: JsonDict = {
    "indicators": [
        {
            "code": "multimedia_rooms",
            "title": {"zh": "网络多媒体教室数", "en": "Networked multimedia rooms"},
            "unit": "间",
            "value_type": "integer",
            "stage": None,
            "period": "school_year",
            "reported_by": {"kind": "school", "school_kinds": ["primary", "teaching_point", "nine_year"]},
            "population": {"zh": "本校教室", "en": "Rooms of the school"},
            "not_negative": True,
        },
        {
            "code": "county_managed_school_employed",
            "title": {"zh": "已实行县管校聘", "en": "The county manages, the school employs"},
            "unit": "是否",
            "value_type": "yes_no",
            "period": "school_year",
            "reported_by": {"kind": "department", "functions": ["education"], "levels": ["county"]},
            "population": {"zh": "县域内中小学教师", "en": "Teachers of the schools of the county"},
            "not_negative": True,
            "evidence_needed": True,
        },
    ]
}


class GradeNamed(Closed):
    """One grade; its rank is its place in the list, from 1."""

    code: Code
    title: Bilingual


class _Described(Closed):
    """What is said about an indicator."""

    code: Code
    title: Bilingual
    unit: Line
    value_type: ValueType = Field(
        description="integer and decimal: a number; yes_no: true or false; grade: the code of a grade · 数值类型"
    )
    grades: Annotated[list[GradeNamed], Field(max_length=20)] = Field(
        default_factory=list, description="of a grade, worst first; else empty · 等级，由低到高"
    )
    not_negative: bool
    stage: Code | None = Field(default=None, description="stage of schooling, null for the whole school · 学段")
    period: PeriodKind = Field(description="the kind of period that one value is for · 统计期间")
    reported_by: Population = Field(description="the organisations that owe it · 填报机构")
    population: Bilingual = Field(description="what it counts, in words · 统计范围")
    evidence_needed: bool = Field(
        default=False, description="a yes, or any grade, must name a document · 为“是”或评等级时须注明依据文件"
    )
    sensitive: bool = Field(
        default=False,
        description="a small count may point at a child: outsiders see what a publication shows · 小数值可能指向个人",
    )


class IndicatorGiven(_Described):
    """A data item: a raw amount, a fact or a grade. Rates are worked out from amounts and never reported."""

    @model_validator(mode="after")
    def agrees_with_itself(self) -> Self:
        if (self.value_type is ValueType.GRADE) != bool(self.grades):
            raise ValueError("`grades` belong to value_type `grade`, and to no other")
        codes = [grade.code for grade in self.grades]
        if len(set(codes)) < len(codes):
            raise ValueError("each grade once")
        if self.evidence_needed and self.value_type.is_number:
            raise ValueError("`evidence_needed` is for value_type `yes_no` or `grade`")
        if self.sensitive and (self.value_type is not ValueType.INTEGER or not self.not_negative):
            raise ValueError("`sensitive` is for counts: value_type `integer`, not negative")
        return self

    def as_indicator(self) -> Indicator:
        return Indicator(
            code=self.code,
            title_zh=self.title.zh,
            title_en=self.title.en,
            unit=self.unit,
            value_type=self.value_type,
            not_negative=self.not_negative,
            stage=self.stage,
            period=self.period,
            reported_by=self.reported_by,
            population_zh=self.population.zh,
            population_en=self.population.en,
            grades=tuple(Grade(grade.code, grade.title.zh, grade.title.en) for grade in self.grades),
            evidence_needed=self.evidence_needed,
            sensitive=self.sensitive,
        )


class IndicatorsGiven(Closed):
    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    indicators: Annotated[list[IndicatorGiven], Field(min_length=1, max_length=1000)]

    @model_validator(mode="after")
    def each_once(self) -> Self:
        codes = [indicator.code for indicator in self.indicators]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError("each code once; more than once: " + ", ".join(twice[:10]))
        return self


class IndicatorShown(_Described, Shown):
    """An indicator as it is known."""


class UpsertReport(Shown):
    """How many were new, how many changed, how many were known as they are."""

    created: int
    updated: int
    unchanged: int


def shown_indicator(indicator: Indicator) -> IndicatorShown:
    return IndicatorShown(
        code=indicator.code,
        title=Bilingual(zh=indicator.title_zh, en=indicator.title_en),
        unit=indicator.unit,
        value_type=indicator.value_type,
        grades=[
            GradeNamed(code=grade.code, title=Bilingual(zh=grade.title_zh, en=grade.title_en))
            for grade in indicator.grades
        ],
        not_negative=indicator.not_negative,
        stage=indicator.stage,
        period=indicator.period,
        reported_by=indicator.reported_by,
        population=Bilingual(zh=indicator.population_zh, en=indicator.population_en),
        evidence_needed=indicator.evidence_needed,
        sensitive=indicator.sensitive,
    )
