"""The parts of a published plan that units are asked by, as rows."""

from services.plans.domain.words import AssignmentRole
from services.plans.models import PlanAssignment, PlanDuty
from services.plans.schemas.plan_document import PlanDocument


def duty_rows(plan: PlanDocument, revision: int) -> list[PlanDuty]:
    """Every duty clause in the order of the document."""
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


def assignment_rows(plan: PlanDocument, revision: int) -> list[PlanAssignment]:
    """Every assignment in the order of the document."""
    parts = [(measure, one) for _, measure in plan.measures_with_pointers() for one in measure.assignments]
    return [
        PlanAssignment(
            plan_code=plan.code,
            revision=revision,
            position=position,
            measure_code=measure.code,
            measure_zh=measure.title.zh,
            measure_en=measure.title.en,
            organisation_code=one.organisation,
            name_in_source=one.name_in_source,
            role=one.role.value,
            joint=one.role is AssignmentRole.LEAD and len(measure.of_role(one.role)) > 1,
            open_ended=one.role in measure.open_ended_roles,
            place=measure.place,
        )
        for position, (measure, one) in enumerate(parts, start=1)
    ]
