"""Stores a submission: one statement each for the batch, its parts, and its readings."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.reading import Key, Settled
from services.metrics.domain.submission import Receipt, Sent, Stored


async def store(session: Session, sent: Sent, taken: Sequence[Settled]) -> Receipt:
    """Append the batch. The desks of its organisations must be held: ids then rise in the order of truth."""
    counted = Counter(settled.key.organisation for settled in taken)
    received_at = await _write_submission(session, sent, len(counted))
    await run_sql(
        session,
        """insert into {schema}.submission_part (submission_id, organisation_code, readings, state)
           select :submission, part.code, part.readings, 'pending'
           from unnest(cast(:codes as text[]), cast(:readings as int[])) as part (code, readings)""",
        submission=sent.id,
        codes=list(counted),
        readings=list(counted.values()),
    )
    ids = await _write_readings(session, sent.id, taken)
    parts: dict[str, list[Stored]] = defaultdict(list)
    for settled in taken:
        parts[settled.key.organisation].append(Stored(ids[settled.key], settled))
    for stored in parts.values():
        stored.sort(key=lambda item: item.id)
    return Receipt(received_at, dict(sorted(parts.items())))


async def _write_submission(session: Session, sent: Sent, parts: int) -> datetime:
    found = await run_sql(
        session,
        """insert into {schema}.submission (id, sender_id, sender_name, note, mode, correction_reason,
             created, updated, unchanged, rejected, parts)
           values (:id, :sender, :sender_name, :note, :mode, :correction_reason,
             :created, :updated, :unchanged, :rejected, :parts) returning received_at""",
        id=sent.id,
        sender=sent.sender.id,
        sender_name=sent.sender.name,
        note=sent.note,
        mode=sent.mode.value,
        correction_reason=sent.correction_reason,
        created=sent.counts.created,
        updated=sent.counts.updated,
        unchanged=sent.counts.unchanged,
        rejected=sent.counts.rejected,
        parts=parts,
    )
    received_at: datetime = found.scalar_one()
    return received_at


async def _write_readings(session: Session, submission: str, taken: Sequence[Settled]) -> dict[Key, int]:
    ordered = sorted(taken, key=lambda settled: settled.key)
    found: Iterable[Any] = await run_sql(
        session,
        """insert into {schema}.reading
             (submission_id, organisation_code, indicator_code, period, value, unknown_reason, evidence, replaces)
           select :submission, n.organisation, n.indicator, n.period, n.value, n.unknown_reason, n.evidence,
             n.replaces
           from unnest(cast(:organisations as text[]), cast(:indicators as text[]), cast(:periods as text[]),
                       cast(:amounts as numeric[]), cast(:reasons as text[]), cast(:evidence as text[]),
                       cast(:replaces as bigint[]))
             with ordinality as n (organisation, indicator, period, value, unknown_reason, evidence, replaces, place)
           order by n.place
           returning id, organisation_code, indicator_code, period""",
        submission=submission,
        organisations=[settled.key.organisation for settled in ordered],
        indicators=[settled.key.indicator for settled in ordered],
        periods=[settled.key.period for settled in ordered],
        amounts=[settled.amount.value for settled in ordered],
        reasons=[settled.amount.unknown_reason for settled in ordered],
        evidence=[settled.amount.evidence for settled in ordered],
        replaces=[settled.replaces for settled in ordered],
    )
    return {Key(organisation, indicator, period): id_ for id_, organisation, indicator, period in found}
