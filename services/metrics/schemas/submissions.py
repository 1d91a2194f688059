"""A submission as it is posted."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from services.kernel.fields import Closed, Passage, Reason
from services.metrics.domain.batch import Mode
from services.metrics.domain.reading import Given, Key

_EXAMPLE: JsonDict = {
    "note": "2021-2022 school year, second return",
    "mode": "all_or_nothing",
    "correction_reason": "one room was equipped after the first return",
    "readings": [
        {"organisation": "640221-s001", "indicator": "multimedia_rooms", "period": "2021-2022", "value": 21},
        {
            "organisation": "640221-s001",
            "indicator": "equipment_value",
            "period": "2021-2022",
            "value": None,
            "unknown_reason": "the stock-taking is not finished",
        },
    ],
}
LONGEST_BATCH = 50_000
Name = Annotated[str, StringConstraints(max_length=200)]


class ReadingGiven(Closed):
    """One value. Whether its codes, its type and its digits are right is judged reading by reading in the report."""

    organisation: Name
    indicator: Name
    period: Annotated[str, StringConstraints(max_length=40)]
    value: Annotated[Any, Field(json_schema_extra={"type": ["number", "null"]}, description="null: unknown · 未知")]
    unknown_reason: Annotated[str, StringConstraints(max_length=2000)] | None = None


class SubmissionGiven(Closed):
    """`correction_reason` is needed where an approved value changes; it is kept with every reading of the batch."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    note: Passage | None = None
    mode: Mode = Mode.ALL_OR_NOTHING
    correction_reason: Reason | None = None
    readings: Annotated[list[ReadingGiven], Field(min_length=1, max_length=LONGEST_BATCH)]

    def as_given(self) -> list[Given]:
        return [
            Given(index, Key(item.organisation, item.indicator, item.period), item.value, item.unknown_reason)
            for index, item in enumerate(self.readings)
        ]
