"""Corrections: versions that were sent to change an approved one."""

from collections.abc import Sequence
from typing import Any

from services.access.caller import Reach
from services.kernel.copying import copy_in
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.columns import Places
from services.metrics.domain.taking import Rows
from services.metrics.repository.reached import reach_values, reaching

_KINDS = {"period": "i4", "organisation": "i4", "indicator": "i4", "version": "i2", "corrects": "i2"}
# Found along `number` or, of one organisation, along (organisation, number); all else is a lookup a row shown. In two
# parts: of nine tables at once the server looks for the best order for longer than it takes to answer.
_LISTED = reaching("""
with page as materialized (
  select c.number, c.organisation, c.indicator, c.period, c.version, c.corrects, c.reason, o.code,
    new.submission, new.value as new_value, p.state, p.review
  from {schema}.correction c
  join {schema}.organisation o on o.number = c.organisation
  join {schema}.reading new on (new.period, new.organisation, new.indicator, new.version)
    = (c.period, c.organisation, c.indicator, c.version)
  join {schema}.submission_part p on p.submission = new.submission and p.organisation = c.organisation
  where c.number < :before and {reached} and (cast(:top as text) is null or {at_or_below})
    and (cast(:organisation as text) is null or o.code = :organisation)
    and (cast(:indicator as text) is null
      or c.indicator = (select number from {schema}.indicator where code = :indicator))
    and (cast(:period as text) is null or c.period = (select number from {schema}.period_number where code = :period))
    and (cast(:state as text) is null or p.state = :state)
  order by c.number desc limit :limit)
select c.number, c.code as organisation, i.code as indicator, t.code as period, c.version, c.corrects,
  old.value as old_value, c.new_value, coalesce(c.reason, s.correction_reason) as correction_reason,
  s.id as submission, s.sender_id, s.sender_name, s.received_at, c.state, v.reviewer_id, v.reviewer_name, v.reviewed_at
from page c
join {schema}.indicator i on i.number = c.indicator
join {schema}.period_number t on t.number = c.period
join {schema}.reading old on (old.period, old.organisation, old.indicator, old.version)
  = (c.period, c.organisation, c.indicator, c.corrects)
join {schema}.submission s on s.number = c.submission
left join {schema}.review v on v.number = c.review
order by c.number desc
""")


async def keep_corrections(session: Session, rows: Rows, corrects: Places) -> None:
    """The rows, as they were kept; each changes the version that `corrects` names."""
    columns = {
        "period": rows.periods,
        "organisation": rows.organisations,
        "indicator": rows.indicators,
        "version": rows.versions,
        "corrects": corrects,
    }
    await copy_in(session, "correction", columns, _KINDS)


async def list_corrections(
    session: Session,
    reach: Reach,
    *,
    organisation: str | None,
    below: str | None,
    indicator: str | None,
    period: str | None,
    state: str | None,
    before: int,
    limit: int,
) -> Sequence[Any]:
    """The newest first, those below the number `before`."""
    found = await run_sql(
        session,
        _LISTED,
        organisation=organisation,
        top=below,
        indicator=indicator,
        period=period,
        state=state,
        before=before,
        limit=limit,
        **reach_values(reach),
    )
    return found.all()
