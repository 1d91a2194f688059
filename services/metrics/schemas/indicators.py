"""Bodies of indicators."""

from typing import Annotated

from pydantic import ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from services.kernel.fields import Bilingual, Closed, Code, Line, Shown
from services.metrics.domain.indicator import Indicator, ValueType

_EXAMPLE: JsonDict = {
    "indicators": [
        {
            "code": "multimedia_rooms",
            "title": {"zh": "网络多媒体教室数", "en": "Networked multimedia rooms"},
            "unit": "间",
            "value_type": "integer",
            "stage": None,
            "reported_by": "school",
            "not_negative": True,
            "applies_to": ["primary", "teaching_point", "junior_secondary", "nine_year"],
        }
    ]
}


class IndicatorGiven(Closed):
    """`reported_by` is a kind of organisation; `applies_to` kinds of school, or of organisation for the others."""

    code: Code
    title: Bilingual
    unit: Line
    value_type: ValueType
    not_negative: bool
    stage: Code | None = Field(default=None, description="stage of schooling, null for the whole school · 学段")
    reported_by: Code
    applies_to: Annotated[list[Code], Field(min_length=1, max_length=100)]

    def as_indicator(self) -> Indicator:
        return Indicator(
            self.code,
            self.title.zh,
            self.title.en,
            self.unit,
            self.value_type,
            self.not_negative,
            self.stage,
            self.reported_by,
            tuple(self.applies_to),
        )


class IndicatorsGiven(Closed):
    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    indicators: Annotated[list[IndicatorGiven], Field(min_length=1, max_length=1000)]

    @model_validator(mode="after")
    def each_once(self) -> "IndicatorsGiven":
        codes = [indicator.code for indicator in self.indicators]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValueError("each code once; more than once: " + ", ".join(twice[:10]))
        return self


class IndicatorShown(Shown):
    code: str
    title: Bilingual
    unit: str
    value_type: ValueType
    not_negative: bool
    stage: str | None
    reported_by: str
    applies_to: list[str]


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
        not_negative=indicator.not_negative,
        stage=indicator.stage,
        reported_by=indicator.reported_by,
        applies_to=list(indicator.applies_to),
    )
