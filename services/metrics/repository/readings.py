"""Readings as they are given out: the latest of each key, and every version of one key."""

from array import array
from bisect import bisect_left
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.driver import fetch
from services.kernel.routes import Session
from services.metrics.domain.reading import Key
from services.metrics.repository.directory import codes_of_organisations, numbers_while_still
from services.metrics.repository.period_numbers import codes_of_periods, every_period

# Along the primary key, by numbers; names are looked up once a page. The part is a lookup a row, for its state decides;
# `offset 0` keeps PostgreSQL from joining and sorting everything for one page: half a second, at 500,000 readings.
# Of a moment in the past, the state is that of the newest act till then, and what was received later is not there.
_LATEST = """
select distinct on (r.period, r.organisation, r.indicator)
       r.period, r.organisation, r.indicator, r.version, r.submission, r.value, p.state
from {schema}.reading r
{state}
where {after}
  and r.period <= $4::integer
  and ($5::integer[] is null or r.indicator = any($5::integer[]))
  and (p.state = 'approved' or (p.state = 'pending' and not $6::boolean))
order by r.period, r.organisation, r.indicator, r.version desc limit $7::integer
"""
_NOW = """cross join lateral (select part.state from {schema}.submission_part part
    where part.submission = r.submission and part.organisation = r.organisation offset 0) p"""
_THEN = """cross join lateral (select coalesce((
      select case act.state when 0 then 'pending' when 1 then 'approved' else 'returned' end
      from {schema}.review_part act join {schema}.review v on v.number = act.review
      where act.submission = r.submission and act.organisation = r.organisation and v.reviewed_at <= {moment}
      order by act.review desc limit 1), 'pending') as state
    from {schema}.submission s where s.number = r.submission and s.received_at <= {moment} offset 0) p"""
_OF_ALL = _LATEST.replace(
    "{after}", "(r.period, r.organisation, r.indicator) > ($1::integer, $2::integer, $3::integer)"
)
# Written out, for beside a comparison of rows PostgreSQL does not skip to the organisations: 1.9 s where this takes
# 10 ms, for one province among 8 million readings.
_OF_SOME = _LATEST.replace(
    "{after}",
    """r.organisation = any($8::integer[]) and r.period >= $1::integer
  and (r.period > $1::integer or r.organisation > $2::integer
       or (r.organisation = $2::integer and r.indicator > $3::integer))""",
)
LAST_PERIOD = 2**31 - 1
_AT_ONCE = 256
"""Organisations that are asked for by one statement; of more, it would plan longer than it reads."""
_MEANT = """select number from {schema}.organisation o where (o.code = any($1::text[]) or o.path like any($2::text[]))
    and ($3::text is null or o.code = $3::text) and ($4::text is null or o.code = $5::text
    or starts_with(o.path, $4::text)) order by number"""


@dataclass(frozen=True)
class Wanted:
    """Which readings: of one organisation, of one and all `below` it, of indicators, of a period; by numbers where rows
    name them by numbers. None leaves open. `as_of`: as they were known at a moment, and not as now."""

    organisation: str | None
    below: str | None
    indicators: Collection[int] | None
    period: int | None
    approved_only: bool
    as_of: datetime | None = None


async def latest_readings(
    session: Session, reach: Reach, wanted: Wanted, moved: Mapping[str, int], after: tuple[int, int, int], limit: int
) -> Sequence[Any]:
    """By the numbers of period, organisation and indicator, those above `after`: of each key the highest version that
    was not returned. `moved`: the counters of changes, read before."""
    last = LAST_PERIOD if wanted.period is None else wanted.period
    after = max(after, (wanted.period or 0, 0, 0))
    indicators = None if wanted.indicators is None else sorted(wanted.indicators)
    if reach.is_everywhere and wanted.organisation is None and wanted.below is None:
        values = (last, indicators, wanted.approved_only, limit)
        return await _fetch(session, _OF_ALL, wanted.as_of, *after, *values)
    asked = (reach, wanted.organisation, wanted.below)
    meant = await numbers_while_still(session, moved, asked, lambda: _meant(session, *asked))
    first = max(_AT_ONCE, limit // len(indicators)) if indicators else _AT_ONCE
    found: list[Any] = []
    async for start, end, part in _portions(session, meant, after, last, first):
        values = (end, indicators, wanted.approved_only, limit - len(found))
        found += await _fetch(session, _OF_SOME, wanted.as_of, *start, *values, part)
        if len(found) == limit:
            break
    return found


async def _portions(
    session: Session, meant: Sequence[int], after: tuple[int, int, int], last: int, first: int
) -> AsyncIterator[tuple[tuple[int, int, int], int, Sequence[int]]]:
    """What to ask for in the order of the key: after which key, up to which period, of which organisations. Few of all
    periods at once; many in portions, period by period, each four times the one before, for those who reported nothing
    fill no page."""
    if len(meant) <= _AT_ONCE:
        yield after, last, meant
        return
    for period in sorted((await every_period(session)).values()):
        if not after[0] <= period <= last:
            continue
        begin = max(after, (period, 0, 0))
        start, size = bisect_left(meant, begin[1]), first
        while start < len(meant):
            yield begin, period, meant[start : start + size]
            start, size = start + size, size * 4


async def _meant(session: Session, reach: Reach, organisation: str | None, below: str | None) -> Sequence[int]:
    """The numbers of the organisations, in their order; four bytes each."""
    path = await _path(session, below)
    found = await fetch(session, _MEANT, list(reach.codes), reach.patterns, organisation, path, below)
    return array("i", [row["number"] for row in found])


async def _fetch(session: Session, statement: str, as_of: datetime | None, *values: Any) -> Sequence[Any]:
    if as_of is None:
        return await fetch(session, statement.replace("{state}", _NOW), *values)
    moment = f"${len(values) + 1}::timestamptz"
    return await fetch(session, statement.replace("{state}", _THEN.replace("{moment}", moment)), *values, as_of)


async def _path(session: Session, code: str | None) -> str | None:
    """What the paths of all below an organisation begin with; of none where it does not exist."""
    if code is None:
        return None
    found = await fetch(session, "select path from {schema}.organisation where code = $1", code)
    return f"{found[0]['path']}/" if found else "nowhere"


async def names_of_readings(session: Session, rows: Sequence[Any]) -> "Named":
    """The codes, submissions and remarks of a page."""
    organisations = await codes_of_organisations(session, {row["organisation"] for row in rows})
    periods = await codes_of_periods(session, {row["period"] for row in rows})
    submissions = await fetch(
        session,
        """select number, id, sender_id, sender_name, received_at from {schema}.submission
           where number = any($1::bigint[])""",
        list({row["submission"] for row in rows}),
    )
    first, last = (tuple(rows[at][name] for name in ("period", "organisation", "indicator")) for at in (0, -1))
    remarks = await fetch(
        session,
        """select period, organisation, indicator, version, unknown_reason, evidence from {schema}.reading_remark
           where (period, organisation, indicator) between ($1::integer, $2::integer, $3::integer)
             and ($4::integer, $5::integer, $6::integer) and organisation = any($7::integer[])""",
        *first,
        *last,
        list(organisations),
    )
    return Named(
        organisations,
        periods,
        {row["number"]: row for row in submissions},
        {tuple(row)[:4]: row for row in remarks},
    )


@dataclass(frozen=True)
class Named:
    """What the numbers of a page stand for; remarks by period, organisation, indicator and version."""

    organisations: Mapping[int, str]
    periods: Mapping[int, str]
    submissions: Mapping[int, Any]
    remarks: Mapping[tuple[int, ...], Any]


async def history_of(session: Session, key: Key, after: int, limit: int) -> Sequence[Any]:
    """Every version of one key in the order in which they were said, those above `after`."""
    found = await run_sql(
        session,
        """select r.version, r.value, m.unknown_reason, m.evidence, s.id as submission_id, s.sender_id,
             s.sender_name, s.received_at, s.correction_reason, p.submission, p.organisation, p.state, v.reviewer_id,
             v.reviewer_name, v.reviewed_at, v.reason
           from {schema}.reading r
           join {schema}.submission_part p using (submission, organisation)
           join {schema}.submission s on s.number = r.submission
           left join {schema}.review v on v.number = p.review
           left join {schema}.reading_remark m using (period, organisation, indicator, version)
           where r.organisation = (select number from {schema}.organisation where code = :organisation)
             and r.indicator = (select number from {schema}.indicator where code = :indicator)
             and r.period = (select number from {schema}.period_number where code = :period)
             and r.version > :after order by r.version limit :limit""",
        organisation=key.organisation,
        indicator=key.indicator,
        period=key.period,
        after=after,
        limit=limit,
    )
    return found.all()
