"""A submission of JSON: what is said of all its readings, and readings as columns instead of rows."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from services.kernel.fields import Closed, Code, Passage, Reason
from services.metrics.domain.batch import Mode
from services.metrics.schemas.submissions import Name, ReadingGiven, Unit
from services.yardsticks.periods import Period

_ROWS_EXAMPLE: JsonDict = {
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
_EXAMPLE: JsonDict = {
    "note": "rooms of two schools",
    "columns": {
        "organisation": ["640221-s001", "640221-s002"],
        "indicator": "multimedia_rooms",
        "period": "2021-2022",
        "value": [21, None],
        "unknown_reason": {"1": "not counted yet"},
    },
}
PeriodName = Annotated[str, StringConstraints(max_length=40)]
Why = Annotated[str, StringConstraints(max_length=2000)]
ROW = r"^(0|[1-9][0-9]{0,8})$"
Row = Annotated[str, StringConstraints(pattern=ROW)]


class ScopeGiven(Closed):
    """The body is all there is of these: what is known of them and not in it will be withdrawn, with its history."""

    organisations: Annotated[list[Code], Field(min_length=1, max_length=10_000)]
    indicators: Annotated[list[Code], Field(min_length=1, max_length=1000)] | None = Field(
        default=None, description="null: all indicators · 为 null 时指全部指标"
    )
    period: Period


class HeadGiven(Closed):
    """`correction_reason` is needed where an approved value changes; it is kept with every reading of the batch."""

    note: Passage | None = None
    mode: Mode = Mode.ALL_OR_NOTHING
    correction_reason: Reason | None = None
    scope: ScopeGiven | None = Field(
        default=None, description="replaces: what is left out of it is withdrawn · 覆盖范围：未包含的读数将撤回"
    )


class RowsGiven(HeadGiven):
    """A submission whose readings stand as rows. Without any it withdraws all that stands in its `scope`."""

    model_config = ConfigDict(json_schema_extra={"examples": [_ROWS_EXAMPLE]})

    readings: list[ReadingGiven]


class ColumnsOfReadings(Closed):
    """As many of each as there are readings; one text instead of a list holds for all. Remarks may stand by row."""

    organisation: Name | list[Name]
    indicator: Name | list[Name]
    period: PeriodName | list[PeriodName]
    value: Annotated[list[Any], Field(min_length=1)]
    unknown_reason: dict[Row, Why] | list[Why | None] | None = None
    evidence: dict[Row, Passage] | list[Passage | None] | None = None
    unit: Unit | list[Unit | None] | None = None


class ColumnsGiven(HeadGiven):
    """A submission whose readings stand as columns: a quarter of the bytes of rows."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    columns: ColumnsOfReadings
