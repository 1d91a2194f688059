"""Readings as they are given out: the latest of each key, and every version of one key."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.driver import fetch
from services.kernel.routes import Session
from services.metrics.domain.reading import Key
from services.metrics.repository.directory import codes_of_organisations, remembered_while_still
from services.metrics.repository.period_numbers import codes_of_periods

# Along the primary key, by numbers; names are looked up once a page. The part is a lookup a row, for its state decides.
# Of a moment in the past, the state is that of the newest act till then, and what was received later is not there.
_LATEST = """
select distinct on (r.period, r.organisation, r.indicator)
       r.period, r.organisation, r.indicator, r.version, r.submission, r.value, p.state
from {schema}.reading r
{reach}
{state}
where (r.period, r.organisation, r.indicator) > ($1::integer, $2::integer, $3::integer)
  and ($4::integer[] is null or r.period = any($4::integer[]))
  and ($5::integer[] is null or r.indicator = any($5::integer[]))
  and (p.state = 'approved' or (p.state = 'pending' and not $6::boolean))
  {few}
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
# Where all organisations are meant, none is looked at; where few are, their rows are looked up; else all rows are
# filtered in passing, in the order of the key: `offset 0` keeps PostgreSQL from joining and sorting everything for one
# page, which took half a second where this takes 9 ms, at 500,000 readings.
_OF_ALL = _LATEST.replace("{reach}", "").replace("{few}", "")
_OF_FEW = _LATEST.replace("{reach}", "").replace("{few}", "and r.organisation = any($8::integer[])")
_OF_MANY = _LATEST.replace("{few}", "").replace(
    "{reach}",
    """cross join lateral (select from {schema}.organisation o where o.number = r.organisation
    and (o.code = any($8::text[]) or o.path like any($9::text[]))
    and ($10::text is null or o.code = $11::text or starts_with(o.path, $10::text)) offset 0) o""",
)
_FEW = 20_000
_MEANT = """select number from {schema}.organisation o where (o.code = any($1::text[]) or o.path like any($2::text[]))
    and ($3::text is null or o.code = $3::text) and ($4::text is null or o.code = $5::text
    or starts_with(o.path, $4::text)) limit $6::integer"""


@dataclass(frozen=True)
class Wanted:
    """Which readings: of one organisation, of one and all `below` it, of indicators, of periods; by numbers where rows
    name them by numbers. None leaves open. `as_of`: as they were known at a moment, and not as now."""

    organisation: str | None
    below: str | None
    indicators: Collection[int] | None
    periods: Collection[int] | None
    approved_only: bool
    as_of: datetime | None = None


async def latest_readings(
    session: Session, reach: Reach, wanted: Wanted, moved: Mapping[str, int], after: tuple[int, int, int], limit: int
) -> Sequence[Any]:
    """By the numbers of period, organisation and indicator, those above `after`: of each key the highest version that
    was not returned. `moved`: the counters of changes, read before."""
    periods = None if wanted.periods is None else sorted(wanted.periods)
    indicators = None if wanted.indicators is None else sorted(wanted.indicators)
    values = (*after, periods, indicators, wanted.approved_only, limit)
    if reach.is_everywhere and wanted.organisation is None and wanted.below is None:
        return await _fetch(session, _OF_ALL, wanted.as_of, *values)
    asked = (reach, wanted.organisation, wanted.below)
    meant = await remembered_while_still(session, moved, asked, lambda: _meant(session, *asked))
    if meant.numbers is not None:
        return await _fetch(session, _OF_FEW, wanted.as_of, *values, meant.numbers)
    within = list(reach.codes), reach.patterns, meant.path, wanted.below
    return await _fetch(session, _OF_MANY, wanted.as_of, *values, *within)


@dataclass(frozen=True)
class _Meant:
    """`numbers` of the organisations, None where they are many; `path`: what those below one begin with."""

    numbers: list[int] | None
    path: str | None


async def _meant(session: Session, reach: Reach, organisation: str | None, below: str | None) -> _Meant:
    path = await _path(session, below)
    found = await fetch(session, _MEANT, list(reach.codes), reach.patterns, organisation, path, below, _FEW + 1)
    return _Meant([row["number"] for row in found] if len(found) <= _FEW else None, path)


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
             and ($4::integer, $5::integer, $6::integer)""",
        *first,
        *last,
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
