"""Readings as they are given out."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from services.kernel.fields import Shown, shown_number
from services.metrics.domain.indicator import Indicator
from services.metrics.domain.part import PartState
from services.metrics.domain.taking import WITHDRAWN
from services.metrics.domain.values import own_form
from services.metrics.schemas.parts import PersonShown, person

Value = Annotated[
    bool | int | float | str | None,
    Field(description="in the form of its indicator: a number, true or false, the code of a grade · 按指标的数值类型"),
]


class ReadingShown(Shown):
    """The latest reading of its key that was not returned; null is an unknown, and `unknown_reason` says why."""

    organisation: str
    indicator: str
    period: str
    version: int = Field(description="of one key the higher is the later · 同一数据项的第几次报送")
    value: Value
    unknown_reason: str | None
    evidence: str | None
    state: PartState
    submission: str
    sender: PersonShown
    received_at: datetime


class VersionShown(Shown):
    """One version of a key, with who said it and what became of it."""

    version: int
    value: Value
    withdrawn: bool = Field(description="takes back what was said before · 撤回此前报送")
    unknown_reason: str | None
    evidence: str | None
    submission: str
    sender: PersonShown
    received_at: datetime
    correction_reason: str | None
    state: PartState
    reviewer: PersonShown | None
    reviewed_at: datetime | None
    review_reason: str | None


def _value(number: float | None, indicator: Indicator) -> bool | int | float | str | None:
    if number is None or number == WITHDRAWN:
        return None
    value = own_form(indicator, Decimal(repr(number)))
    return shown_number(value) if isinstance(value, Decimal) else value


def shown_reading(row: Any, indicator: Indicator) -> ReadingShown:
    return ReadingShown(
        organisation=row.organisation_code,
        indicator=row.indicator_code,
        period=row.period,
        version=row.version,
        value=_value(row.value, indicator),
        unknown_reason=row.unknown_reason,
        evidence=row.evidence,
        state=row.state,
        submission=row.submission_id,
        sender=PersonShown(id=row.sender_id, name=row.sender_name),
        received_at=row.received_at,
    )


def shown_version(row: Any, indicator: Indicator) -> VersionShown:
    return VersionShown(
        version=row.version,
        value=_value(row.value, indicator),
        withdrawn=row.value == WITHDRAWN,
        unknown_reason=row.unknown_reason,
        evidence=row.evidence,
        submission=row.submission_id,
        sender=PersonShown(id=row.sender_id, name=row.sender_name),
        received_at=row.received_at,
        correction_reason=row.correction_reason,
        state=row.state,
        reviewer=person(row.reviewer_id, row.reviewer_name),
        reviewed_at=row.reviewed_at,
        review_reason=row.reason,
    )
