"""How a plan stands on a day."""

from datetime import date

from services.access.caller import Guard
from services.kernel.routes import Session
from services.plans.domain.deadlines import DeadlineState, deadline_state, phase_states
from services.plans.schemas.plan_day import PhaseOfDay, PlanOfDay, TargetOfDay, TargetsOfDay
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_targets import PlanTarget
from services.plans.use_cases.plans import read_plan


async def plan_of_day(session: Session, guard: Guard, code: str, day: date) -> PlanOfDay:
    """Of the revision that counted on that day."""
    plan = await read_plan(session, guard, code, None, day)
    return PlanOfDay(
        plan=code,
        title=plan.title,
        as_of=day,
        legal_status=plan.legal_status,
        state=plan.state,
        phases=_phases(plan, day),
        targets=_targets(plan, day),
    )


def _phases(plan: PlanDocument, day: date) -> list[PhaseOfDay]:
    return [
        PhaseOfDay(code=one.code, title=one.title, starts_on=one.starts_on, ends_on=one.ends_on, state=state)
        for one, state in zip(plan.phases, phase_states(plan.phases, day), strict=True)
    ]


def _targets(plan: PlanDocument, day: date) -> TargetsOfDay:
    found = [_target(one, day) for one in plan.targets if one.restates is None]
    counts = {state: sum(one.deadline_state is state for one in found) for state in DeadlineState}
    return TargetsOfDay(
        total=len(found),
        counts=counts,
        due_soon=_by_deadline(found, DeadlineState.DUE_SOON),
        passed=_by_deadline(found, DeadlineState.PASSED),
    )


def _by_deadline(found: list[TargetOfDay], state: DeadlineState) -> list[TargetOfDay]:
    return sorted((one for one in found if one.deadline_state is state), key=lambda one: one.deadline or date.max)


def _target(one: PlanTarget, day: date) -> TargetOfDay:
    return TargetOfDay(
        code=one.code,
        statement=one.statement,
        place=one.place,
        deadline=one.deadline,
        deadline_text=one.deadline_text,
        deadline_state=deadline_state(one, day),
        days_left=None if one.deadline is None else (one.deadline - day).days,
    )
