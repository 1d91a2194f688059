"""Reviews parts of one submission: four eyes, each level once, from below upwards."""

from collections.abc import Sequence

from services.access.caller import Guard
from services.kernel.errors import NotFound
from services.kernel.routes import Session
from services.metrics.domain.part import PartState
from services.metrics.domain.reviewing import Barrier
from services.metrics.errors import (
    AlreadyReviewed,
    FindingsOpen,
    NotAwaited,
    NotReviewable,
    OwnSubmission,
    PeriodLocked,
    ReplacesApproved,
    ReviewedElsewhere,
)
from services.metrics.repository.reviews import Meant, codes_of_organisations
from services.metrics.schemas.reviews import ReviewedPart, ReviewGiven, ReviewReport
from services.metrics.use_cases.deciding import STATES, carry_out
from services.metrics.use_cases.examining import Examined, examine

NAMED = 100
REFUSALS: dict[int, type[NotReviewable]] = {
    Barrier.OWN: OwnSubmission,
    Barrier.SETTLED: AlreadyReviewed,
    Barrier.TWO_LEVELS: ReviewedElsewhere,
    Barrier.LOCKED: PeriodLocked,
    Barrier.FINDINGS: FindingsOpen,
    Barrier.REPLACES: ReplacesApproved,
    Barrier.NOT_AWAITED: NotAwaited,
}
EVERY = ("approved", "returned")


async def review(session: Session, guard: Guard, submission: str, body: ReviewGiven) -> ReviewReport:
    """The parts that were reviewed. What lies outside the caller's reach does not exist for the answer."""
    meant = Meant(submissions=[submission], organisations=body.organisations, states=EVERY)
    examined = await examine(session, guard, meant, body.decision, body.reason)
    _check_found(examined, body.organisations)
    if len(examined.barred) and (body.organisations is not None or not len(examined.taken.states)):
        raise await _refusal(session, examined)
    done = await carry_out(session, guard, examined, body.decision, body.reason)
    parts = [
        ReviewedPart(organisation=organisation, state=PartState(STATES[state]))
        for organisation, state in zip(done.organisations, done.states, strict=True)
    ]
    return ReviewReport(reviewed=len(parts), parts=parts)


def _check_found(examined: Examined, named: Sequence[str] | None) -> None:
    """A named organisation that has no part within reach is not found, and neither is a submission without any."""
    found = len(examined.taken.states) + len(examined.barred)
    if not found or (named is not None and found < len(set(named))):
        raise NotFound()


async def _refusal(session: Session, examined: Examined) -> NotReviewable:
    """Of all that stands against some of the parts, what the domain names first."""
    first = int(examined.barriers.min())
    codes = await codes_of_organisations(session, examined.barred[examined.barriers == first])
    named = sorted(codes.values())
    return REFUSALS[first](f"{', '.join(named[:10])}", extra={"organisations": named[:NAMED]})
