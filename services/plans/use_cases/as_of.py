"""What counted on a day: the revision of a plan, and how plans stood."""

from collections.abc import Collection
from datetime import date

from services.kernel.errors import NotFound
from services.kernel.routes import Session
from services.plans.domain.stored_plan import Revision, StoredPlan
from services.plans.errors import PlanNotYetPublished
from services.plans.repository import dated_revisions, plan_endings
from services.plans.schemas.plan_standing import StandingShown


async def revision_as_of(session: Session, stored: StoredPlan, day: date) -> Revision:
    """The newest revision published by that day. A plan that was never published is not there for any day."""
    if stored.newest is None:
        raise NotFound()
    if stored.newest.published_on <= day:
        return stored.newest
    revision = await dated_revisions.revision_on(session, stored.code, day)
    if revision is None:
        raise PlanNotYetPublished(f"it was published after {day}")
    return revision


async def standings_on(session: Session, codes: Collection[str], day: date | None) -> dict[str, StandingShown]:
    """How those of the plans that were published by that day stood then; without a day nothing is said."""
    if day is None or not codes:
        return {}
    forces = await plan_endings.forces_on(session, codes, day)
    return {code: StandingShown.of(force, day) for code, force in forces.items()}
