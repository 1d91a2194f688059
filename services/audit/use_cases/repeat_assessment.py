"""Scores again what an assessment pinned."""

from services.access.caller import Guard
from services.audit.repository.assessments import Kept
from services.audit.repository.organisations import places_of
from services.audit.repository.plans import Plan, plan_revision
from services.audit.repository.runs import KeptRun
from services.audit.rulebook import Rulebook
from services.audit.use_cases.ask_run import ask_repetition
from services.audit.use_cases.assess_plan import assess_plan_again
from services.audit.use_cases.create_assessment import score_pinned
from services.audit.use_cases.given import given_again
from services.audit.use_cases.pinning import Pinned, Wanted
from services.kernel.routes import Session


async def repeat_assessment(session: Session, guard: Guard, rulebook: Rulebook, kept: Kept) -> Kept | KeptRun:
    """The new assessment of a county or of a plan, or the run over many."""
    if kept.standard is None:
        return await assess_plan_again(session, guard, kept)
    given = given_again(rulebook, kept)
    if kept.summary["subject"] == "places":
        return await ask_repetition(session, guard, kept)
    place = (await places_of(session, [kept.organisation]))[kept.organisation]
    plan = None
    if kept.plan is not None:
        plan = Plan(
            kept.plan, kept.plan_revision or 0, await plan_revision(session, kept.plan, kept.plan_revision or 0)
        )
    pinned = Pinned(place, plan, None, kept.information_only, kept.snapshot_version, kept.organisations_version)
    wanted = Wanted(kept.organisation, kept.as_of, kept.plan, 0)
    return await score_pinned(session, guard, given, wanted, pinned)
