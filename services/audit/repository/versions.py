"""Readings that were used, each with its way in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from services.audit.domain.measured import Datum
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.routes import Session

_USED = """select r.organisation, r.indicator, r.period, r.id, r.value, r.unknown_reason, r.correction_reason,
      r.evidence, r.submission, r.sender_id, r.sender_name, r.received_at, w.reviewer_id, w.reviewer_name, w.reviewed_at
    from unnest(cast(:organisations as text[]), cast(:items as text[]), cast(:periods as text[]),
      cast(:ids as bigint[])) as used (organisation, item, period, id)
    join {schema}.reading_copy r on r.organisation = used.organisation and r.indicator = used.item
      and r.period = used.period and r.id = used.id
    left join lateral (select * from {schema}.review_copy w
      where w.submission = r.submission and w.organisation = r.organisation and w.feed_version <= :snapshot
      order by w.feed_version desc limit 1) w on true"""


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


async def used_readings(
    session: Session, readings: Mapping[Datum, int], *, snapshot: int
) -> Mapping[Datum, UsedReading]:
    """Of each datum the reading of this id. By the key and not by the id, of which there is no index."""
    organisations, items, periods = (list(column) for column in zip(*readings, strict=True)) if readings else ([],) * 3
    found = await run_sql(
        session,
        _USED,
        organisations=organisations,
        items=items,
        periods=periods,
        ids=list(readings.values()),
        snapshot=snapshot,
    )
    return {Datum(row.organisation, row.indicator, row.period): _used(row) for row in found}


def _used(row: Any) -> UsedReading:
    values = fields(row)
    for name in ("organisation", "indicator", "period"):
        del values[name]
    return UsedReading(**values)
