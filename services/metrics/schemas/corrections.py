"""Corrections as they are shown."""

from datetime import datetime
from typing import Any

from pydantic import Field

from services.kernel.fields import Shown
from services.metrics.domain.indicator import Indicator
from services.metrics.domain.part import PartState
from services.metrics.domain.taking import WITHDRAWN
from services.metrics.schemas.people import PersonShown, person
from services.metrics.schemas.readings import Value, shown_value


class CorrectionShown(Shown):
    """An approved value that somebody sent a new one for. It counts once its state is approved; until then, and when it
    is returned, the old value does."""

    organisation: str
    indicator: str
    period: str
    corrects: int = Field(description="the approved version · 被更正的已审核版本")
    old_value: Value
    version: int
    new_value: Value
    withdrawn: bool = Field(description="the old value was taken back, there is no new one · 撤回，无新值")
    reason: str | None
    submission: str
    sender: PersonShown
    received_at: datetime
    state: PartState
    reviewer: PersonShown | None
    reviewed_at: datetime | None


def shown_correction(row: Any, indicator: Indicator) -> CorrectionShown:
    return CorrectionShown(
        organisation=row.organisation,
        indicator=row.indicator,
        period=row.period,
        corrects=row.corrects,
        old_value=shown_value(row.old_value, indicator),
        version=row.version,
        new_value=shown_value(row.new_value, indicator),
        withdrawn=row.new_value == WITHDRAWN,
        reason=row.correction_reason,
        submission=row.submission,
        sender=PersonShown(id=row.sender_id, name=row.sender_name),
        received_at=row.received_at,
        state=row.state,
        reviewer=person(row.reviewer_id, row.reviewer_name),
        reviewed_at=row.reviewed_at,
    )
