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

# `rival`: what more than one collection asks, worked out once for all organisations that the same ones ask alike.
_ARRIVED = answering(
    owing("""
with {owed},
page as materialized (
    select * from owed where (organisation, collection) > (:after_organisation, :after_collection)
    order by organisation, collection limit :limit),
alike as materialized (
    select organisation, profile, collections, dense_rank() over (order by profile, collections) as kin from (
        select o.code as organisation, o.profile, array_agg(a.collection order by a.collection) as collections
        from (select distinct organisation as code, path, profile, opened_on, closed_on from page) o
        join asked a on {asks} group by o.code, o.profile) each),
rival as materialized (
    select k.kin, a.period, one.indicator,
           (array_agg(a.collection order by a.opens_on, a.collection))[1] as first,
           (array_agg(a.collection order by a.status = 'open' desc, a.due_on, a.collection))[1] as next
    from (select distinct kin, profile, collections from alike) k
    join asked a on a.profile = k.profile and a.collection = any(k.collections)
    cross join lateral unnest(a.indicators) as one (indicator)
    group by 1, 2, 3 having count(*) > 1)
select w.organisation, o.name_zh, o.name_en, w.collection, w.period, w.due_on, w.status,
       k.indicator, known.reported, known.unknown, known.approved, known.returned,
       nullif(case when known.reported or known.unknown then rival.first else rival.next end, w.collection) as through,
       greatest(known.arrived - w.due_on, 0) as days_late, settled.corrected
from page w
join {schema}.organisation o on o.code = w.organisation
cross join lateral unnest(w.indicators) as k (indicator)
join {schema}.indicator what on what.code = k.indicator
left join {schema}.period_number span on span.code = w.period
join alike on alike.organisation = w.organisation
left join rival on rival.kin = alike.kin and rival.period = w.period and rival.indicator = k.indicator
cross join lateral (
    select {answered}, {arrived} as arrived,
           coalesce((array_agg(p.state order by r.version desc))[1] = 'returned', false) as returned,
           coalesce(max(r.version) filter (where p.state <> 'returned'), 0) as version
    from {schema}.reading r join {schema}.submission_part p using (submission, organisation)
    join {schema}.submission s on s.number = r.submission
    where r.organisation = o.number and r.indicator = what.number and r.period = span.number) known
left join lateral (
    select d.decision = 'official_stands' and d.reading_version = known.version as corrected
    from {schema}.difference_settlement d
    where d.period = span.number and d.organisation = o.number and d.indicator = what.number
    order by d.number desc limit 1) settled on true
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
    """One row an indicator owed, of the next `limit` pairs of organisation and collection above `after`.

    `through`: the other collection that asks for the same, and through which it is sent. What stands was sent through
    the one that opened first; what is missing is asked by the open one that is due first.
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
