"""What organisations owe: collections met with organisations, and what has arrived."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.repository.reached import reach_values, reaching

_ARRIVED = reaching("""
with owed as materialized (
select o.code as organisation, c.code as collection, array_agg(i.code order by i.code) as indicators
from {schema}.collection c
join {schema}.organisation root on root.code = c.organisation_code
join {schema}.organisation o on o.code = root.code or starts_with(o.path, root.path || '/')
join {schema}.collection_indicator ci on ci.collection_code = c.code
join {schema}.indicator i on i.code = ci.indicator_code and i.reported_by = o.kind
  and coalesce(o.attributes ->> 'school_kind', o.kind) = any(i.applies_to)
where {reached} and c.opens_on <= :as_of
  and (cast(:collection as text) is null or c.code = :collection)
  and (cast(:period as text) is null or c.period = :period)
  and (cast(:top as text) is null or {at_or_below})
  and (o.code, c.code) > (:after_organisation, :after_collection)
group by o.code, c.code order by o.code, c.code limit :limit)
select w.organisation, o.name_zh, o.name_en, w.collection, c.period, c.due_on, c.status,
       k.indicator, known.stands, known.approved, known.returned
from owed w
join {schema}.organisation o on o.code = w.organisation
join {schema}.collection c on c.code = w.collection
cross join lateral unnest(w.indicators) as k (indicator)
cross join lateral (
    select coalesce(bool_or(p.state <> 'returned'), false) as stands,
           coalesce(bool_or(p.state = 'approved'), false) as approved,
           coalesce((array_agg(p.state order by r.id desc))[1] = 'returned', false) as returned
    from {schema}.reading r join {schema}.submission_part p using (submission_id, organisation_code)
    where r.organisation_code = w.organisation and r.indicator_code = k.indicator and r.period = c.period) known
order by w.organisation, w.collection, k.indicator
""")


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
    """One row an indicator owed, of the next `limit` pairs of organisation and collection above `after`.

    A collection that opens after `as_of` owes nothing yet.
    """
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
