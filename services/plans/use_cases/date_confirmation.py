"""Confirm the date of a published plan that was only inferred: the next revision is the newest with that date."""

from datetime import date

from services.access.caller import Guard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.routes import Session
from services.plans.domain.words import DateCertainty
from services.plans.errors import DraftPending, NothingInferred
from services.plans.schemas.plan_answers import DateConfirmationBody, PlanShown
from services.plans.schemas.plan_document import PlanDocument
from services.plans.use_cases.publication import issue_revision, plan_to_publish, require_order


async def confirm_date(
    session: Session, guard: Guard, code: str, body: DateConfirmationBody, versions: set[int] | None
) -> PlanShown:
    """Published on the day of the confirmation, for its reason."""
    stored = await plan_to_publish(session, guard, code, versions)
    if stored.draft is not None or stored.newest is None:
        raise DraftPending()
    plan = PlanDocument.model_validate(stored.newest.document)
    if plan.document.date_certainty is not DateCertainty.INFERRED:
        raise NothingInferred()
    if body.dated > body.confirmed_on:
        expected = f"{body.confirmed_on} or an earlier day: nobody confirms a date to come"
        raise BodyInvalid(faults=[Fault("dated_later", "/dated", expected, body.dated.isoformat())])
    require_order(stored, body.confirmed_on, "/confirmed_on")
    return await issue_revision(session, guard, stored, _dated(plan, body.dated), body.confirmed_on, body.reason)


def _dated(plan: PlanDocument, day: date) -> PlanDocument:
    """The plan of that date. It came into force with it where it came into force on the inferred one."""
    confirmed = {"dated": day, "date_certainty": DateCertainty.CONFIRMED, "inferred_from": None}
    moved = day if plan.in_force_from == plan.document.dated else plan.in_force_from
    return plan.model_copy(update={"document": plan.document.model_copy(update=confirmed), "in_force_from": moved})
