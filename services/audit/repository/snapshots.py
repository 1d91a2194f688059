"""Readings as they stood at a version of the metrics feed."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from services.audit.domain.measured import Datum
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.routes import Session

# In the order of the statement in series.py, for the same reason.
_APPROVED = """with sent as materialized (
      select r.organisation, r.indicator, r.id, r.value, r.submission from {schema}.reading_copy r
      where r.period = :period and r.feed_version <= :snapshot and r.indicator = any(:indicators)
        and r.organisation = any(:codes)),
    approved as materialized (
      select part.submission, part.organisation from (select distinct submission, organisation from sent) part
      where (select w.decision from {schema}.review_copy w
        where w.submission = part.submission and w.organisation = part.organisation and w.feed_version <= :snapshot
        order by w.feed_version desc limit 1) = 'approved')
    select distinct on (s.organisation, s.indicator) s.organisation, s.indicator, s.id, s.value
    from sent s join approved a on a.submission = s.submission and a.organisation = s.organisation
    order by s.organisation, s.indicator, s.id desc"""

_VERSIONS = """select r.id, r.indicator, r.value, r.unknown_reason, r.correction_reason, r.submission,
      r.sender_id, r.sender_name, r.received_at, w.decision, w.reason, w.reviewer_id, w.reviewer_name, w.reviewed_at
    from {schema}.reading_copy r
    left join lateral (select * from {schema}.review_copy w
      where w.submission = r.submission and w.organisation = r.organisation and w.feed_version <= :snapshot
      order by w.feed_version desc limit 1) w on true
    where r.organisation = :organisation and r.period = :period and r.indicator = any(:indicators)
      and r.feed_version <= :snapshot
    order by r.indicator, r.id"""

_HISTORIES = """select r.organisation, r.period, r.id, r.indicator, r.value, r.unknown_reason, r.correction_reason,
      r.submission, r.sender_id, r.sender_name, r.received_at, w.decision, w.reason, w.reviewer_id, w.reviewer_name,
      w.reviewed_at
    from unnest(cast(:organisations as text[]), cast(:items as text[]), cast(:periods as text[]))
      as asked (organisation, item, period)
    join {schema}.reading_copy r on r.organisation = asked.organisation and r.period = asked.period
      and r.indicator = asked.item and r.feed_version <= :snapshot
    left join lateral (select * from {schema}.review_copy w
      where w.submission = r.submission and w.organisation = r.organisation and w.feed_version <= :snapshot
      order by w.feed_version desc limit 1) w on true
    order by r.id"""


@dataclass(frozen=True)
class Approved:
    """The approved value of a datum; None where the reading itself says that it is unknown."""

    reading: int
    value: Decimal | None


@dataclass(frozen=True)
class Version:
    """One reading of a datum with its way in. `decision` is None while its part waits for a review."""

    id: int
    indicator: str
    value: Decimal | None
    unknown_reason: str | None
    correction_reason: str | None
    submission: str
    sender_id: str
    sender_name: str
    received_at: datetime
    decision: str | None
    reason: str | None
    reviewer_id: str | None
    reviewer_name: str | None
    reviewed_at: datetime | None


async def followed_version(session: Session, feed: str) -> int:
    """How far a copy has come, as this transaction sees it."""
    row = await run_sql(session, "select version from {schema}.feed_cursor where feed = :feed", feed=feed)
    return int(row.scalar_one_or_none() or 0)


async def approved_values(
    session: Session, *, codes: Collection[str], period: str, snapshot: int, indicators: Collection[str]
) -> Mapping[tuple[str, str], Approved]:
    """(organisation, indicator) → the reading with the highest id whose part's newest review approved it."""
    found = await run_sql(
        session,
        _APPROVED,
        codes=list(codes),
        period=period,
        snapshot=snapshot,
        indicators=sorted(indicators),
    )
    return {(row.organisation, row.indicator): Approved(row.id, row.value) for row in found}


async def versions_of(
    session: Session, *, organisation: str, period: str, snapshot: int, indicators: Iterable[str]
) -> list[Version]:
    """Every reading of these data known at the snapshot, by indicator, oldest first."""
    found = await run_sql(
        session,
        _VERSIONS,
        organisation=organisation,
        period=period,
        snapshot=snapshot,
        indicators=sorted(set(indicators)),
    )
    return [Version(**fields(row)) for row in found]


async def histories_of(session: Session, data: Iterable[Datum], *, snapshot: int) -> Mapping[Datum, Sequence[Version]]:
    """Every reading of each datum known at the snapshot, oldest first."""
    asked = list(data)
    found = await run_sql(
        session,
        _HISTORIES,
        organisations=[each.organisation for each in asked],
        items=[each.item for each in asked],
        periods=[each.period for each in asked],
        snapshot=snapshot,
    )
    histories: dict[Datum, list[Version]] = {}
    for row in found:
        values = fields(row)
        datum = Datum(values.pop("organisation"), values["indicator"], values.pop("period"))
        histories.setdefault(datum, []).append(Version(**values))
    return histories


async def indicator_names(session: Session, *, snapshot: int, codes: Iterable[str]) -> Mapping[str, dict[str, Any]]:
    """What the indicators were called at the snapshot: title in both languages and unit."""
    found = await run_sql(
        session,
        """select distinct on (code) code, title_zh, title_en, unit from {schema}.indicator_copy
           where code = any(:codes) and feed_version <= :snapshot order by code, feed_version desc""",
        codes=sorted(set(codes)),
        snapshot=snapshot,
    )
    return {row.code: {"title": {"zh": row.title_zh, "en": row.title_en}, "unit": row.unit} for row in found}


async def indicator_forms(session: Session, *, snapshot: int, codes: Iterable[str]) -> Mapping[str, Mapping[str, Any]]:
    """How the indicators were to be reported at the snapshot: grades, reporters, whether evidence is needed."""
    found = await run_sql(
        session,
        """select distinct on (code) code, cast(form as text) as form from {schema}.indicator_copy
           where code = any(:codes) and feed_version <= :snapshot order by code, feed_version desc""",
        codes=sorted(set(codes)),
        snapshot=snapshot,
    )
    return {row.code: json.loads(row.form) for row in found}
