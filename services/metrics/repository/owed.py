"""Who owes which indicator: the rule of `Indicator.owed_by`, stated in SQL.

Organisations that the rule cannot tell apart share a profile, and what a collection asks is worked out once a profile:
a few dozen of them, where organisation by organisation three thousand would be held against every indicator.
"""

from services.metrics.repository.reached import reaching

_OWED = """described as (
    select o.code, o.path, o.kind, o.attributes ->> 'school_kind' as school_kind, o.attributes ->> 'place' as place,
           o.attributes ->> 'function' as function,
           case when division.code like '%0000' then 'province' when division.code like '%00' then 'prefecture'
                when division.code <> '' then 'county' end as level,
           cast(o.attributes ->> 'opened_on' as date) as opened_on,
           cast(o.attributes ->> 'closed_on' as date) as closed_on
    from {schema}.organisation o
    cross join lateral (select o.attributes ->> 'division_code' as code) division
    where {reached} and (cast(:top as text) is null or {at_or_below})),
reporter as materialized (
    select *, array[kind, school_kind, place, function, level] as profile from described),
asked as materialized (
    select p.profile, c.code as collection, c.period, c.opens_on, c.due_on, c.status, root.code as root,
           root.path || '/' as below, min(begins) as begins, min(begins + lasts) as ends,
           array_agg(i.code order by i.code) as indicators
    from (select distinct profile, kind, school_kind, place, function, level from reporter) p
    cross join {schema}.collection c
    cross join lateral (
        select make_date(cast(left(c.period, 4) as integer), case length(c.period) when 4 then 1
                 when 7 then cast(right(c.period, 2) as integer) else 9 end, 1)
               + case when c.period like '____-____-2' then interval '6 months' else interval '0' end as begins,
               case length(c.period) when 7 then interval '1 month' when 11 then interval '6 months'
                 else interval '1 year' end as lasts) span
    join {schema}.organisation root on root.code = c.organisation_code
    join {schema}.collection_indicator ci on ci.collection_code = c.code
    join {schema}.indicator i on i.code = ci.indicator_code and i.reporter_kind = p.kind
      and (i.school_kinds = '{}' or p.school_kind = any(i.school_kinds))
      and (i.places = '{}' or p.place = any(i.places))
      and (i.functions = '{}' or p.function = any(i.functions))
      and (i.levels = '{}' or p.level = any(i.levels))
    where c.opens_on <= :as_of and {only}
      and (cast(:collection as text) is null
        or c.period = (select period from {schema}.collection where code = :collection))
      and (cast(:period as text) is null or c.period = :period)
    group by p.profile, c.code, root.code),
asked_of as not materialized (
    select o.code as organisation, o.path, o.profile, o.opened_on, o.closed_on,
           a.collection, a.period, a.opens_on, a.due_on, a.status, a.indicators
    from reporter o join asked a on {asks}),
owed as not materialized (
    select * from asked_of where cast(:collection as text) is null or collection = :collection)"""
_ASKS = """a.profile = o.profile and (o.code = a.root or starts_with(o.path, a.below))
      and (o.opened_on is null or o.opened_on < a.ends) and (o.closed_on is null or o.closed_on > a.begins)"""

# The nearest government with a division code, hence a county or what stands above counties. A tree without such codes
# is counted by its nearest governments, so that nobody who owes falls out of the sums.
_COUNTY = """county as materialized (
    select o.code as organisation, coalesce(nearest.code, o.code) as county
    from reporter o left join lateral (
        select g.code from {schema}.organisation g
        where g.code = any(string_to_array(o.path, '/')) and g.kind = 'government'
        order by coalesce(g.attributes ->> 'division_code', '') = '', length(g.path) desc limit 1) nearest on true)"""


def owing(statement: str, only: str = "true") -> str:
    """The statement with `{owed}` written out: common tables `reporter`; `asked`, what a collection asks of a profile;
    `asked_of`, of an organisation; and `owed`, the same of `collection` alone where it is given. `{county}` may follow;
    `{asks}` says whether `asked a` is asked of an organisation `o`.

    Values: `top`, `as_of`, `collection`, `period` and those of `reach_values`; `only` says of which collections `c`. An
    empty list of a population leaves open; a collection that opens after `as_of` owes nothing yet; whoever did not
    exist on any day of the period owes nothing for it.
    """
    for name, text in (("{owed}", _OWED), ("{county}", _COUNTY), ("{asks}", _ASKS), ("{only}", only)):
        statement = statement.replace(name, text)
    return reaching(statement)
