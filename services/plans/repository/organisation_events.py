"""The register of what happened to organisations."""

import json
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.domain.organisation_event import Event, EventKind

_COLUMNS = """e.number, e.organisation_code, e.kind, e.effective_on, cast(e.sets as text) as sets, e.successors,
    e.withdraws, e.reason, e.source, e.actor, e.recorded_at"""


def _event(row: Any) -> Event:
    return Event(
        organisation=row.organisation_code,
        kind=EventKind(row.kind),
        on=row.effective_on,
        sets=json.loads(row.sets),
        successors=row.successors,
        withdraws=row.withdraws,
        number=row.number,
        reason=row.reason,
        source=row.source,
        actor=row.actor,
        recorded_at=row.recorded_at,
    )


async def events_of(
    session: AsyncSession, codes: Collection[str], known_at: datetime | None = None
) -> dict[str, list[Event]]:
    """Everything recorded of each of the organisations that exist, until a moment if one is given."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {{schema}}.organisation_event e where e.organisation_code = any(:codes)
              and (cast(:known_at as timestamptz) is null or e.recorded_at <= cast(:known_at as timestamptz))
            order by e.number""",  # noqa: S608 - the columns are a constant of this module
        codes=sorted(codes),
        known_at=known_at,
    )
    register: dict[str, list[Event]] = {}
    for row in found:
        register.setdefault(row.organisation_code, []).append(_event(row))
    return register


async def naming(session: AsyncSession, codes: Collection[str]) -> set[str]:
    """The organisations that merged or split into any of these."""
    found = await run_sql(
        session,
        "select distinct organisation_code from {schema}.organisation_event where successors && cast(:codes as text[])",
        codes=sorted(codes),
    )
    return set(found.scalars())


async def append(session: AsyncSession, events: Sequence[Event]) -> list[Event]:
    """The events as recorded, in their order, with number and time."""
    rows = [
        {
            "organisation_code": event.organisation,
            "kind": event.kind,
            "effective_on": event.on.isoformat() if event.on else None,
            "sets": event.sets,
            "successors": list(event.successors),
            "withdraws": event.withdraws,
            "reason": event.reason,
            "source": event.source,
            "actor": event.actor,
        }
        for event in events
    ]
    found = await run_sql(
        session,
        f"""with e as (
              insert into {{schema}}.organisation_event (organisation_code, kind, effective_on, sets, successors,
                withdraws, reason, source, actor)
              select organisation_code, kind, effective_on, sets, successors, withdraws, reason, source, actor
                from rows from (jsonb_to_recordset(cast(:rows as jsonb)) as (
                  organisation_code text, kind text, effective_on date, sets jsonb, successors text[],
                  withdraws bigint, reason text, source text, actor text)) with ordinality
                order by ordinality
              returning *)
            select {_COLUMNS} from e order by e.number""",  # noqa: S608 - as above
        rows=json.dumps(rows, ensure_ascii=False),
    )
    return [_event(row) for row in found]


async def list_events(
    session: AsyncSession, code: str, *, kind: str | None, after: tuple[date, int], limit: int
) -> list[tuple[Event, bool]]:
    """Of an organisation and of those that became part of it, by day and number; and whether each was withdrawn."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS}, exists (
              select from {{schema}}.organisation_event w where w.withdraws = e.number) as is_withdrawn
            from {{schema}}.organisation_event e
            where (e.organisation_code = :code or e.successors @> array[cast(:code as text)])
              and (coalesce(e.effective_on, '-infinity'), e.number)
                > (cast(:day as date), cast(:number as bigint))
              and (cast(:kind as text) is null or e.kind = cast(:kind as text))
            order by coalesce(e.effective_on, '-infinity'), e.number limit :limit""",  # noqa: S608 - as above
        code=code,
        kind=kind,
        day=after[0],
        number=after[1],
        limit=limit,
    )
    return [(_event(row), row.is_withdrawn) for row in found]
