"""The register of what happened to organisations."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from services.access.caller import TheGuard
from services.kernel.errors import BodyInvalid, Fault, NotFound
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.plans.domain.organisation_event import EventKind
from services.plans.domain.timeline import BEGINNING
from services.plans.endpoints.cursor_number import cursor_number
from services.plans.endpoints.filters import OrganisationCode
from services.plans.repository import organisation_events as repository
from services.plans.repository.organisations import existing
from services.plans.schemas.organisation_events import EventBody, WithdrawalBody
from services.plans.schemas.organisation_history import EventShown, EventsRecorded
from services.plans.use_cases.organisation_events import record_events, withdraw_event

router = APIRouter(prefix="/api/v1/plans/organisations", route_class=OneTransaction, tags=["plans.organisations"])


@router.post(
    "/{code}/events",
    operation_id="plans_record_event",
    summary="登记机构变更 · Record what happened to an organisation",
    status_code=201,
    responses={200: {"model": EventsRecorded, "description": "recorded before · 已登记过"}},
)
async def record(
    code: OrganisationCode, body: EventBody, session: Session, guard: TheGuard, _: DryRun, response: Response
) -> EventsRecorded:
    """Opened, renamed, reclassified, moved, merged, split or closed, in any order of recording; a repeat is harmless.

    登记设立、更名、属性变更、隶属变更、并入、分立或撤销，先后不限；重复登记无妨。与已有登记矛盾的不予登记。
    """
    done = await record_events(session, guard, code, body.entries(code))
    response.status_code = 201 if done.new else 200
    items = [EventShown.of(event) for event in done.events]
    return EventsRecorded(outcome="created" if done.new else "unchanged", items=items)


@router.post(
    "/{code}/events/{number}/withdrawal",
    operation_id="plans_withdraw_event",
    summary="撤回登记 · Withdraw an entry",
    status_code=201,
)
async def withdraw(
    code: OrganisationCode,
    number: Annotated[int, Path(ge=1, le=2**63 - 1, description="of the entry · 登记号")],
    body: WithdrawalBody,
    session: Session,
    guard: TheGuard,
    _: DryRun,
) -> EventShown:
    """The entry counts no more and stays readable, with the reason. 该条登记不再有效，但连同撤回理由一并保留。"""
    return EventShown.of(await withdraw_event(session, guard, code, body.entry(code, number)))


@router.get(
    "/{code}/events",
    operation_id="plans_list_events",
    summary="机构沿革 · History of an organisation",
    status_code=200,
)
async def list_events(
    session: Session,
    code: OrganisationCode,
    kind: Annotated[EventKind | None, Query(description="kind of entry · 登记类别")] = None,
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Page[EventShown]:
    """Everything recorded of it, and who merged or split into it, by day; what holds since ever comes first.

    该机构的全部登记，含并入或分立为该机构者，按生效日期排列。
    """
    if not await existing(session, [code]):
        raise NotFound()
    parts = decode_cursor(cursor, 2)
    after = (_day(parts[0]), cursor_number(parts[1])) if parts else (BEGINNING, 0)
    found = await repository.list_events(session, code, kind=kind, after=after, limit=limit + 1)
    last = found[limit - 1][0] if len(found) > limit else None
    more = encode_cursor(last.since.isoformat(), str(last.number)) if last else None
    return Page[EventShown](items=[EventShown.of(one, withdrawn=gone) for one, gone in found[:limit]], next=more)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        expected = "the value of `next` of an earlier page"
        raise BodyInvalid(faults=[Fault("cursor_invalid", "?cursor", expected)]) from error
