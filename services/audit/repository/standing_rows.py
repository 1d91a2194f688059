"""What is approved now, laid wide beside the long copies: 64 indicators of an organisation in one row.

A row is added whenever what is approved there has changed, with the version of the page that changed it. Snapshots are
taken between pages, so the newest row up to a snapshot is what was approved then.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from services.audit.repository.roll_rows import number_organisations
from services.kernel.database import run_sql

BLOCK = 64
NEVER, UNKNOWN = "\\x7ff8000000000000", "\\x7ff8000000000001"
"""Two doubles that are no number: nothing is approved, and the approved reading says that the value is unknown."""
AT_ONCE = 2_000
"""Pairs of period and organisation laid by one statement: some ten megabytes in the server."""

_NUMBER_INDICATORS = """insert into {schema}.indicator_number (code)
    select code from unnest(cast(:codes as text[])) with ordinality as given (code, place)
    where not exists (select from {schema}.indicator_number n where n.code = given.code)
    group by code order by min(place)
    on conflict do nothing"""
_PERIODS = """insert into {schema}.submission_period (submission, organisation, period)
    select distinct * from unnest(cast(:submissions as text[]), cast(:organisations as text[]),
      cast(:periods as text[])) on conflict do nothing"""
_TOUCHED = """select p.period, p.organisation from {schema}.submission_period p
    join (select distinct * from unnest(cast(:submissions as text[]), cast(:organisations as text[])))
      as given (submission, organisation) using (submission, organisation)
    group by p.period, p.organisation order by p.period, p.organisation"""
# Which pairs, what is approved of them now, and the rows that differ from the newest ones.
LAID = """with pair as materialized (
      select given.period, given.organisation as code, n.number as organisation
      from unnest(cast(:periods as text[]), cast(:organisations as text[])) as given (period, organisation)
      join {schema}.organisation_number n on n.code = given.organisation),
    sent as materialized (
      select p.period, p.organisation, p.code, r.indicator, r.id, r.value, r.submission
      from pair p join {schema}.reading_copy r on r.period = p.period and r.organisation = p.code),
    reviewed as materialized (
      select part.submission, part.code, (select w.decision from {schema}.review_copy w
        where w.submission = part.submission and w.organisation = part.code order by w.feed_version desc limit 1)
        as decision
      from (select distinct submission, code from sent) part),
    approved as (
      select distinct on (s.period, s.organisation, n.number) s.period, s.organisation,
        cast(n.number / 64 as smallint) as block, n.number % 64 as slot,
        coalesce(float8send(cast(s.value as float8)), cast(:unknown as bytea)) as value
      from sent s join reviewed w on w.submission = s.submission and w.code = s.code and w.decision = 'approved'
      join {schema}.indicator_number n on n.code = s.indicator
      order by s.period, s.organisation, n.number, s.id desc),
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


async def number_indicators(session: AsyncSession, codes: list[str]) -> None:
    """Give those that are new the next numbers, in their order."""
    if codes:
        await run_sql(session, _NUMBER_INDICATORS, codes=codes)


async def note_periods(session: AsyncSession, parts: list[tuple[str, str, str]]) -> None:
    """Which periods the parts (submission, organisation, period) speak of."""
    if parts:
        submissions, organisations, periods = map(list, zip(*parts, strict=True))
        await run_sql(session, _PERIODS, submissions=submissions, organisations=organisations, periods=periods)


async def lay(session: AsyncSession, parts: list[tuple[str, str]], version: int) -> None:
    """What is approved of everything the parts (submission, organisation) speak of, as of this version.

    Organisations come by another feed: who is not known there yet gets a number here.
    """
    if not parts:
        return
    submissions, organisations = map(list, zip(*parts, strict=True))
    await number_organisations(session, sorted(set(organisations)))
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
