"""Who came after whom, in the database."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.domain.organisation_event import EventKind
from services.plans.domain.succession import Link

_LINKS = """select e.organisation_code, s.code as successor, e.kind, e.effective_on,
      not e.sets ? 'closed_on' as continues
    from {schema}.organisation_event e cross join lateral unnest(e.successors) as s(code)
    where (cast(:known_at as timestamptz) is null or e.recorded_at <= cast(:known_at as timestamptz))
      and not exists (select from {schema}.organisation_event w where w.withdraws = e.number
        and (cast(:known_at as timestamptz) is null or w.recorded_at <= cast(:known_at as timestamptz)))"""


def _link(row: Any) -> Link:
    return Link(row.organisation_code, row.successor, EventKind(row.kind), row.effective_on, row.continues)


async def links_after(session: AsyncSession, codes: Collection[str], known_at: datetime | None = None) -> list[Link]:
    """From these organisations to their successors, and on to theirs."""
    return await _follow(
        session,
        """select s.code from met join {schema}.organisation_event e on e.organisation_code = met.code
           cross join lateral unnest(e.successors) as s(code)""",
        "e.organisation_code in (select code from met)",
        codes,
        known_at,
    )


async def links_before(session: AsyncSession, codes: Collection[str], known_at: datetime | None = None) -> list[Link]:
    """To these organisations from their predecessors, and to those from theirs."""
    return await _follow(
        session,
        "select e.organisation_code from met join {schema}.organisation_event e on e.successors @> array[met.code]",
        "s.code in (select code from met)",
        codes,
        known_at,
    )


async def _follow(
    session: AsyncSession, step: str, met: str, codes: Collection[str], known_at: datetime | None
) -> list[Link]:
    found = await run_sql(
        session,
        f"""with recursive met(code) as (select unnest(cast(:codes as text[])) union {step})
            {_LINKS} and {met} order by e.effective_on, e.number, s.code""",
        codes=sorted(codes),
        known_at=known_at,
    )
    return [_link(row) for row in found]
