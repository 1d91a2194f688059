"""Who owes what: assignments of an organisation on a day, and the matrix of a plan."""

from collections.abc import Mapping
from datetime import date

from services.access.caller import Guard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Bilingual
from services.kernel.routes import Session
from services.plans.domain.words import AssignmentRole
from services.plans.repository import organisations
from services.plans.schemas.assignments import MeasureRow, ResponsibilityMatrix, UnitNamed, UnitRow
from services.plans.schemas.plan_answers import PlanShown
from services.plans.schemas.plan_structure import Measure, Programme
from services.plans.use_cases.plans import read_plan

Names = Mapping[str, Bilingual]


async def require_known(session: Session, organisation: str | None) -> None:
    """Refuse one that does not exist: an empty list would say that it owes nothing."""
    if organisation is not None and not await organisations.existing(session, [organisation]):
        expected = "an organisation that exists"
        raise BodyInvalid(faults=[Fault("organisation_unknown", "?organisation", expected, organisation)])


async def named_by(session: Session, organisation: str | None, day: date | None) -> set[str] | None:
    """The codes under which plans name an organisation: its own and, on a day, the collectives that mean it."""
    if organisation is None:
        if day is not None:
            raise BodyInvalid(
                faults=[Fault("organisation_missing", "?organisation", "the one asked about on that day")]
            )
        return None
    await require_known(session, organisation)
    collectives = await organisations.collectives_of(session, organisation, day) if day is not None else set()
    return collectives | {organisation}


async def responsibility_matrix(
    session: Session, guard: Guard, code: str, number: int | None, as_of: date | None = None
) -> ResponsibilityMatrix:
    """Of the revision that `read_plan` would show."""
    plan = await read_plan(session, guard, code, number, as_of)
    named = {one.organisation for _, measure in plan.measures_with_pointers() for one in measure.assignments}
    found = await organisations.with_ancestors(session, named | {unit.organisation for unit in plan.units})
    names = {one.code: Bilingual(zh=one.name_zh, en=one.name_en) for one in found.values()}
    units = [
        UnitRow(
            organisation=unit.organisation,
            name=names[unit.organisation],
            name_in_source=unit.name_in_source,
            unit=unit.key,
            place=unit.place,
            duties=unit.duties,
        )
        for unit in plan.units
    ]
    return ResponsibilityMatrix(
        plan=code, title=plan.title, state=plan.state, measures=_measure_rows(plan, names), units=units
    )


def _measure_rows(plan: PlanShown, names: Names) -> list[MeasureRow]:
    alone = [_row(None, measure, names) for measure in plan.measures]
    return alone + [_row(programme, measure, names) for programme in plan.programmes for measure in programme.measures]


def _row(programme: Programme | None, measure: Measure, names: Names) -> MeasureRow:
    def named(role: AssignmentRole) -> list[UnitNamed]:
        return [
            UnitNamed(organisation=one.organisation, name=names[one.organisation], name_in_source=one.name_in_source)
            for one in measure.of_role(role)
        ]

    return MeasureRow(
        programme=programme.code if programme else None,
        programme_title=programme.title if programme else None,
        measure=measure.code,
        title=measure.title,
        place=measure.place,
        lead=named(AssignmentRole.LEAD),
        cooperating=named(AssignmentRole.COOPERATING),
        responsible=named(AssignmentRole.RESPONSIBLE),
        open_ended_roles=measure.open_ended_roles,
    )
