"""End a plan that is in force: another takes its place, or it is withdrawn. Said once, kept for good."""

from datetime import date

from services.access.caller import Guard
from services.kernel.errors import Fault
from services.kernel.feed import publish
from services.kernel.routes import Session
from services.plans.domain.legal_standing import EndingStatus, StandingWord, standing_on
from services.plans.domain.stored_plan import Revision, StoredPlan
from services.plans.domain.words import LegalStatus
from services.plans.errors import EndingInvalid, PlanAlreadyEnded, PlanNotInForce
from services.plans.models import PlanEnding
from services.plans.repository import plan_endings, plans
from services.plans.schemas.plan_answers import PlanShown
from services.plans.schemas.plan_standing import SupersessionBody, WithdrawalBody
from services.plans.use_cases.plans import read_plan
from services.plans.use_cases.publication import plan_to_publish

TOPIC = "plan_ending"


async def supersede_plan(
    session: Session, guard: Guard, code: str, body: SupersessionBody, versions: set[int] | None
) -> PlanShown:
    """From that day on the other plan stands in its place."""
    await plans.hold_plans(session, {code, body.superseded_by})
    stored = await _plan_to_end(session, guard, code, versions, body.takes_effect_on)
    await _require_successor(session, code, body)
    ending = PlanEnding(
        plan_code=code,
        status=EndingStatus.SUPERSEDED.value,
        takes_effect_on=body.takes_effect_on,
        superseded_by=body.superseded_by,
        reason=body.reason,
        recorded_by=guard.caller.id,
    )
    return await _end(session, guard, stored, ending)


async def withdraw_plan(
    session: Session, guard: Guard, code: str, body: WithdrawalBody, versions: set[int] | None
) -> PlanShown:
    """From that day on nothing stands in its place."""
    stored = await _plan_to_end(session, guard, code, versions, body.takes_effect_on)
    ending = PlanEnding(
        plan_code=code,
        status=EndingStatus.WITHDRAWN.value,
        takes_effect_on=body.takes_effect_on,
        reason=body.reason,
        recorded_by=guard.caller.id,
    )
    return await _end(session, guard, stored, ending)


async def publish_ending(session: Session, ending: PlanEnding) -> None:
    """Say it in the feed, so that nobody finds against the plan from that day on."""
    body = {
        "status": ending.status,
        "takes_effect_on": ending.takes_effect_on,
        "superseded_by": ending.superseded_by,
        "reason": ending.reason,
    }
    await publish(session, TOPIC, ending.plan_code, body)


async def _end(session: Session, guard: Guard, stored: StoredPlan, ending: PlanEnding) -> PlanShown:
    await plan_endings.save_ending(session, ending)
    await plan_endings.raise_version(session, stored.code, stored.version + 1)
    await publish_ending(session, ending)
    return await read_plan(session, guard, stored.code, None)


async def _plan_to_end(session: Session, guard: Guard, code: str, versions: set[int] | None, day: date) -> StoredPlan:
    """The plan, held, in force before `day` and not ended yet."""
    stored = await plan_to_publish(session, guard, code, versions)
    since = _in_force_from(stored.newest)
    if since is None:
        raise PlanNotInForce("a draft is put anew, and what is not in force needs no end")
    if stored.ending is not None:
        by = f" by {stored.ending.superseded_by}" if stored.ending.superseded_by else ""
        raise PlanAlreadyEnded(f"{stored.ending.status.value}{by} from {stored.ending.takes_effect_on} on")
    if day <= since:
        expected = f"a day after {since}, when the plan came into force"
        raise EndingInvalid(faults=[Fault("ended_before_force", "/takes_effect_on", expected, day.isoformat())])
    last = await plan_endings.last_succession(session, code)
    if last is not None and day <= last:
        expected = f"a day after {last}, when the plan takes the place of another"
        raise EndingInvalid(faults=[Fault("ended_before_succession", "/takes_effect_on", expected, day.isoformat())])
    return stored


def _in_force_from(newest: Revision | None) -> date | None:
    if newest is None or newest.document["legal_status"] != LegalStatus.IN_FORCE.value:
        return None
    return date.fromisoformat(newest.document["in_force_from"])


async def _require_successor(session: Session, code: str, body: SupersessionBody) -> None:
    """Another published plan that is in force on the day; held, so that it cannot end meanwhile."""
    at, given = "/superseded_by", body.superseded_by
    if given == code:
        raise EndingInvalid(faults=[Fault("superseded_by_itself", at, "another plan", given)])
    other = await plans.find_plan(session, given, for_change=True)
    if other is None or other.newest is None:
        raise EndingInvalid(faults=[Fault("plan_unknown", at, "a plan that is published", given)])
    force = (await plan_endings.forces_on(session, [given], other.newest.published_on))[given]
    word = standing_on(force, body.takes_effect_on)
    if word is not StandingWord.IN_FORCE:
        expected = f"a plan that is in force on {body.takes_effect_on}; this one is {word.value}"
        raise EndingInvalid(faults=[Fault("successor_not_in_force", at, expected, given)])
