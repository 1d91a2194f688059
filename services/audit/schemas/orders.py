"""Bodies of rectification orders."""

from typing import Annotated

from pydantic import ConfigDict, Field

from services.audit.schemas.common import example
from services.kernel.fields import Closed, Code, Day, Passage, Reason


class OrderGiven(Closed):
    """What a unit is to do by when, and until when it may speak first. Every finding must name the unit."""

    findings: Annotated[list[Code], Field(min_length=1, max_length=500)]
    unit: Code
    demand: Passage
    due_on: Day
    hearing_until: Day
    proposed_on: Day
    reason: Reason

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "findings": ["fnd_0123456789abcdef"],
                "unit": "640221-finance",
                "demand": "把仪器设备经费列入下年度预算 · put the equipment into next year's budget",
                "due_on": "2022-06-30",
                "hearing_until": "2021-11-25",
                "proposed_on": "2021-11-10",
                "reason": "指标未达标 · the criterion is not met",
            }
        )
    )
