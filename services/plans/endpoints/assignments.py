"""Assignments of measures, across published plans."""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query

from services.kernel.fields import Bilingual, Day
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import OneTransaction, Session
from services.plans.domain.words import AssignmentRole, Through
from services.plans.endpoints.cursor_number import cursor_number
from services.plans.endpoints.filters import CODE_LENGTH, AsOf, OrganisationFilter, PlanFilter
from services.plans.repository import assignments as repository
from services.plans.schemas.assignments import AssignmentShown
from services.plans.schemas.plan_standing import StandingShown
from services.plans.use_cases.as_of import standings_on
from services.plans.use_cases.responsibilities import named_by

router = APIRouter(prefix="/api/v1/plans/assignments", route_class=OneTransaction, tags=["plans.assignments"])


@router.get("", operation_id="plans_list_assignments", summary="任务分工 · Assignments of measures", status_code=200)
async def list_assignments(
    session: Session,
    plan: PlanFilter = None,
    organisation: OrganisationFilter = None,
    role: Annotated[
        AssignmentRole | None, Query(description="lead, cooperating, responsible · 牵头、配合、责任")
    ] = None,
    measure: Annotated[
        str | None, Query(max_length=CODE_LENGTH, description="measure code within its plan · 措施代码")
    ] = None,
    on: Annotated[
        Day | None,
        Query(
            description="also what collectives owe that mean the organisation on this day, and what those owed that "
            "merged or split into it · 含当日集合机构及并入、分立的前身"
        ),
    ] = None,
    as_of: AsOf = None,
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Page[AssignmentShown]:
    """Who leads, cooperates or is responsible, in the order of the documents; of published plans only.

    已发布方案中的牵头、配合、责任单位，按方案顺序排列；给出 organisation 与 on 时，也列出当日所属集合机构承担的任务，
    以及已并入或分立为该机构者承担的任务。
    """
    parts = decode_cursor(cursor, 2)
    names = await named_by(session, organisation, on)
    found = await repository.list_assignments(
        session,
        plan=plan,
        organisations=names,
        role=role,
        measure=measure,
        day=as_of,
        after=(parts[0], cursor_number(parts[1])) if parts else ("", 0),
        limit=limit + 1,
    )
    standings = await standings_on(session, {row.plan_code for row in found}, as_of)
    last = found[limit - 1] if len(found) > limit else None
    more = encode_cursor(last.plan_code, str(last.position)) if last else None
    items = [_assignment(row, organisation, names or {}, standings.get(row.plan_code)) for row in found[:limit]]
    return Page[AssignmentShown](items=items, next=more)


def _assignment(
    row: Any, asked: str | None, names: Mapping[str, Through | None], standing: StandingShown | None
) -> AssignmentShown:
    return AssignmentShown(
        plan=row.plan_code,
        revision=row.revision,
        measure=row.measure_code,
        measure_title=Bilingual(zh=row.measure_zh, en=row.measure_en),
        organisation=asked or row.organisation_code,
        via=row.organisation_code if asked not in (None, row.organisation_code) else None,
        through=names.get(row.organisation_code),
        name_in_source=row.name_in_source,
        role=row.role,
        joint=row.joint,
        open_ended=row.open_ended,
        place=row.place,
        standing=standing,
    )
