"""Readings as they are given out: the latest of each key, and every version of one key."""

from collections.abc import Collection, Sequence
from typing import Any

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.reading import Key
from services.metrics.repository.reached import reach_values, reaching

# Along the primary key. Where few organisations are meant their rows are looked up, else rows are filtered in passing.
_LATEST = reaching("""
with found as (
    select distinct on (r.period, r.organisation, r.indicator) r.*, p.state
    from {schema}.reading r
    join {schema}.submission_part p using (submission, organisation)
    join {schema}.organisation o on o.number = r.organisation
    where (r.period, r.organisation, r.indicator) > (:after_period, :after_organisation, :after_indicator)
      and (cast(:periods as integer[]) is null or r.period = any(:periods))
      and (cast(:organisations as integer[]) is null or r.organisation = any(:organisations))
      and (cast(:indicator as integer) is null or r.indicator = :indicator)
      and {reached}
      and (cast(:top as text) is null or {at_or_below})
      and (p.state = 'approved' or (p.state = 'pending' and not :approved_only))
    order by r.period, r.organisation, r.indicator, r.version desc limit :limit)
select f.period as period_number, f.organisation as organisation_number, f.indicator as indicator_number,
       n.code as period, o.code as organisation_code, i.code as indicator_code, f.version, f.value, f.state,
       m.unknown_reason, m.evidence, s.received_at, s.id as submission_id, s.sender_id, s.sender_name
from found f
join {schema}.organisation o on o.number = f.organisation
join {schema}.indicator i on i.number = f.indicator
join {schema}.period_number n on n.number = f.period
join {schema}.submission s on s.number = f.submission
left join {schema}.reading_remark m
  on (m.period, m.organisation, m.indicator, m.version) = (f.period, f.organisation, f.indicator, f.version)
order by f.period, f.organisation, f.indicator
""")
_FEW = 2_000
_MEANT = reaching("""select o.number from {schema}.organisation o where {reached}
    and (cast(:top as text) is null or {at_or_below})
    and (cast(:organisation as text) is null or o.code = :organisation)
    limit :limit""")


async def latest_readings(
    session: Session,
    reach: Reach,
    *,
    organisation: str | None,
    below: str | None,
    indicator: int | None,
    periods: Collection[int] | None,
    approved_only: bool,
    after: tuple[int, int, int],
    limit: int,
) -> Sequence[Any]:
    """By the numbers of period, organisation and indicator, those above `after`: of each key the highest version that
    was not returned. `periods` None: of all."""
    meant = await run_sql(session, _MEANT, organisation=organisation, top=below, limit=_FEW + 1, **reach_values(reach))
    numbers = [row.number for row in meant]
    found = await run_sql(
        session,
        _LATEST,
        organisations=numbers if len(numbers) <= _FEW else None,
        top=below,
        indicator=indicator,
        periods=None if periods is None else sorted(periods),
        approved_only=approved_only,
        after_period=after[0],
        after_organisation=after[1],
        after_indicator=after[2],
        limit=limit,
        **reach_values(reach),
    )
    return found.all()


async def history_of(session: Session, key: Key, after: int, limit: int) -> Sequence[Any]:
    """Every version of one key in the order in which they were said, those above `after`."""
    found = await run_sql(
        session,
        """select r.version, r.value, m.unknown_reason, m.evidence, s.id as submission_id, s.sender_id,
             s.sender_name, s.received_at, s.correction_reason, p.state, p.reviewer_id, p.reviewer_name,
             p.reviewed_at, p.reason
           from {schema}.reading r
           join {schema}.submission_part p using (submission, organisation)
           join {schema}.submission s on s.number = r.submission
           left join {schema}.reading_remark m using (period, organisation, indicator, version)
           where r.organisation = (select number from {schema}.organisation where code = :organisation)
             and r.indicator = (select number from {schema}.indicator where code = :indicator)
             and r.period = (select number from {schema}.period_number where code = :period)
             and r.version > :after order by r.version limit :limit""",
        organisation=key.organisation,
        indicator=key.indicator,
        period=key.period,
        after=after,
        limit=limit,
    )
    return found.all()
