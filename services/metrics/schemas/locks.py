"""Bodies of locks."""

from datetime import datetime
from typing import Any

from pydantic import ConfigDict, Field

from services.kernel.fields import Closed, Reason, Shown
from services.metrics.schemas.people import PersonShown


class LockGiven(Closed):
    model_config = ConfigDict(
        json_schema_extra={"examples": [{"locked": True, "reason": "the return of the year is final"}]}
    )

    locked: bool = Field(description="false unlocks · false 为解锁")
    reason: Reason


class LockShown(Shown):
    """An act on a period below an organisation; `locked_for` is the organisation for which who did it acts."""

    organisation: str
    period: str
    locked: bool
    reason: str | None = Field(description="null: it was never locked · 从未锁定时为 null")
    by: PersonShown | None
    locked_for: str | None
    since: datetime | None


def shown_lock(row: Any) -> LockShown:
    return LockShown(
        organisation=row.organisation,
        period=row.period,
        locked=row.locked,
        reason=row.reason,
        by=PersonShown(id=row.actor_id, name=row.actor_name),
        locked_for=row.seat,
        since=row.recorded_at,
    )


def never_locked(organisation: str, period: str) -> LockShown:
    return LockShown(
        organisation=organisation, period=period, locked=False, reason=None, by=None, locked_for=None, since=None
    )
