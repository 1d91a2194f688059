"""Put a plan document as a draft."""

from dataclasses import dataclass
from datetime import date

from services.access.caller import Guard
from services.access.policy import POLICY
from services.kernel.errors import NotFound, VersionMismatch
from services.kernel.routes import Session
from services.plans.domain.date_rules import confirmation_faults
from services.plans.domain.stored_plan import Revision, StoredPlan
from services.plans.errors import PlanInvalid
from services.plans.repository import organisations, plans
from services.plans.schemas.plan_answers import PlanShown, PlanState
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_standing import EndingShown, StandingShown
from services.plans.use_cases.as_of import revision_as_of, standings_on
from services.plans.use_cases.plan_faults import organisations_named, plan_faults


@dataclass(frozen=True)
class Put:
    """What became of a document."""

    state: PlanState
    version: int
    created: bool
    unchanged: bool


def editing_guard(guard: Guard, session: Session) -> Guard:
    """The guard as it would judge the caller's right to change plans; drafts are shown by it."""
    return Guard(guard.caller, POLICY["plans_put_plan"], session)


async def put_plan(session: Session, guard: Guard, plan: PlanDocument, versions: set[int] | None) -> Put:
    """Make `plan` the draft. `versions` are those the caller has seen (If-Match), None when it did not say."""
    await guard.require(plan.jurisdiction)
    stored = await plans.find_plan(session, plan.code, for_change=True)
    if stored is not None and stored.jurisdiction != plan.jurisdiction:
        await guard.require(stored.jurisdiction)  # before the version: who may not change a draft learns none of it
    require_version(stored, versions)
    named = {mention.code for mention in organisations_named(plan)}
    faults = plan_faults(plan, await organisations.existing(session, named))
    newest = stored.newest if stored else None
    before = PlanDocument.model_validate(newest.document) if newest else None
    faults += confirmation_faults(plan.document, before.document if before else None)
    if faults:
        raise PlanInvalid(faults=faults)
    document = plan.model_dump(mode="json")
    if stored is None:
        await plans.insert_plan(session, plan.code, plan.jurisdiction, document)
        return Put(_draft_state(1), 1, created=True, unchanged=False)
    if stored.draft is not None and PlanDocument.model_validate(stored.draft) == plan:
        return Put(_draft_state(stored.draft_number), stored.version, created=False, unchanged=True)
    as_published = before == plan
    state = published_state(newest, stored) if newest and as_published else _draft_state(stored.draft_number)
    if as_published and stored.draft is None:
        return Put(state, stored.version, created=False, unchanged=True)
    version = stored.version + 1
    await plans.update_draft(session, plan.code, plan.jurisdiction, version, None if as_published else document)
    return Put(state, version, created=False, unchanged=False)


def _draft_state(number: int) -> PlanState:
    return PlanState(revision=number, status="draft", published_on=None)


def published_state(revision: Revision, stored: StoredPlan, standing: StandingShown | None = None) -> PlanState:
    return PlanState(
        revision=revision.number,
        status="published",
        published_on=revision.published_on,
        ending=None if stored.ending is None else EndingShown.model_validate(stored.ending),
        standing=standing,
    )


def require_version(stored: StoredPlan | None, versions: set[int] | None) -> None:
    """Refuse when the caller has seen another version than the stored one."""
    if versions is None:
        return
    if stored is None or stored.version not in versions:
        present = f"the plan is at version {stored.version}" if stored else "there is no such plan yet"
        raise VersionMismatch(present)


async def read_plan(
    session: Session, guard: Guard, code: str, number: int | None, as_of: date | None = None
) -> PlanShown:
    """A revision of the plan: the newest published one unless named; a draft only for those who may change it.

    With `as_of` the revision that counted on that day, and how the plan stood then; never a draft.
    """
    stored = await plans.find_plan(session, code)
    if stored is None:
        raise NotFound()
    if as_of is not None:
        revision = await revision_as_of(session, stored, as_of)
        return shown_revision(revision, stored, (await standings_on(session, [code], as_of))[code])
    wanted = number or (stored.newest.number if stored.newest else stored.draft_number)
    if stored.newest and wanted < stored.newest.number:
        return shown_revision(await plans.find_revision(session, code, wanted), stored)
    if stored.newest and wanted == stored.newest.number:
        return shown_revision(stored.newest, stored)
    if wanted != stored.draft_number or stored.draft is None:
        raise NotFound()
    if stored.jurisdiction not in await editing_guard(guard, session).allowed([stored.jurisdiction]):
        raise NotFound()
    plan = PlanDocument.model_validate(stored.draft)
    return PlanShown.of(plan, _draft_state(stored.draft_number), stored.version)


def shown_revision(revision: Revision | None, stored: StoredPlan, standing: StandingShown | None = None) -> PlanShown:
    if revision is None:
        raise NotFound()
    plan = PlanDocument.model_validate(revision.document)
    return PlanShown.of(plan, published_state(revision, stored, standing), stored.version)
