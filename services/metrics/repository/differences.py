"""Official values held against readings, of one period."""

from collections.abc import Collection, Sequence
from typing import Any

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.difference import Seen
from services.metrics.domain.submission import Person
from services.metrics.repository.reached import reach_values, reaching

# `covered`: of which indicators the imported tables speak, and for whom; elsewhere their silence says nothing.
_DIFFERENCES = reaching("""
with span as materialized (select number from {schema}.period_number where code = :period),
covered as materialized (
    select distinct root.code, root.path || '/' as below, spoken.indicator
    from {schema}.official_import i
    join {schema}.official_table t on t.code = i.table_code and t.version = i.table_version
    join {schema}.organisation root on root.code = t.organisation_code
    cross join lateral unnest(i.indicators) as spoken (indicator)
    where i.period = (select number from span)),
meant as materialized (
    select o.number, o.code, o.path, o.name_zh, o.name_en from {schema}.organisation o
    where {reached} and (cast(:top as text) is null or {at_or_below})
      and (cast(:organisations as text[]) is null or o.code = any(:organisations))
      and exists (select from covered c where o.code = c.code or starts_with(o.path, c.below))),
official as (
    select distinct on (v.organisation, v.indicator) v.organisation, v.indicator, v.version, v.value, v.import, v.place
    from {schema}.official_value v join meant on meant.number = v.organisation
    where v.period = (select number from span)
      and (cast(:indicator as integer) is null or v.indicator = :indicator)
    order by v.organisation, v.indicator, v.version desc),
reported as (
    select distinct on (r.organisation, r.indicator) r.organisation, r.indicator, r.version, r.value, p.state
    from {schema}.reading r join meant on meant.number = r.organisation
    join {schema}.submission_part p using (submission, organisation)
    where r.period = (select number from span) and p.state <> 'returned'
      and (cast(:indicator as integer) is null or r.indicator = :indicator)
      and exists (select from covered c where c.indicator = r.indicator
        and (meant.code = c.code or starts_with(meant.path, c.below)))
    order by r.organisation, r.indicator, r.version desc),
held as (
    select organisation, indicator, official.value as official, official.place, official.import,
           case when reported.value < 'infinity' then reported.value end as reported,
           case when reported.value < 'infinity' then reported.state end as review,
           coalesce(reported.version, 0) as reading_version, coalesce(official.version, 0) as official_version
    from official full join reported using (organisation, indicator)),
found as (
    select held.*, settled.decision, settled.reason, settled.reviewer_id, settled.reviewer_name, settled.settled_at
    from held left join lateral (
        select * from (
            select * from {schema}.difference_settlement d
            where d.period = (select number from span) and d.organisation = held.organisation
              and d.indicator = held.indicator order by d.number desc limit 1) newest
        where newest.reading_version = held.reading_version and newest.official_version = held.official_version)
      settled on true
    where held.official is distinct from held.reported
      and (held.organisation, held.indicator) > (:after_organisation, :after_indicator)
      and (cast(:state as text) is null or coalesce(settled.decision, 'open') = :state)
    order by held.organisation, held.indicator limit :limit)
select found.*, meant.code, meant.name_zh, meant.name_en, what.code as indicator_code, i.id as import_id
from found join meant on meant.number = found.organisation
join {schema}.indicator what on what.number = found.indicator
left join {schema}.official_import i on i.number = found.import
order by found.organisation, found.indicator
""")


async def differences(
    session: Session,
    reach: Reach,
    *,
    period: str,
    top: str | None,
    indicator: int | None,
    organisations: Collection[str] | None,
    state: str | None,
    after: tuple[int, int],
    limit: int,
) -> Sequence[Any]:
    """By the numbers of organisation and indicator, those above `after`."""
    found = await run_sql(
        session,
        _DIFFERENCES,
        period=period,
        top=top,
        indicator=indicator,
        organisations=None if organisations is None else sorted(organisations),
        state=state,
        after_organisation=after[0],
        after_indicator=after[1],
        limit=limit,
        **reach_values(reach),
    )
    return found.all()


async def keep_settlements(
    session: Session, period: str, seen: Sequence[Seen], *, decision: str, reason: str, reviewer: Person
) -> None:
    await run_sql(
        session,
        """insert into {schema}.difference_settlement (period, organisation, indicator, reading_version,
             official_version, decision, reason, reviewer_id, reviewer_name)
           select span.number, o.number, what.number, k.reading_version, k.official_version, :decision, :reason,
             :reviewer, :reviewer_name
           from unnest(cast(:organisations as text[]), cast(:indicators as text[]),
             cast(:reading_versions as smallint[]), cast(:official_versions as smallint[]))
             as k (organisation, indicator, reading_version, official_version)
           join {schema}.organisation o on o.code = k.organisation
           join {schema}.indicator what on what.code = k.indicator
           join {schema}.period_number span on span.code = :period""",
        period=period,
        organisations=[each.organisation for each in seen],
        indicators=[each.indicator for each in seen],
        reading_versions=[each.reading_version for each in seen],
        official_versions=[each.official_version for each in seen],
        decision=decision,
        reason=reason,
        reviewer=reviewer.id,
        reviewer_name=reviewer.name,
    )
