"""Assessments that rest on readings corrected since, each with what to ask for again."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.access.caller import Guard
from services.audit.repository.assessments import Kept, newest_of_each
from services.audit.rulebook import Rulebook
from services.audit.use_cases.weigh_staleness import weigh_staleness
from services.kernel.routes import Session


@dataclass(frozen=True)
class Rerun:
    """`stale` readings, one at least."""

    assessment: Kept
    stale: int


async def list_reruns(
    session: Session, guard: Guard, rulebook: Rulebook, *, organisation: str | None, before: int, limit: int
) -> tuple[list[Rerun], Sequence[Kept]]:
    """Those among up to `limit` + 1 newest assessments, and these. A standard that is held no more proposes nothing."""
    newest = await newest_of_each(
        session, await guard.reach(), organisation=organisation, before=before, limit=limit + 1
    )
    weighed = [(kept, await weigh_staleness(session, rulebook, kept)) for kept in newest[:limit]]
    return [Rerun(kept, stale) for kept, stale in weighed if stale], newest
