"""Rectification orders: proposed, heard, decided."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.access.caller import TheGuard
from services.audit.domain.case_orders import Event, State
from services.audit.endpoints.filters import Id, OrganisationFilter, UnitFilter
from services.audit.endpoints.pages import BEYOND_LAST, next_cursor, position
from services.audit.repository.orders import OrderFilter, events_of, grounds_of, order_of
from services.audit.repository.orders import list_orders as find_orders
from services.audit.rulebook import Rules
from services.audit.schemas.orders import (
    DecisionGiven,
    OrderGiven,
    OrderLine,
    OrderShown,
    StatementGiven,
    shown_order,
    shown_order_line,
)
from services.audit.use_cases.decide_order import decide_order, state_position
from services.audit.use_cases.propose_order import WantedOrder, propose_order
from services.kernel.errors import NotFound
from services.kernel.paging import Cursor, Limit, Page
from services.kernel.routes import DryRun, OneTransaction, Session

router = APIRouter(prefix="/api/v1/audit/orders", route_class=OneTransaction, tags=["audit.orders"])
Asking = TheGuard


@router.post("", operation_id="audit_propose_order", summary="提出整改令 · Propose an order", status_code=201)
async def propose(body: OrderGiven, session: Session, guard: Asking, rules: Rules, _: DryRun) -> OrderShown:
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
    return await _shown(session, await propose_order(session, guard, rules.accountability, wanted))


@router.get("", operation_id="audit_list_orders", summary="整改令清单 · List orders")
async def list_orders(
    session: Session,
    guard: Asking,
    unit: UnitFilter = None,
    organisation: OrganisationFilter = None,
    state: Annotated[State | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[OrderLine]:
    """Newest first; a unit sees its own."""
    before = position(cursor, BEYOND_LAST)
    wanted = OrderFilter(unit=unit, organisation=organisation, state=state)
    found = await find_orders(session, await guard.reach(), wanted, before=before, limit=limit + 1)
    grounds = await grounds_of(session, [each.id for each in found[:limit]])
    items = [shown_order_line(each, grounds[each.id]) for each in found[:limit]]
    return Page[OrderLine](items=items, next=next_cursor([each.number for each in found], limit))


@router.get("/{order}", operation_id="audit_get_order", summary="查看整改令 · Show an order")
async def get_order(order: Id, session: Session, guard: Asking) -> OrderShown:
    """With the log of everything that happened to it."""
    kept = await order_of(session, order)
    if kept is None or not await guard.allowed({kept.unit, kept.organisation}):
        raise guard.refusal()
    return await _shown(session, order)


@router.post(
    "/{order}/statements",
    operation_id="audit_state_position",
    summary="单位陈述意见 · The unit states its position",
    status_code=201,
)
async def state_the_position(order: Id, body: StatementGiven, session: Session, guard: Asking, _: DryRun) -> OrderShown:
    """Only the unit the order is to, any number of times until it is decided. 仅限被整改单位。"""
    await state_position(session, guard, order, body.text, body.stated_on)
    return await _shown(session, order)


@router.post(
    "/{order}/decision",
    operation_id="audit_decide_order",
    summary="确认或撤销整改令 · Confirm or drop an order",
    status_code=201,
)
async def decide(order: Id, body: DecisionGiven, session: Session, guard: Asking, _: DryRun) -> OrderShown:
    """Not by who proposed it or answers for the unit, nor before the unit could speak. 提出人与该单位人员回避。"""
    await decide_order(session, guard, order, Event(body.decision), body.reason, body.decided_on)
    return await _shown(session, order)


async def _shown(session: Session, id_: str) -> OrderShown:
    kept = await order_of(session, id_)
    if kept is None:
        raise NotFound()
    return shown_order(kept, (await grounds_of(session, [id_]))[id_], await events_of(session, id_))
