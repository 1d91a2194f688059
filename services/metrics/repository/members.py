"""Organisations one after another, as far as a caller reaches."""

from collections.abc import Sequence

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.repository.reached import reach_values, reaching

_MEMBERS = reaching(
    """
select o.number, o.code from {schema}.organisation o
where {reached} and o.number > :after and o.kind = any(:kinds)
  and (cast(:organisation as text) is null or o.code = :organisation)
  and (cast(:top as text) is null or {at_or_below})
order by o.number limit :limit
"""
)


async def members_after(
    session: Session,
    reach: Reach,
    *,
    organisation: str | None,
    below: str | None,
    kinds: Sequence[str],
    after: int,
    limit: int,
) -> list[tuple[int, str]]:
    """Numbers and codes of organisations of the kinds, in order of their numbers, those above `after`."""
    found = await run_sql(
        session,
        _MEMBERS,
        organisation=organisation,
        top=below,
        kinds=sorted(kinds),
        after=after,
        limit=limit,
        **reach_values(reach),
    )
    return [(row.number, row.code) for row in found]
