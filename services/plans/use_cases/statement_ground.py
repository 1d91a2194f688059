"""What a responsibility statement stands on: the plan as it binds on a day."""

from datetime import date

from services.kernel.routes import Session
from services.plans.errors import StatementWithoutGround
from services.plans.repository.dated_revisions import plan_on
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_head import PlanHead


async def binding_on(session: Session, code: str, day: date) -> tuple[PlanDocument, PlanHead]:
    """The plan as it binds on the day. Raises StatementWithoutGround where it does not."""
    revision = await plan_on(session, code, day)
    if revision is None:
        raise StatementWithoutGround(f"no revision of the plan was published by {day}")
    plan = PlanDocument.model_validate(revision.document)
    head = PlanHead.of(plan, revision.number, revision.published_on, day)
    if not head.binding:
        bearing = head.bearing
        raise StatementWithoutGround(f"on {day} the plan is `{bearing.value}`", extra={"bearing": bearing.value})
    return plan, head
