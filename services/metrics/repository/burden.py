"""How much is asked: worked out once for all organisations that the same collections ask alike, then added up."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.burden import Over, Twice
from services.metrics.domain.collection import Collection
from services.metrics.repository.answered import answering
from services.metrics.repository.owed import owing
from services.metrics.repository.reached import reach_values

MOST_COUNTED = 200_000
"""Data of a collection up to which it is counted which of them stand: a lookup each."""
BESIDE_SHOWN = 20
EVER = date(9999, 12, 31)
EVERYWHERE = Reach((), ("/",))

_KIN = """asking as materialized (
    select organisation, profile, array_agg(collection order by collection) as collections
    from asked_of group by organisation, profile)"""
_TWICE = owing(
    """
with {owed},
"""  # noqa: S608 - no value in it
    + _KIN
    + """,
kin as (select profile, collections, count(*) as organisations from asking
    where :collection = any(collections) group by profile, collections),
datum as (
    select k.profile, k.collections, k.organisations, one.indicator,
           array_remove(array_agg(a.collection), :collection) as others
    from kin k join asked a on a.profile = k.profile and a.collection = any(k.collections)
    cross join lateral unnest(a.indicators) as one (indicator)
    group by 1, 2, 3, 4 having bool_or(a.collection = :collection))
select null as collection, coalesce(sum(organisations), 0) as data,
       coalesce(sum(organisations) filter (where others <> '{}'), 0) as elsewhere,
       (select coalesce(sum(organisations), 0) from kin) as organisations
from datum
union all (
    select other, sum(organisations), null, null from datum cross join lateral unnest(others) as o (other)
    group by other order by 2 desc, 1 limit :shown)
"""
)
_STANDING = answering(
    owing("""
with {owed}
select count(*) filter (where known.reported or known.unknown)
from owed w join {schema}.organisation o on o.code = w.organisation
cross join lateral unnest(w.indicators) as k (indicator)
join {schema}.indicator what on what.code = k.indicator
join {schema}.period_number span on span.code = w.period
cross join lateral (
    select {answered} from {schema}.reading r join {schema}.submission_part p using (submission, organisation)
    where r.organisation = o.number and r.indicator = what.number and r.period = span.number) known
""")
)
_LOAD = owing(
    """
with {owed},
{county},
"""  # noqa: S608 - no value in it
    + _KIN
    + """,
alike as materialized (select *, dense_rank() over (order by profile, collections) as kin from asking),
member as (
    select case :over when 'unit' then organisation when 'county' then county else '' end as code, kin,
           count(*) as organisations
    from alike join county using (organisation) group by 1, 2),
page as materialized (
    select code, kin, organisations from (
        select *, dense_rank() over (order by code) as place from member where code > :after or :over = 'reach') ranked
    where place <= :limit),
datum as (
    select k.kin, a.collection, a.period, one.indicator, a.due_on between :first and :last as counts,
           row_number() over same > 1 as reused, count(*) filter (where a.due_on between :first and :last) over (
             partition by k.kin, a.period, one.indicator) as often
    from (select distinct kin, profile, collections from alike where kin in (select kin from page)) k
    join asked a on a.profile = k.profile and a.collection = any(k.collections)
    cross join lateral unnest(a.indicators) as one (indicator)
    window same as (partition by k.kin, a.period, one.indicator order by a.opens_on, a.collection)),
of_collection as materialized (
    select kin, collection, count(*) as asked, count(*) filter (where reused) as reused
    from datum where counts group by kin, collection),
of_kin as materialized (
    select kin, count(*) as asked, count(distinct (period, indicator)) as data,
           count(distinct (period, indicator)) filter (where often > 1) as repeated,
           count(*) filter (where reused) as reused
    from datum where counts group by kin),
total as materialized (
    select code, sum(organisations) as organisations, sum(organisations * asked) as asked,
           sum(organisations * data) as data, sum(organisations * repeated) as repeated,
           sum(organisations * reused) as reused, max(asked) as most
    from page join of_kin using (kin) group by code),
listed as materialized (
    select code, jsonb_agg(jsonb_build_object('collection', collection, 'asked', asked, 'reused', reused)
             order by collection) as collections
    from (select code, collection, sum(organisations * asked) as asked, sum(organisations * reused) as reused
          from page join of_collection using (kin) group by code, collection) each
    group by code)
select total.*, cast(listed.collections as text) as collections, o.name_zh, o.name_en
from total join listed using (code) left join {schema}.organisation o on o.code = total.code
order by total.code
""",
    only="c.period in (select due.period from {schema}.collection due where due.due_on between :first and :last)",
)


async def asked_twice(session: Session, collection: Collection) -> Twice:
    """Of a collection that is stored: what of it others ask, whenever they open, and what stands."""
    values = {
        "top": collection.organisation,
        "collection": collection.code,
        "period": collection.period,
        "as_of": EVER,
        **reach_values(EVERYWHERE),
    }
    whole, *beside = (await run_sql(session, _TWICE, shown=BESIDE_SHOWN, **values)).all()
    reported = None
    if whole.data <= MOST_COUNTED:
        reported = (await run_sql(session, _STANDING, **values)).scalar_one()
    named = tuple((row.collection, int(row.data)) for row in beside)
    return Twice(int(whole.organisations), int(whole.data), int(whole.elsewhere), named, reported)


async def burden_of(
    session: Session, reach: Reach, year: int, *, over: Over, organisation: str | None, after: str, limit: int
) -> Sequence[Any]:
    """What was due in a calendar year, in order of codes, those above `after`.

    A datum is `reused` where a collection that opened earlier, in whatever year it was due, asks for it as well.
    """
    found = await run_sql(
        session,
        _LOAD,
        over=over.value,
        first=date(year, 1, 1),
        last=date(year, 12, 31),
        top=organisation,
        collection=None,
        period=None,
        as_of=date(year, 12, 31),
        after=after,
        limit=limit,
        **reach_values(reach),
    )
    return found.all()
