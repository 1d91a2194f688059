"""What is approved now, laid wide beside the long copies: 64 indicators of an organisation in one row.

A row is added whenever what is approved there has changed, with the version of the page that changed it. Snapshots are
taken between pages, so the newest row up to a snapshot is what was approved then.
"""

from collections.abc import Collection

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql

BLOCK = 64
NEVER, UNKNOWN = "\\x7ff8000000000000", "\\x7ff8000000000001"
"""Two doubles that are no number: nothing is approved, and the approved reading says that the value is unknown."""
AT_ONCE = 2_000
"""Pairs of period and organisation laid by one statement: some ten megabytes in the server."""

_REVIEWED = "select distinct submission, organisation from {schema}.review_copy where submission = any(:submissions)"
_TOUCHED = """select distinct n.code as period, o.code as organisation
    from (select distinct * from unnest(cast(:submissions as text[]), cast(:organisations as text[])))
      as given (submission, organisation)
    join (select distinct d.submission, unnest(d.periods) as period from {schema}.delivery d
      where d.submission = any(:submissions)) p using (submission)
    join {schema}.organisation_number o on o.code = given.organisation
    join {schema}.period_number n on n.number = p.period
    where exists (select from {schema}.reading_row r where r.period = p.period and r.organisation = o.number)
    order by n.code, o.code"""
# Which pairs, what is approved of them now, and the rows that differ from the newest ones.
LAID = """with pair as materialized (
      select given.period, given.organisation as code, n.number as organisation, q.number as period_number
      from unnest(cast(:periods as text[]), cast(:organisations as text[])) as given (period, organisation)
      join {schema}.organisation_number n on n.code = given.organisation
      join {schema}.period_number q on q.code = given.period),
    sent as materialized (
      select p.period, p.organisation, p.code, r.indicator, r.id, r.value, d.submission
      from pair p
      join {schema}.reading_row r on r.period = p.period_number and r.organisation = p.organisation
      join {schema}.delivery d on d.feed_version = r.id >> 14),
    reviewed as materialized (
      select part.submission, part.code, (select w.decision from {schema}.review_copy w
        where w.submission = part.submission and w.organisation = part.code order by w.feed_version desc limit 1)
        as decision
      from (select distinct submission, code from sent) part),
    approved as (
      select distinct on (s.period, s.organisation, s.indicator) s.period, s.organisation,
        cast(s.indicator / 64 as smallint) as block, s.indicator % 64 as slot,
        coalesce(float8send(s.value), cast(:unknown as bytea)) as value
      from sent s join reviewed w on w.submission = s.submission and w.code = s.code and w.decision = 'approved'
      order by s.period, s.organisation, s.indicator, s.id desc),
    newest as (
      select distinct on (t.period, t.organisation, t.block) t.period, t.organisation, t.block, t.readings
      from pair p join {schema}.standing t on t.period = p.period and t.organisation = p.organisation
      order by t.period, t.organisation, t.block, t.feed_version desc),
    wanted as (
      select period, organisation, block from approved union select period, organisation, block from newest),
    laid as (
      select k.period, k.organisation, k.block,
        string_agg(coalesce(a.value, cast(:never as bytea)), cast('' as bytea) order by slots.slot) as readings
      from wanted k cross join generate_series(0, 63) as slots (slot)
      left join approved a on a.period = k.period and a.organisation = k.organisation and a.block = k.block
        and a.slot = slots.slot
      group by k.period, k.organisation, k.block)
    insert into {schema}.standing (period, block, organisation, feed_version, readings)
    select l.period, l.block, l.organisation, :version, l.readings from laid l
    left join newest o on o.period = l.period and o.organisation = l.organisation and o.block = l.block
    where l.readings is distinct from o.readings
    order by l.period, l.block, l.organisation on conflict do nothing"""


async def reviewed_parts(session: AsyncSession, submissions: Collection[str]) -> list[tuple[str, str]]:
    """Those parts (submission, organisation) of the submissions that a review has decided on."""
    if not submissions:
        return []
    found = await run_sql(session, _REVIEWED, submissions=sorted(submissions))
    return [(row.submission, row.organisation) for row in found]


async def lay(session: AsyncSession, parts: list[tuple[str, str]], version: int) -> None:
    """What is approved of everything the parts (submission, organisation) speak of, as of this version."""
    submissions, organisations = map(list, zip(*parts, strict=True))
    found = await run_sql(session, _TOUCHED, submissions=submissions, organisations=organisations)
    pairs = [(row.period, row.organisation) for row in found]
    for start in range(0, len(pairs), AT_ONCE):
        periods, codes = map(list, zip(*pairs[start : start + AT_ONCE], strict=True))
        await run_sql(
            session,
            LAID,
            periods=periods,
            organisations=codes,
            version=version,
            never=bytes.fromhex(NEVER[2:]),
            unknown=bytes.fromhex(UNKNOWN[2:]),
        )
