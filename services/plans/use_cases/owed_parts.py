"""What one plan lays on a unit that it names in one way or another."""

from collections.abc import Collection
from dataclasses import dataclass

from services.plans.domain.words import AssignmentRole
from services.plans.schemas.owed import BoundBy, OwedAssignment, OwedDuty, OwedTarget
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_structure import Measure, Programme
from services.plans.schemas.plan_targets import PlanTarget


@dataclass(frozen=True)
class Unit:
    """A unit, and the codes under which plans name it on the day: its own, and collectives that mean it."""

    code: str
    names: Collection[str]

    def via(self, named: str) -> str | None:
        return None if named == self.code else named


@dataclass(frozen=True)
class OwedParts:
    """In the order of the plan."""

    assignments: list[OwedAssignment]
    duties: list[OwedDuty]
    targets: list[OwedTarget]

    @property
    def nothing(self) -> bool:
        return not (self.assignments or self.duties or self.targets)


def owed_parts(plan: PlanDocument, unit: Unit) -> OwedParts:
    """A target is bound by the unit's part in its measure, or by the duty list that states it, and never guessed."""
    assignments = [found for programme, measure in _measures(plan) for found in _assignments(programme, measure, unit)]
    duties = [
        OwedDuty(
            unit=one.key,
            via=unit.via(one.organisation),
            **{name: getattr(duty, name) for name in OwedDuty.model_fields if name not in ("unit", "via")},
        )
        for one in plan.units
        if one.organisation in unit.names
        for duty in one.duties
    ]
    targets = [
        OwedTarget.of(target, bound_by=bound)
        for target in plan.targets
        if (bound := _bound_by(target, plan, assignments, unit))
    ]
    return OwedParts(assignments, duties, targets)


def _measures(plan: PlanDocument) -> list[tuple[Programme | None, Measure]]:
    alone: list[tuple[Programme | None, Measure]] = [(None, measure) for measure in plan.measures]
    return alone + [(programme, measure) for programme in plan.programmes for measure in programme.measures]


def _assignments(programme: Programme | None, measure: Measure, unit: Unit) -> list[OwedAssignment]:
    return [
        OwedAssignment(
            programme=programme.code if programme else None,
            programme_title=programme.title if programme else None,
            measure=measure.code,
            measure_title=measure.title,
            role=one.role,
            via=unit.via(one.organisation),
            name_in_source=one.name_in_source,
            joint=one.role is AssignmentRole.LEAD and len(measure.of_role(one.role)) > 1,
            open_ended=one.role in measure.open_ended_roles,
            place=measure.place,
        )
        for one in measure.assignments
        if one.organisation in unit.names
    ]


def _bound_by(target: PlanTarget, plan: PlanDocument, assignments: list[OwedAssignment], unit: Unit) -> list[BoundBy]:
    if target.measure is not None:
        by_measure = [
            BoundBy(measure=one.measure, unit=None, role=one.role, via=one.via)
            for one in assignments
            if one.measure == target.measure
        ]
        if by_measure:
            return by_measure
    return [
        BoundBy(measure=None, unit=one.key, role=None, via=unit.via(one.organisation))
        for one in plan.units
        if one.key == target.responsible_unit and one.organisation in unit.names
    ]
