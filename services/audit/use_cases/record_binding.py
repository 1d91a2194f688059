"""A person binds a criterion to the duty that the plan gives to a unit; nothing is ever guessed from a title."""

from dataclasses import dataclass

from services.access.caller import Guard
from services.audit.domain.case_duties import Duty, DutyRole, duties_of
from services.audit.domain.standard import Standard
from services.audit.errors import BindingUnfounded, CriterionUnknown, OrganisationUnknown, PlanUnknown
from services.audit.repository.bindings import Bound, NewBinding, add_binding, binding_of
from services.audit.repository.organisations import places_of
from services.audit.repository.plans import Plan, newest_plans
from services.kernel.errors import Fault
from services.kernel.routes import Session


@dataclass(frozen=True)
class WantedBinding:
    plan: str
    criterion: str
    unit: str
    duty: str
    role: DutyRole
    reason: str


async def record_binding(
    session: Session, guard: Guard, standard: Standard, wanted: WantedBinding
) -> tuple[Bound, bool]:
    """The binding that stands, and whether the key is new. What differs from the newest version becomes the next."""
    plan = (await newest_plans(session, [wanted.plan])).get(wanted.plan)
    if plan is None:
        raise PlanUnknown()
    await guard.require(plan.jurisdiction)
    if wanted.criterion not in standard.judged:
        expected = ", ".join(standard.judged)
        raise CriterionUnknown(faults=[Fault("criterion_unknown", "/criterion", expected, wanted.criterion)])
    if wanted.unit not in await places_of(session, [wanted.unit]):
        raise OrganisationUnknown(faults=[Fault("organisation_unknown", "/unit", "a known code", wanted.unit)])
    duty = _founded(plan, wanted)
    key = (plan.code, standard.code, wanted.criterion, wanted.unit)
    standing = await binding_of(session, *key)
    if standing is None or _differs(standing, wanted, duty):
        await add_binding(session, _new(guard, standard, plan, wanted, duty, standing))
    bound = await binding_of(session, *key)
    if bound is None:
        raise LookupError("a binding that was just recorded is not there")
    return bound, standing is None


def _founded(plan: Plan, wanted: WantedBinding) -> Duty:
    duties = {duty.code: duty for duty in duties_of(plan.document, wanted.unit)}
    duty = duties.get(wanted.duty)
    if duty is None:
        there = "; ".join(f"{each.code} ({each.place})" for each in duties.values())
        expected = f"a duty that the plan gives to this unit: {there}" if there else "the plan names no such unit"
        raise BindingUnfounded(faults=[Fault("duty_unknown", "/duty", expected, wanted.duty)])
    if not duty.grounds(wanted.role):
        expected = f"{duty.own_role}: so the plan says in {duty.place}"
        raise BindingUnfounded(faults=[Fault("role_differs", "/role", expected, wanted.role.value)])
    return duty


def _differs(standing: Bound, wanted: WantedBinding, duty: Duty) -> bool:
    old = (standing.duty, standing.role, standing.place, standing.reason)
    return old != (wanted.duty, wanted.role.value, duty.place, wanted.reason)


def _new(
    guard: Guard, standard: Standard, plan: Plan, wanted: WantedBinding, duty: Duty, standing: Bound | None
) -> NewBinding:
    return NewBinding(
        plan=plan.code,
        standard=standard.code,
        criterion=wanted.criterion,
        unit=wanted.unit,
        version=1 if standing is None else standing.version + 1,
        jurisdiction=plan.jurisdiction,
        duty=duty.code,
        role=wanted.role.value,
        place=duty.place,
        plan_revision=plan.revision,
        reason=wanted.reason,
        actor_id=guard.caller.id,
        actor_name=guard.caller.name,
    )
