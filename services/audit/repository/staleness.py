"""How much of what an assessment rests on has been corrected or taken back since."""

from collections.abc import Collection

from services.kernel.database import run_sql
from services.kernel.routes import Session

# From the reviews since the snapshot: few, and nothing else makes a reading stale. Of the data that they touch, what
# was approved at the snapshot is held against what is approved now. A large submission comes in many deliveries: the
# readings of an organisation are read once, and each finds its own.
_STALE = """with moved as (
      select distinct submission, organisation from {schema}.review_copy
      where feed_version > :snapshot and organisation = any(:codes)),
    spoken as materialized (
      select moved.submission, moved.organisation, o.number, p.period
      from moved
      join (select distinct d.submission, unnest(d.periods) as period from {schema}.delivery d
        where d.submission in (select submission from moved)) p using (submission)
      join {schema}.organisation_number o on o.code = moved.organisation),
    datum as (
      select distinct s.organisation, i.code as indicator, q.code as period from spoken s
      join {schema}.reading_row r on r.period = s.period and r.organisation = s.number
      join {schema}.delivery d on d.feed_version = r.id >> 14 and d.submission = s.submission
      join {schema}.period_number q on q.number = s.period
      join {schema}.indicator_number i on i.number = r.indicator
      where i.code = any(:items) and (cast(:period as text) is null or q.code = :period))
    select count(*) from datum d
    cross join lateral ({before}) before
    left join lateral ({now}) now on true
    where now.id is distinct from before.id"""
_APPROVED = """select r.id from {schema}.reading_copy r
    cross join lateral (select w.decision from {schema}.review_copy w
      where w.submission = r.submission and w.organisation = r.organisation{till}
      order by w.feed_version desc limit 1) w
    where r.period = d.period and r.organisation = d.organisation and r.indicator = d.indicator
      and w.decision = 'approved'{since} order by r.id desc limit 1"""


async def stale_readings(
    session: Session, *, codes: Collection[str], items: Collection[str], period: str | None, snapshot: int
) -> int:
    """Of the readings of these items that were approved at the snapshot, how many are not the approved ones any more.

    Of one period, or of all.
    """
    before = _APPROVED.format(
        schema="{schema}", till=" and w.feed_version <= :snapshot", since=" and r.feed_version <= :snapshot"
    )
    now = _APPROVED.format(schema="{schema}", till="", since="")
    found = await run_sql(
        session,
        _STALE.replace("{before}", before).replace("{now}", now),
        codes=sorted(codes),
        items=sorted(items),
        period=period,
        snapshot=snapshot,
    )
    return int(found.scalar_one())
