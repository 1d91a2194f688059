"""The rows of a pivot: to which county, or other row, an organisation counts, and how much is owed in each."""

from collections.abc import Collection
from datetime import date

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.repository.owed import owing
from services.metrics.repository.reached import reach_values, reaching

# The nearest government with a division code, hence a county or what stands above counties; without one the nearest.
_NEAREST = """coalesce((select g.code from {schema}.organisation g
    where g.code = any(string_to_array(o.path, '/')) and g.kind = 'government'
    order by coalesce(g.attributes ->> 'division_code', '') = '', length(g.path) desc limit 1), o.code)"""
_ROWS = reaching("""select o.code, {nearest} as county from {schema}.organisation o
    where {reached} and (cast(:top as text) is null or {at_or_below}) limit :limit""").replace("{nearest}", _NEAREST)
_OWED = owing("""
with {owed}
select organisation, indicator, count(distinct period) as owed
from owed cross join lateral unnest(owed.indicators) as one (indicator)
where one.indicator = any(:named)
group by organisation, indicator""")


async def counted_rows(session: Session, reach: Reach, below: str | None, limit: int) -> dict[str, str]:
    """Of every organisation within reach the county it counts to; `limit` at most."""
    found = await run_sql(session, _ROWS, top=below, limit=limit, **reach_values(reach))
    return {row.code: row.county for row in found}


async def owed_of(
    session: Session, reach: Reach, *, below: str | None, period: str, indicators: Collection[str]
) -> dict[tuple[str, str], int]:
    """How many readings each organisation owes of each indicator for the period, whatever has arrived."""
    found = await run_sql(
        session,
        _OWED,
        top=below,
        as_of=date.max,
        collection=None,
        period=period,
        named=sorted(indicators),
        **reach_values(reach),
    )
    return {(row.organisation, row.indicator): row.owed for row in found}
