"""Targets of a plan."""

from fastapi import APIRouter

from services.access.caller import TheGuard
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import OneTransaction, Session
from services.plans.endpoints.cursor_number import cursor_number
from services.plans.endpoints.filters import AskedRevision, PlanCode
from services.plans.schemas.plan_answers import TargetShown
from services.plans.use_cases.as_of import standings_on
from services.plans.use_cases.plans import read_plan

router = APIRouter(prefix="/api/v1/plans/plans", route_class=OneTransaction, tags=["plans.targets"])


@router.get(
    "/{code}/targets", operation_id="plans_list_targets", summary="方案目标 · Targets of a plan", status_code=200
)
async def list_targets(
    code: PlanCode,
    session: Session,
    guard: TheGuard,
    asked: AskedRevision,
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Page[TargetShown]:
    """In the order of the document; a cursor stays with its revision. 按方案中的顺序排列，翻页不换修订版。"""
    parts = [cursor_number(part) for part in decode_cursor(cursor, 2) or []]
    number, first = (parts[0], parts[1]) if parts else (asked.revision, 0)
    plan = await read_plan(session, guard, code, number, None if parts else asked.as_of)
    standing = (await standings_on(session, [code], asked.as_of)).get(code)
    shown = plan.targets[first : first + limit]
    items = [TargetShown.of(target, code, plan.state.revision, standing) for target in shown]
    last = first + limit
    more = encode_cursor(str(plan.state.revision), str(last)) if last < len(plan.targets) else None
    return Page[TargetShown](items=items, next=more)
