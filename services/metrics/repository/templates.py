"""Who is asked what in one collection, and what stands of it: what its template is made of."""

from collections.abc import Collection as Several
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.driver import fetch
from services.kernel.routes import Session
from services.metrics.domain.collection import Collection
from services.metrics.repository.owed import owing
from services.metrics.repository.reached import reach_values

_ASKED = owing("""
with {owed}
select o.number, o.code, o.name_zh, w.indicators from owed w join {schema}.organisation o on o.code = w.organisation
where cast(:organisation as text) is null or o.code = :organisation
order by o.code limit :limit
""")
_STANDING = """
select newest.organisation, newest.indicator, value, unknown_reason, evidence from (
  select distinct on (r.organisation, r.indicator) r.organisation, what.code as indicator, r.period,
         r.indicator as number, r.version, r.value
  from {schema}.reading r
  join {schema}.indicator what on what.number = r.indicator
  cross join lateral (select part.state from {schema}.submission_part part
      where part.submission = r.submission and part.organisation = r.organisation offset 0) p
  where r.period = (select number from {schema}.period_number where code = $1::text)
    and r.organisation = any($2::integer[]) and what.code = any($3::text[]) and p.state <> 'returned'
  order by r.organisation, r.indicator, r.version desc) newest
left join {schema}.reading_remark m
  on m.period = newest.period and m.organisation = newest.organisation and m.indicator = newest.number
  and m.version = newest.version
where value is distinct from 'infinity'
"""


@dataclass(frozen=True)
class Meant:
    """Which organisations: one, or one and all `below` it; None leaves open."""

    organisation: str | None
    below: str | None


async def asked_by(session: Session, reach: Reach, collection: Collection, meant: Meant, limit: int) -> Sequence[Any]:
    """Organisations that the collection asks, in order of their codes, each with the codes of its indicators."""
    found = await run_sql(
        session,
        _ASKED,
        top=meant.below,
        organisation=meant.organisation,
        collection=collection.code,
        period=collection.period,
        as_of=collection.opens_on,
        limit=limit,
        **reach_values(reach),
    )
    return found.all()


async def standing_of(
    session: Session, period: str, organisations: Several[int], indicators: Several[str]
) -> Sequence[Any]:
    """The newest reading of each that was not returned; none where it was withdrawn."""
    return await fetch(session, _STANDING, period, sorted(organisations), sorted(indicators))
