"""What organisations owe: collections met with organisations, and what has arrived."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.repository.answered import answering
from services.metrics.repository.owed import owing
from services.metrics.repository.reached import reach_values

_ARRIVED = answering(
    owing("""
with {owed},
page as materialized (
    select * from owed where (organisation, collection) > (:after_organisation, :after_collection)
    order by organisation, collection limit :limit)
select w.organisation, o.name_zh, o.name_en, w.collection, w.period, w.due_on, w.status,
       k.indicator, known.reported, known.unknown, known.approved, known.returned
from page w
join {schema}.organisation o on o.code = w.organisation
cross join lateral unnest(w.indicators) as k (indicator)
join {schema}.indicator what on what.code = k.indicator
left join {schema}.period_number span on span.code = w.period
cross join lateral (
    select {answered},
           coalesce((array_agg(p.state order by r.version desc))[1] = 'returned', false) as returned
    from {schema}.reading r join {schema}.submission_part p using (submission, organisation)
    where r.organisation = o.number and r.indicator = what.number and r.period = span.number) known
order by w.organisation, w.collection, k.indicator
""")
)


async def owed_items(
    session: Session,
    reach: Reach,
    *,
    organisation: str | None,
    collection: str | None,
    period: str | None,
    as_of: date,
    after: tuple[str, str],
    limit: int,
) -> Sequence[Any]:
    """One row an indicator owed, of the next `limit` pairs of organisation and collection above `after`."""
    found = await run_sql(
        session,
        _ARRIVED,
        top=organisation,
        collection=collection,
        period=period,
        as_of=as_of,
        after_organisation=after[0],
        after_collection=after[1],
        limit=limit,
        **reach_values(reach),
    )
    return found.all()
