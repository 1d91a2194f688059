"""Readings as they are given out: the latest of each key, and every version of one key."""

from collections.abc import Sequence
from typing import Any

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.reading import Key
from services.metrics.repository.reached import reach_values, reaching

_LATEST = reaching("""
select distinct on (r.organisation_code, r.indicator_code, r.period)
       r.id, r.organisation_code, r.indicator_code, r.period, r.value, r.unknown_reason, r.evidence,
       r.recorded_at, r.submission_id, p.state, s.sender_id, s.sender_name
from {schema}.reading r
join {schema}.submission_part p using (submission_id, organisation_code)
join {schema}.submission s on s.id = r.submission_id
join {schema}.organisation o on o.code = r.organisation_code
where (r.organisation_code, r.indicator_code, r.period) > (:after_organisation, :after_indicator, :after_period)
  and {reached}
  and (cast(:organisation as text) is null or r.organisation_code = :organisation)
  and (cast(:indicator as text) is null or r.indicator_code = :indicator)
  and (cast(:period as text) is null or r.period = :period)
  and (cast(:top as text) is null or {at_or_below})
  and (p.state = 'approved' or (p.state = 'pending' and not :approved_only))
order by r.organisation_code, r.indicator_code, r.period, r.id desc limit :limit
""")


async def latest_readings(
    session: Session,
    reach: Reach,
    *,
    organisation: str | None,
    below: str | None,
    indicator: str | None,
    period: str | None,
    approved_only: bool,
    after: Key,
    limit: int,
) -> Sequence[Any]:
    """In order of their keys, those above `after`: of each key the highest id that was not returned."""
    found = await run_sql(
        session,
        _LATEST,
        organisation=organisation,
        top=below,
        indicator=indicator,
        period=period,
        approved_only=approved_only,
        after_organisation=after.organisation,
        after_indicator=after.indicator,
        after_period=after.period,
        limit=limit,
        **reach_values(reach),
    )
    return found.all()


async def history_of(session: Session, key: Key, after: int, limit: int) -> Sequence[Any]:
    """Every version of one key in the order in which they were said, those with ids above `after`."""
    found = await run_sql(
        session,
        """select r.id, r.value, r.unknown_reason, r.evidence, r.replaces, r.recorded_at, r.submission_id, s.sender_id,
             s.sender_name, s.received_at, s.correction_reason, p.state, p.reviewer_id, p.reviewer_name,
             p.reviewed_at, p.reason
           from {schema}.reading r
           join {schema}.submission_part p using (submission_id, organisation_code)
           join {schema}.submission s on s.id = r.submission_id
           where r.organisation_code = :organisation and r.indicator_code = :indicator and r.period = :period
             and r.id > :after order by r.id limit :limit""",
        organisation=key.organisation,
        indicator=key.indicator,
        period=key.period,
        after=after,
        limit=limit,
    )
    return found.all()
