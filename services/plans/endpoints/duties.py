"""Duty clauses by unit, across published plans."""

from typing import Any

from fastapi import APIRouter

from services.kernel.fields import Bilingual
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import OneTransaction, Session
from services.plans.endpoints.cursor_number import cursor_number
from services.plans.endpoints.filters import AsOf, OrganisationFilter, PlanFilter
from services.plans.repository import duties as repository
from services.plans.schemas.plan_answers import DutyShown
from services.plans.schemas.plan_standing import StandingShown
from services.plans.use_cases.as_of import standings_on
from services.plans.use_cases.responsibilities import require_known

router = APIRouter(prefix="/api/v1/plans/duties", route_class=OneTransaction, tags=["plans.duties"])


@router.get("", operation_id="plans_list_duties", summary="职责条款 · Duty clauses", status_code=200)
async def list_duties(
    session: Session,
    plan: PlanFilter = None,
    organisation: OrganisationFilter = None,
    as_of: AsOf = None,
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Page[DutyShown]:
    """What published plans lay on units, in the order of the documents. 已发布方案中各单位的职责，按方案顺序排列。"""
    parts = decode_cursor(cursor, 2)
    after = (parts[0], cursor_number(parts[1])) if parts else ("", 0)
    await require_known(session, organisation)
    found = await repository.list_duties(
        session, plan=plan, organisation=organisation, day=as_of, after=after, limit=limit + 1
    )
    standings = await standings_on(session, {row.plan_code for row in found}, as_of)
    last = found[limit - 1] if len(found) > limit else None
    more = encode_cursor(last.plan_code, str(last.position)) if last else None
    return Page[DutyShown](items=[_duty(row, standings.get(row.plan_code)) for row in found[:limit]], next=more)


def _duty(row: Any, standing: StandingShown | None) -> DutyShown:
    return DutyShown(
        plan=row.plan_code,
        revision=row.revision,
        unit=row.unit_key,
        organisation=row.organisation_code,
        code=row.code,
        summary=Bilingual(zh=row.summary_zh, en=row.summary_en),
        own_role=row.own_role,
        mixed=row.mixed,
        partners=row.partners,
        unnamed_partners=row.unnamed_partners,
        place=row.place,
        standing=standing,
    )
