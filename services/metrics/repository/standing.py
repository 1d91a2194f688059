"""What is known of keys: one statement however many keys are asked for."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.reading import Amount, Key, Standing

_STANDING = """
select k.organisation, k.indicator, k.period, latest.id, latest.value, latest.unknown_reason,
       approved.id as approved_id, approved.value as approved_value, approved.unknown_reason as approved_reason
from unnest(cast(:organisations as text[]), cast(:indicators as text[]), cast(:periods as text[]))
       as k (organisation, indicator, period)
cross join lateral (
    select r.id, r.value, r.unknown_reason from {schema}.reading r
    join {schema}.submission_part p using (submission_id, organisation_code)
    where r.organisation_code = k.organisation and r.indicator_code = k.indicator and r.period = k.period
      and p.state <> 'returned'
    order by r.id desc limit 1) latest
left join lateral (
    select r.id, r.value, r.unknown_reason from {schema}.reading r
    join {schema}.submission_part p using (submission_id, organisation_code)
    where r.organisation_code = k.organisation and r.indicator_code = k.indicator and r.period = k.period
      and p.state = 'approved'
    order by r.id desc limit 1) approved on true
"""


async def standing_of(session: Session, keys: Sequence[Key]) -> dict[Key, Standing]:
    """The standing of those keys that have a reading which was not returned."""
    found: Iterable[Any] = await run_sql(
        session,
        _STANDING,
        organisations=[key.organisation for key in keys],
        indicators=[key.indicator for key in keys],
        periods=[key.period for key in keys],
    )
    return {
        Key(organisation, indicator, period): Standing(
            id_, Amount(value, reason), Amount(approved_value, approved_reason) if approved else None
        )
        for organisation, indicator, period, id_, value, reason, approved, approved_value, approved_reason in found
    }
