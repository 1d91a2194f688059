"""Signals 红、橙、黄、蓝: which units need looking at, and by which rule."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.access.caller import TheGuard
from services.audit.domain.signals import signals_of
from services.audit.repository.organisations import places_of
from services.audit.repository.signals import standing_of
from services.audit.rules import signal_rules
from services.audit.schemas.signals import Signals, shown_signal
from services.audit.use_cases.case_day import today
from services.kernel.fields import Code
from services.kernel.routes import OneTransaction, Session

router = APIRouter(prefix="/api/v1/audit/signals", route_class=OneTransaction, tags=["audit.cases"])


@router.get("", operation_id="audit_list_signals", summary="预警信号 · Signals of units")
async def list_signals(
    session: Session,
    guard: TheGuard,
    organisation: Annotated[
        Code, Query(description="a place: all units and schools below it · 地区", examples=["640221"])
    ],
) -> Signals:
    """By cases as they stand today; each signal names the rules that hold and some cases. 按案件现状，注明所依规则。"""
    day, place = today(), (await places_of(session, [organisation])).get(organisation)
    below = "/nowhere" if place is None else place.path
    found = signals_of(signal_rules(), await standing_of(session, await guard.reach(), below, day))
    places = await places_of(session, [each.unit for each in found])
    return Signals(as_of=day, items=[shown_signal(each, places) for each in found])
