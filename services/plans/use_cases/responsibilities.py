"""Who owes what: assignments of an organisation on a day, and the matrix of a plan."""

from collections.abc import Mapping
from datetime import date

from services.access.caller import Guard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Bilingual
from services.kernel.routes import Session
from services.plans.domain.organisation_event import EventKind
from services.plans.domain.succession import came_from
from services.plans.domain.words import AssignmentRole, Through
from services.plans.repository import organisations
from services.plans.repository.organisation_states import collectives_of
from services.plans.repository.succession import links_before
from services.plans.schemas.assignments import MeasureRow, ResponsibilityMatrix, UnitNamed, UnitRow
from services.plans.schemas.plan_answers import PlanShown
from services.plans.schemas.plan_structure import Measure, Programme
from services.plans.schemas.target_brief import TargetBrief
from services.plans.use_cases.plans import read_plan

Names = Mapping[str, Bilingual]
_SUCCESSION = {EventKind.MERGED_INTO: Through.MERGER, EventKind.SPLIT_INTO: Through.SPLIT}


async def require_known(session: Session, organisation: str | None) -> None:
    """Refuse one that does not exist: an empty list would say that it owes nothing."""
    if organisation is not None and not await organisations.existing(session, [organisation]):
        expected = "an organisation that exists"
        raise BodyInvalid(faults=[Fault("organisation_unknown", "?organisation", expected, organisation)])


async def named_by(session: Session, organisation: str | None, day: date | None) -> dict[str, Through | None] | None:
    """The codes under which plans name an organisation, and through what each means it.

    Its own and, on a day, the collectives that mean it and those that had become part of it by then.
    """
    if organisation is None:
        if day is not None:
            raise BodyInvalid(
                faults=[Fault("organisation_missing", "?organisation", "the one asked about on that day")]
            )
        return None
    await require_known(session, organisation)
    if day is None:
        return {organisation: None}
    before = came_from(organisation, await links_before(session, [organisation]), day)
    return {
        **{code: _SUCCESSION[kind] for code, kind in before.items()},
        **dict.fromkeys(await collectives_of(session, organisation, day), Through.COLLECTIVE),
        organisation: None,
    }


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
        plan=code,
        title=plan.title,
        number=plan.document.number,
        legal_status=plan.legal_status,
        in_force_from=plan.in_force_from,
        date_certainty=plan.document.date_certainty,
        state=plan.state,
        measures=_measure_rows(plan, names),
        units=units,
        targets=[TargetBrief.of(target) for target in plan.targets],
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
