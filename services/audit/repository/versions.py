"""Readings by their id, each with its way in."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.routes import Session

_BY_ID = """select r.id, r.value, r.unknown_reason, r.correction_reason, r.evidence, r.submission,
      r.sender_id, r.sender_name, r.received_at, w.reviewer_id, w.reviewer_name, w.reviewed_at
    from {schema}.reading_copy r
    left join lateral (select * from {schema}.review_copy w
      where w.submission = r.submission and w.organisation = r.organisation and w.feed_version <= :snapshot
      order by w.feed_version desc limit 1) w on true
    where r.id = any(:ids)"""


@dataclass(frozen=True)
class UsedReading:
    """An approved reading: who sent it in which submission, and who approved it."""

    id: int
    value: Decimal | None
    unknown_reason: str | None
    correction_reason: str | None
    evidence: str | None
    submission: str
    sender_id: str
    sender_name: str
    received_at: datetime
    reviewer_id: str | None
    reviewer_name: str | None
    reviewed_at: datetime | None


async def used_readings(session: Session, ids: Collection[int], *, snapshot: int) -> Mapping[int, UsedReading]:
    found = await run_sql(session, _BY_ID, ids=sorted(ids), snapshot=snapshot)
    return {row.id: UsedReading(**fields(row)) for row in found}
