"""Completeness in one aggregate: what is owed, met with what has arrived, summed up by county, unit or collection."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.completeness import Grouping
from services.metrics.repository.answered import answering
from services.metrics.repository.owed import owing
from services.metrics.repository.reached import reach_values

_COUNTED = answering(
    owing("""
with {owed},
{county},
pair as materialized (
    select * from owed where :by <> 'unit' or organisation in (
        select distinct organisation from owed where organisation > :after order by organisation limit :limit)),
datum as (
    select pair.organisation, one.indicator, pair.period,
           case :by when 'collection' then pair.collection end as collection,
           min(pair.due_on) as due_on, {answered}, {arrived} as arrived
    from pair cross join lateral unnest(pair.indicators) as one (indicator)
    join {schema}.organisation who on who.code = pair.organisation
    join {schema}.indicator what on what.code = one.indicator
    left join {schema}.period_number span on span.code = pair.period
    left join ({schema}.reading r join {schema}.submission_part p using (submission, organisation)
        join {schema}.submission s on s.number = r.submission)
      on r.organisation = who.number and r.indicator = what.number and r.period = span.number
    group by 1, 2, 3, 4),
unit as (
    select case :by when 'county' then county when 'unit' then organisation else collection end as code,
           organisation, count(*) as owed, count(*) filter (where reported) as reported,
           count(*) filter (where unknown) as unknown, count(*) filter (where approved) as approved,
           count(*) filter (where not reported and not unknown and due_on < :as_of) as overdue,
           count(*) filter (where (reported or unknown) and arrived <= due_on) as on_time,
           coalesce(max(arrived - due_on) filter (where (reported or unknown) and arrived > due_on), 0) as days_late,
           min(due_on) as first_due_on
    from datum join county using (organisation)
    group by 1, 2),
total as (
    select code, count(*) as organisations, count(*) filter (where owed = reported) as complete_organisations,
           cast(sum(owed) as bigint) as owed, cast(sum(reported) as bigint) as reported,
           cast(sum(unknown) as bigint) as unknown, cast(sum(approved) as bigint) as approved,
           cast(sum(overdue) as bigint) as overdue, cast(sum(on_time) as bigint) as on_time,
           max(days_late) as days_late, min(first_due_on) as first_due_on
    from unit where code > :after group by code order by code limit :limit)
select total.*, coalesce(c.title_zh, o.name_zh) as name_zh, coalesce(c.title_en, o.name_en) as name_en,
       :by = 'unit' or {reached} and (cast(:top as text) is null or {at_or_below}) and (
           o.path || '/' like any(:patterns)
           or not exists (select from {schema}.organisation child where child.parent_code = o.code)) as whole
from total
left join {schema}.collection c on c.code = total.code and :by = 'collection'
left join {schema}.organisation o on o.code = case :by when 'collection' then c.organisation_code else total.code end
order by total.code
""")
)


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
    """One row a county, unit or collection in order of codes, those above `after`; the figures count data owed.

    A datum is an indicator that an organisation owes for a period: two collections may ask for it, and only their own
    rows count it twice. An organisation is complete when every datum it owes there is a value. `whole`: nobody who
    belongs to the county or collection is left out by the reach or by `organisation`.
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
