"""Bindings of criteria to the duties of units."""

from fastapi import APIRouter, Response

from services.access.caller import TheGuard
from services.audit.endpoints.filters import PlanFilter, UnitFilter
from services.audit.endpoints.pages import FIRST, next_cursor, position
from services.audit.repository.bindings import list_bindings as find_bindings
from services.audit.rulebook import Rules
from services.audit.schemas.findings import BindingGiven, BindingShown, shown_binding
from services.audit.use_cases.record_binding import WantedBinding, record_binding
from services.kernel.paging import Cursor, Limit, Page
from services.kernel.routes import DryRun, OneTransaction, Session

router = APIRouter(prefix="/api/v1/audit/bindings", route_class=OneTransaction, tags=["audit.bindings"])
Asking = TheGuard


@router.post(
    "",
    operation_id="audit_record_binding",
    summary="把指标与单位职责绑定 · Bind a criterion to a unit's duty",
    status_code=201,
    responses={200: {"model": BindingShown, "description": "it was bound before · 此前已绑定"}},
)
async def record(
    body: BindingGiven, session: Session, guard: Asking, rules: Rules, response: Response, _: DryRun
) -> BindingShown:
    """Refused unless the published plan gives the unit this duty; the answer cites the place. 方案未载明者不予绑定。"""
    wanted = WantedBinding(body.plan, body.criterion, body.unit, body.duty, body.role, body.reason)
    bound, created = await record_binding(session, guard, rules.standard(body.standard), wanted)
    response.status_code = 201 if created else 200
    return shown_binding(bound)


@router.get("", operation_id="audit_list_bindings", summary="绑定清单 · List bindings")
async def list_bindings(
    session: Session,
    guard: Asking,
    plan: PlanFilter = None,
    unit: UnitFilter = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[BindingShown]:
    """The newest version of each; a unit sees what names it."""
    after = position(cursor, FIRST)
    found = await find_bindings(session, await guard.reach(), plan=plan, unit=unit, after=after, limit=limit + 1)
    items = [shown_binding(each) for each in found[:limit]]
    return Page[BindingShown](items=items, next=next_cursor([each.id for each in found], limit))
