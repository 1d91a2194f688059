"""Takes a batch of readings in: judge every reading, store what can be taken, publish it, report."""

import secrets
from collections.abc import Sequence
from typing import Any

from services.access.caller import Caller, Guard
from services.kernel.feed import publish_all
from services.kernel.routes import Session
from services.metrics.domain.asking import Asked, Ground
from services.metrics.domain.batch import Judged, Mode, judge, sound
from services.metrics.domain.conflicts import group
from services.metrics.domain.reading import Given
from services.metrics.domain.submission import Counts, Person, Receipt, Sent, Stored
from services.metrics.errors import SubmissionRejected
from services.metrics.repository.collections import open_askings
from services.metrics.repository.desk import queue_at_desks, reporters_by_code
from services.metrics.repository.indicators import indicators_by_code, keep_meanings
from services.metrics.repository.intake import store
from services.metrics.repository.standing import standing_of
from services.metrics.schemas.report import CountsShown, Report, ReportPart, shown_conflict
from services.metrics.schemas.submissions import SubmissionGiven

TOPIC = "readings"


async def submit(session: Session, guard: Guard, body: SubmissionGiven, *, dry_run: bool) -> Report:
    """The report; `SubmissionRejected` carries it when all or nothing was asked for and something is wrong."""
    judged = await _judge(session, guard, body.as_given(), body.correction_reason)
    counts = Counts(len(judged.created), len(judged.updated), judged.unchanged, judged.rejected)
    if judged.objections and body.mode is Mode.ALL_OR_NOTHING:
        report = _report(judged, counts, None, None, dry_run=dry_run)
        raise SubmissionRejected(
            f"{counts.rejected} of {len(body.readings)} readings cannot be taken",
            extra={"report": report.model_dump(mode="json")},
        )
    if not judged.taken:
        return _report(judged, counts, None, None, dry_run=dry_run)
    sender = _person(guard.caller)
    sent = Sent(f"sub_{secrets.token_hex(12)}", sender, body.note, body.mode, body.correction_reason, counts)
    receipt = await store(session, sent, judged.taken)
    changes = [_change(sent, receipt, organisation, stored) for organisation, stored in receipt.parts.items()]
    await publish_all(session, TOPIC, changes)
    return _report(judged, counts, sent, receipt, dry_run=dry_run)


async def _judge(session: Session, guard: Guard, batch: Sequence[Given], reason: str | None) -> Judged:
    """References first, all at once; then behind the desks of the organisations what is known of each key."""
    await keep_meanings(session)
    allowed = await guard.allowed({given.key.organisation for given in batch})
    reporters = await reporters_by_code(session, allowed)
    indicators = await indicators_by_code(session, {given.key.indicator for given in batch})
    asked = Asked(await open_askings(session, {given.key.period for given in batch}))
    good, objections = sound(batch, Ground(reporters, indicators, asked))
    keys = [reading.given.key for reading in good]
    await queue_at_desks(session, {key.organisation for key in keys})
    return judge(good, objections, await standing_of(session, keys), reason)


def _person(caller: Caller) -> Person:
    return Person(caller.id, caller.name)


def _change(sent: Sent, receipt: Receipt, organisation: str, stored: Sequence[Stored]) -> tuple[str, dict[str, Any]]:
    readings = [
        {
            "id": item.id,
            "indicator": item.settled.key.indicator,
            "period": item.settled.key.period,
            "value": item.settled.amount.value,
            "unknown_reason": item.settled.amount.unknown_reason,
            "evidence": item.settled.amount.evidence,
            "correction_reason": sent.correction_reason,
        }
        for item in stored
    ]
    body = {
        "submission": sent.id,
        "organisation": organisation,
        "sender": {"id": sent.sender.id, "name": sent.sender.name},
        "received_at": receipt.received_at.isoformat(),
        "readings": readings,
    }
    return f"{sent.id}/{organisation}", body


def _report(judged: Judged, counts: Counts, sent: Sent | None, receipt: Receipt | None, *, dry_run: bool) -> Report:
    parts = receipt.parts if receipt else {}
    return Report(
        submission=sent.id if sent and not dry_run else None,
        dry_run=dry_run,
        counts=CountsShown.model_validate(counts),
        conflicts=[shown_conflict(conflict) for conflict in group(judged.objections)],
        parts=[ReportPart(organisation=code, readings=len(stored)) for code, stored in parts.items()],
    )
