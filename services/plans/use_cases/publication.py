"""Publish a plan: an immutable revision, its duty clauses as rows, a change in the feed."""

from services.access.caller import Guard
from services.kernel.errors import Fault, NotFound
from services.kernel.feed import publish
from services.kernel.routes import Session
from services.plans.domain.stored_plan import Revision, StoredPlan
from services.plans.errors import NothingToPublish, PublishedEarlier
from services.plans.models import PlanDuty, PlanRevision
from services.plans.repository import duties, plans
from services.plans.schemas.plan_answers import PlanShown, PublicationBody
from services.plans.schemas.plan_document import PlanDocument
from services.plans.use_cases.plans import require_version, shown_revision

TOPIC = "plan"


async def publish_plan(
    session: Session, guard: Guard, code: str, body: PublicationBody, versions: set[int] | None
) -> PlanShown:
    """The draft becomes the next revision. Who may not publish a plan that is only a draft does not learn of it."""
    stored = await plans.find_plan(session, code, for_change=True)
    if stored is None:
        raise NotFound()
    if stored.jurisdiction not in await guard.allowed([stored.jurisdiction]):
        raise guard.refusal() if stored.newest else NotFound()
    require_version(stored, versions)
    if stored.draft is None:
        raise NothingToPublish()
    _require_order(stored, body)
    plan = PlanDocument.model_validate(stored.draft)
    document = plan.model_dump(mode="json")
    number, version = stored.draft_number, stored.version + 1
    revision = PlanRevision(
        plan_code=code,
        revision=number,
        document=document,
        published_on=body.published_on,
        reason=body.reason,
        published_by=guard.caller.id,
    )
    await plans.save_revision(session, revision, version)
    await duties.save_duties(session, _duty_rows(plan, number))
    await publish(session, TOPIC, code, document | {"revision": number, "published_on": body.published_on})
    return shown_revision(Revision(number, stored.draft, body.published_on), version)


def _require_order(stored: StoredPlan, body: PublicationBody) -> None:
    if stored.newest and body.published_on < stored.newest.published_on:
        expected = f"a day from {stored.newest.published_on} on, when revision {stored.newest.number} was published"
        raise PublishedEarlier(
            faults=[Fault("published_earlier", "/published_on", expected, body.published_on.isoformat())]
        )


def _duty_rows(plan: PlanDocument, revision: int) -> list[PlanDuty]:
    clauses = [(unit, duty) for unit in plan.units for duty in unit.duties]
    return [
        PlanDuty(
            plan_code=plan.code,
            revision=revision,
            position=position,
            code=duty.code,
            unit_key=unit.key,
            organisation_code=unit.organisation,
            summary_zh=duty.summary.zh,
            summary_en=duty.summary.en,
            own_role=duty.own_role.value,
            mixed=duty.mixed,
            partners=list(duty.partners),
            unnamed_partners=duty.unnamed_partners,
            place=duty.place,
        )
        for position, (unit, duty) in enumerate(clauses, start=1)
    ]
