"""Completeness in one aggregate: what is owed, met with what has arrived, summed up by county, unit or collection."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.completeness import Grouping
from services.metrics.repository.owed import owing
from services.metrics.repository.reached import reach_values

# `county`: the nearest government with a division code, hence a county or what stands above counties. A tree without
# such codes is counted by its nearest governments, so that nobody who owes falls out of the sums.
_COUNTED = owing("""
with {owed},
county as materialized (
    select o.code as organisation, coalesce(nearest.code, o.code) as county
    from reporter o left join lateral (
        select g.code from {schema}.organisation g
        where g.code = any(string_to_array(o.path, '/')) and g.kind = 'government'
        order by coalesce(g.attributes ->> 'division_code', '') = '', length(g.path) desc limit 1) nearest on true),
pair as materialized (
    select * from owed where :by <> 'unit' or organisation in (
        select distinct organisation from owed where organisation > :after order by organisation limit :limit)),
known as (
    select pair.organisation, pair.collection, r.indicator_code, bool_or(p.state = 'approved') as approved
    from pair
    join {schema}.reading r on r.organisation_code = pair.organisation and r.period = pair.period
      and r.indicator_code = any(pair.indicators)
    join {schema}.submission_part p using (submission_id, organisation_code)
    where p.state <> 'returned'
    group by pair.organisation, pair.collection, r.indicator_code),
arrived as (
    select organisation, collection, count(*) as reported, count(*) filter (where approved) as approved
    from known group by organisation, collection),
counted as (
    select organisation, collection, due_on, cardinality(indicators) as owed, coalesce(reported, 0) as reported,
           coalesce(approved, 0) as approved
    from pair left join arrived using (organisation, collection)),
unit as (
    select case :by when 'county' then county when 'unit' then organisation else collection end as code,
           organisation, sum(owed) as owed, sum(reported) as reported, sum(approved) as approved,
           coalesce(sum(owed - reported) filter (where due_on < :as_of), 0) as overdue, min(due_on) as first_due_on
    from counted join county using (organisation)
    group by 1, 2),
total as (
    select code, count(*) as organisations, count(*) filter (where owed = reported) as complete_organisations,
           cast(sum(owed) as bigint) as owed, cast(sum(reported) as bigint) as reported,
           cast(sum(approved) as bigint) as approved, cast(sum(overdue) as bigint) as overdue,
           min(first_due_on) as first_due_on
    from unit where code > :after group by code order by code limit :limit)
select total.*, coalesce(o.name_zh, c.title_zh) as name_zh, coalesce(o.name_en, c.title_en) as name_en
from total
left join {schema}.organisation o on o.code = total.code and :by <> 'collection'
left join {schema}.collection c on c.code = total.code and :by = 'collection'
order by total.code
""")


async def counted(
    session: Session,
    reach: Reach,
    *,
    by: Grouping,
    organisation: str | None,
    collection: str | None,
    period: str | None,
    as_of: date,
    after: str,
    limit: int,
) -> Sequence[Any]:
    """One row a county, unit or collection in order of codes, those above `after`; the figures count indicators owed.

    A unit of a county or collection is complete when nothing that it owes there is missing.
    """
    found = await run_sql(
        session,
        _COUNTED,
        by=by.value,
        top=organisation,
        collection=collection,
        period=period,
        as_of=as_of,
        after=after,
        limit=limit,
        **reach_values(reach),
    )
    return found.all()
