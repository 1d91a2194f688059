"""What is known of keys: one statement however many keys are asked for."""

from collections.abc import Iterable, Sequence
from typing import Any

from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.reading import Amount, Key, Standing

_STANDING = """
select k.organisation, k.indicator, k.period, latest.id, latest.value, latest.unknown_reason, latest.evidence,
       approved.id as approved_id, approved.value as approved_value, approved.unknown_reason as approved_reason,
       approved.evidence as approved_evidence
from unnest(cast(:organisations as text[]), cast(:indicators as text[]), cast(:periods as text[]))
       as k (organisation, indicator, period)
cross join lateral (
    select r.id, r.value, r.unknown_reason, r.evidence from {schema}.reading r
    join {schema}.submission_part p using (submission_id, organisation_code)
    where r.organisation_code = k.organisation and r.indicator_code = k.indicator and r.period = k.period
      and p.state <> 'returned'
    order by r.id desc limit 1) latest
left join lateral (
    select r.id, r.value, r.unknown_reason, r.evidence from {schema}.reading r
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
    return {Key(*row[:3]): _standing(*row[3:]) for row in found}


def _standing(id_: int, *rest: Any) -> Standing:
    value, reason, evidence, approved, approved_value, approved_reason, approved_evidence = rest
    return Standing(
        id_,
        Amount(value, reason, evidence),
        Amount(approved_value, approved_reason, approved_evidence) if approved else None,
    )
