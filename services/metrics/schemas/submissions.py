"""A submission as it is posted."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from services.kernel.fields import Closed, Passage, Reason
from services.metrics.domain.batch import Mode
from services.metrics.domain.columns import Coded, Columns, numbers_of
from services.metrics.domain.scope import Scope
from services.yardsticks.periods import Period

_EXAMPLE: JsonDict = {
    "note": "2021-2022 school year, second return",
    "mode": "all_or_nothing",
    "correction_reason": "one room was equipped after the first return",
    "readings": [
        {"organisation": "640221-s001", "indicator": "multimedia_rooms", "period": "2021-2022", "value": 21},
        {
            "organisation": "640221-education",
            "indicator": "county_managed_school_employed",
            "period": "2021-2022",
            "value": True,
            "evidence": "Decision of the county government on teachers, No. 12 of 2021, 1 September 2021",
        },
    ],
}
LONGEST_BATCH = 50_000
Name = Annotated[str, StringConstraints(max_length=200)]


class ReadingGiven(Closed):
    """One value in the form of its indicator. Whether codes, type and digits are right, the report says one by one."""

    organisation: Name
    indicator: Name
    period: Annotated[str, StringConstraints(max_length=40)]
    value: Annotated[
        Any,
        Field(
            json_schema_extra={"type": ["number", "boolean", "string", "null"]},
            description="number, true or false, code of a grade; null: unknown · 数字、是否或等级代码，null 为未知",
        ),
    ]
    unknown_reason: Annotated[str, StringConstraints(max_length=2000)] | None = None
    evidence: Passage | None = Field(
        default=None, description="the document it rests on: title, number, date · 依据文件的名称、文号、日期"
    )


class ScopeGiven(Closed):
    """What the body tells all of: what stands there and is not sent again is withdrawn; its history stays."""

    organisations: Annotated[list[Name], Field(min_length=1, max_length=10_000)]
    period: Period
    indicators: Annotated[list[Name], Field(min_length=1, max_length=10_000)] | None = Field(
        default=None, description="all, where there is no list · 省略即全部指标"
    )

    def plain(self) -> Scope:
        indicators = None if self.indicators is None else tuple(dict.fromkeys(self.indicators))
        return Scope(tuple(dict.fromkeys(self.organisations)), self.period, indicators)


class SubmissionGiven(Closed):
    """`correction_reason` is needed where an approved value changes; it is kept with every reading of the batch."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    note: Passage | None = None
    mode: Mode = Mode.ALL_OR_NOTHING
    correction_reason: Reason | None = None
    scope: ScopeGiven | None = None
    readings: Annotated[list[ReadingGiven], Field(min_length=1, max_length=LONGEST_BATCH)]

    def columns(self) -> Columns:
        rows = self.readings
        numbers, odd = numbers_of([item.value for item in rows])
        return Columns(
            Coded.of([item.organisation for item in rows]),
            Coded.of([item.indicator for item in rows]),
            Coded.of([item.period for item in rows]),
            numbers,
            odd,
            {row: item.unknown_reason for row, item in enumerate(rows) if item.unknown_reason is not None},
            {row: item.evidence for row, item in enumerate(rows) if item.evidence is not None},
        )
