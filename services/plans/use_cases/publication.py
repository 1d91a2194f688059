"""Publish a plan: an immutable revision, its duties and assignments as rows, a change in the feed."""

from datetime import date

from services.access.caller import Guard
from services.kernel.errors import Fault, NotFound
from services.kernel.feed import publish
from services.kernel.routes import Session
from services.plans.domain.stored_plan import Revision, StoredPlan
from services.plans.errors import NothingToPublish, PlanInvalid, PlanUnfinished, PublishedEarlier
from services.plans.models import PlanRevision
from services.plans.repository import assignments, duties, plans
from services.plans.schemas.plan_answers import PlanShown, PublicationBody
from services.plans.schemas.plan_document import PlanDocument
from services.plans.use_cases.forbidden_targets import plan_forbidden_faults
from services.plans.use_cases.plan_faults import publication_faults
from services.plans.use_cases.plans import published_state, require_version
from services.plans.use_cases.published_rows import assignment_rows, duty_rows

TOPIC = "plan"


async def publish_plan(
    session: Session, guard: Guard, code: str, body: PublicationBody, versions: set[int] | None
) -> PlanShown:
    """The draft becomes the next revision."""
    stored = await plan_to_publish(session, guard, code, versions)
    if stored.draft is None:
        raise NothingToPublish()
    require_order(stored, body.published_on, "/published_on")
    plan = PlanDocument.model_validate(stored.draft)
    forbidden = plan_forbidden_faults(plan)
    if forbidden:
        raise PlanInvalid(faults=forbidden)  # a draft may be older than the rule
    faults = publication_faults(plan)
    if faults:
        raise PlanUnfinished(faults=faults)
    return await issue_revision(session, guard, stored, plan, body.published_on, body.reason)


async def plan_to_publish(session: Session, guard: Guard, code: str, versions: set[int] | None) -> StoredPlan:
    """The plan, held. Who may not publish one that is only a draft does not learn of it."""
    stored = await plans.find_plan(session, code, for_change=True)
    if stored is None:
        raise NotFound()
    if stored.jurisdictions - await guard.allowed(stored.jurisdictions):
        raise guard.refusal() if stored.newest else NotFound()
    require_version(stored, versions)
    return stored


def require_order(stored: StoredPlan, day: date, pointer: str) -> None:
    """Refuse a day before the newest revision's; `pointer` is where the request says it."""
    if stored.newest and day < stored.newest.published_on:
        expected = f"a day from {stored.newest.published_on} on, when revision {stored.newest.number} was published"
        raise PublishedEarlier(faults=[Fault("published_earlier", pointer, expected, day.isoformat())])


async def issue_revision(
    session: Session, guard: Guard, stored: StoredPlan, plan: PlanDocument, published_on: date, reason: str
) -> PlanShown:
    """Keep `plan` as the next revision, with its rows, and say so in the feed."""
    document = plan.model_dump(mode="json")
    number, version = stored.draft_number, stored.version + 1
    revision = PlanRevision(
        plan_code=stored.code,
        revision=number,
        document=document,
        published_on=published_on,
        reason=reason,
        published_by=guard.caller.id,
    )
    await plans.save_revision(session, revision, version)
    await duties.save_duties(session, duty_rows(plan, number))
    await assignments.save_assignments(session, assignment_rows(plan, number))
    await publish(session, TOPIC, stored.code, document | {"revision": number, "published_on": published_on})
    issued = Revision(number, document, published_on)
    return PlanShown.of(plan, published_state(issued, stored), version)
