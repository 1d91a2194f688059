"""Reviews parts of a submission: four eyes, each part once."""

from collections.abc import Collection

from services.access.caller import Guard
from services.kernel.errors import NotFound
from services.kernel.feed import publish_all
from services.kernel.routes import Session
from services.metrics.domain.part import PartState
from services.metrics.domain.submission import Person
from services.metrics.errors import AlreadyReviewed, OwnSubmission
from services.metrics.repository.desk import numbers_of_organisations, queue_at_desks
from services.metrics.repository.reviews import part_states, review_parts
from services.metrics.repository.submissions import submission_head
from services.metrics.schemas.reviews import ReviewedPart, ReviewGiven, ReviewReport

TOPIC = "review"
NAMED = 100
MOST = 10_000
"""Organisations in one change."""


async def review(session: Session, guard: Guard, submission: str, body: ReviewGiven) -> ReviewReport:
    """The parts that were reviewed. What lies outside the caller's reach does not exist for the answer."""
    meant = await _meant(session, guard, submission, body.organisations)
    head = await submission_head(session, submission)
    if head is None:
        raise NotFound()
    if head.sender_id == guard.caller.id:
        raise OwnSubmission()
    await queue_at_desks(session, (await numbers_of_organisations(session, meant)).values())
    pending = await _pending(session, submission, meant, named=body.organisations is not None)
    reviewer = Person(guard.caller.id, guard.caller.name)
    reviewed_at = await review_parts(
        session, submission, pending, decision=body.decision.value, reason=body.reason, reviewer=reviewer
    )
    outcome = {
        "submission": submission,
        "decision": body.decision.value,
        "reason": body.reason,
        "reviewer": {"id": reviewer.id, "name": reviewer.name},
        "reviewed_at": reviewed_at.isoformat(),
    }
    pieces = [pending[begun : begun + MOST] for begun in range(0, len(pending), MOST)]
    changes = [(f"{submission}/{piece[0]}", {**outcome, "organisations": piece}) for piece in pieces]
    await publish_all(session, TOPIC, changes)
    state = PartState(body.decision.value)
    parts = [ReviewedPart(organisation=organisation, state=state) for organisation in pending]
    return ReviewReport(reviewed=len(parts), parts=parts)


async def _meant(session: Session, guard: Guard, submission: str, named: Collection[str] | None) -> set[str]:
    """The organisations of the submission within reach that are meant; a named one outside is not found."""
    reached = await guard.allowed((await part_states(session, submission)).keys())
    meant = reached if named is None else set(named)
    if not meant or not meant <= reached:
        raise NotFound()
    return meant


async def _pending(session: Session, submission: str, meant: Collection[str], *, named: bool) -> list[str]:
    """Those of the meant ones that are pending, read behind their desks; a named one that is not is refused."""
    states = await part_states(session, submission)
    pending = [code for code in states if code in meant and states[code] == PartState.PENDING]
    settled = sorted(set(meant) - set(pending))
    if not pending or (named and settled):
        raise AlreadyReviewed(f"reviewed before: {', '.join(settled[:10])}", extra={"organisations": settled[:NAMED]})
    return pending
