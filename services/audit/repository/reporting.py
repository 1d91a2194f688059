"""Who sent something for a period, when first, and what became of it."""

from collections.abc import Collection

from services.audit.domain.process import Reported
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.routes import Session

_REPORTED = """with parts as (
      select distinct organisation, submission, received_at from {schema}.reading_copy
      where period = :period and organisation = any(:codes) and feed_version <= :snapshot),
    decided as (
      select p.organisation, p.received_at, w.decision from parts p
      left join lateral (select r.decision from {schema}.review_copy r
        where r.submission = p.submission and r.organisation = p.organisation and r.feed_version <= :snapshot
        order by r.feed_version desc limit 1) w on true)
    select organisation, cast(min(received_at) at time zone 'Asia/Shanghai' as date) as first_on,
      count(*) filter (where decision = 'approved') as approved,
      count(*) filter (where decision = 'returned') as returned,
      count(*) filter (where decision is null) as waiting
    from decided group by organisation order by organisation collate "C" """


async def reported_for(session: Session, codes: Collection[str], *, period: str, snapshot: int) -> list[Reported]:
    """By code. The first day is that of China, where the due days are."""
    found = await run_sql(session, _REPORTED, period=period, codes=sorted(codes), snapshot=snapshot)
    return [Reported(**fields(row)) for row in found]
