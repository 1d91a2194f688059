"""Readings whose approval changes a value that was approved before, though nobody sent them as corrections."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from services.kernel.copying import copy_out
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.columns import Places

KEY = ("organisation", "indicator", "period")
_KINDS = {"submission": "i8", "organisation": "i4", "indicator": "i4", "period": "i4", "version": "i2"}
_KINDS |= {"corrects": "i2", "old": "f8", "new": "f8"}
# Few organisations have an approved part already; only of these readings are looked at. `offset 0`: along the key.
_REPLACING = """
select r.submission, r.organisation, r.indicator, r.period, r.version, old.version, coalesce(old.value, 'NaN'),
  coalesce(r.value, 'NaN')
from unnest($1::bigint[], $2::integer[]) as asked (submission, organisation)
join {schema}.submission_part p on p.submission = asked.submission and p.organisation = asked.organisation
cross join lateral (select from {schema}.submission_part q where q.organisation = p.organisation
  and q.submission < p.submission and q.state = 'approved' limit 1) earlier
cross join lateral (select p.only_period as period where p.only_period <> 0 union all
  select x.period from {schema}.part_period x where p.only_period = 0 and x.submission = p.submission
    and x.organisation = p.organisation) spoken
cross join lateral (select * from {schema}.reading r where r.period = spoken.period
  and r.organisation = p.organisation and r.submission = p.submission offset 0) r
cross join lateral (select o.version, o.value from {schema}.reading o
  join {schema}.submission_part q on q.submission = o.submission and q.organisation = o.organisation
  where o.period = r.period and o.organisation = r.organisation and o.indicator = r.indicator
    and q.state = 'approved' order by o.version desc limit 1) old
where old.version < r.version and old.value is distinct from r.value
  and not exists (select from {schema}.correction c where c.organisation = r.organisation and c.period = r.period
    and c.indicator = r.indicator and c.version = r.version)"""


async def replacing(session: Session, submissions: Places, organisations: Places) -> Mapping[str, Any]:
    """Of these parts, were they approved: the readings by numbers, the version each `corrects`, the `old` value and the
    `new` (NaN: unknown)."""
    return await copy_out(session, _REPLACING, [submissions.tolist(), organisations.tolist()], _KINDS)


async def keep_replacements(session: Session, replaced: Mapping[str, Any], reason: str) -> None:
    """As corrections, for the reason that their approval gave."""
    names = ("period", *KEY[:2], "version", "corrects")
    await run_sql(
        session,
        """insert into {schema}.correction (period, organisation, indicator, version, corrects, reason)
           select new.*, :reason from unnest(cast(:period as integer[]), cast(:organisation as integer[]),
             cast(:indicator as integer[]), cast(:version as integer[]), cast(:corrects as integer[])) as new""",
        reason=reason,
        **{name: replaced[name].tolist() for name in names},
    )


async def names_of(session: Session, replaced: Mapping[str, Any]) -> dict[str, dict[int, str]]:
    """The codes of their organisations, indicators and periods, by numbers."""
    found = {}
    for name, table in zip(KEY, ("organisation", "indicator", "period_number"), strict=True):
        rows = await run_sql(
            session,
            f"select number, code from {{schema}}.{table} where number = any(:numbers)",  # noqa: S608 - of ours
            numbers=np.unique(replaced[name]).tolist(),
        )
        found[name] = {row.number: row.code for row in rows}
    return found
