"""Rectification orders: proposed here; what happens to one afterwards happens to a case."""

from fastapi import APIRouter

from services.access.caller import TheGuard
from services.audit.endpoints.cases import shown
from services.audit.rulebook import Rules
from services.audit.schemas.cases import CaseShown
from services.audit.schemas.orders import OrderGiven
from services.audit.use_cases.propose_order import WantedOrder, propose_order
from services.kernel.routes import DryRun, OneTransaction, Session

router = APIRouter(prefix="/api/v1/audit/orders", route_class=OneTransaction, tags=["audit.cases"])


@router.post("", operation_id="audit_propose_order", summary="提出整改令 · Propose an order", status_code=201)
async def propose(body: OrderGiven, session: Session, guard: TheGuard, rules: Rules, _: DryRun) -> CaseShown:
    """Every finding must name the unit by a binding, under a plan in force. 每项问题须经绑定指明该单位。"""
    wanted = WantedOrder(
        findings=body.findings,
        unit=body.unit,
        demand=body.demand,
        due_on=body.due_on,
        hearing_until=body.hearing_until,
        proposed_on=body.proposed_on,
        reason=body.reason,
    )
    order = await propose_order(session, guard, rules.accountability, wanted)
    return await shown(session, order)
