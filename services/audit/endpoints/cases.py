"""Cases: how they stand, and the steps of the unit, of who supervises, and of who decides."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.access.caller import TheGuard
from services.audit.domain.procedures.life import Happened, Life, possible
from services.audit.domain.procedures.procedure import Desk
from services.audit.endpoints.filters import Id, OrganisationFilter, UnitFilter
from services.audit.endpoints.pages import BEYOND_LAST, next_cursor, position
from services.audit.procedures import procedures
from services.audit.repository.cases import CaseFilter, case_of, children_of, clocks_of, grounds_of, steps_of
from services.audit.repository.cases import list_cases as find_cases
from services.audit.schemas.case_steps import RequestGiven, StepGiven
from services.audit.schemas.cases import (
    CaseLine,
    CaseShown,
    shown_case,
    shown_line,
)
from services.audit.use_cases.open_case import Request as Asked
from services.audit.use_cases.open_case import open_on
from services.audit.use_cases.take_step import Act, take_step
from services.kernel.errors import NotFound
from services.kernel.fields import Code
from services.kernel.paging import Cursor, Limit, Page
from services.kernel.routes import DryRun, OneTransaction, Session

router = APIRouter(prefix="/api/v1/audit", route_class=OneTransaction, tags=["audit.cases"])


@router.get("/cases", operation_id="audit_list_cases", summary="案件清单 · List cases")
async def list_cases(
    session: Session,
    guard: TheGuard,
    kind: Annotated[Code | None, Query(description="rectification, extension and so on · 案件种类")] = None,
    unit: UnitFilter = None,
    organisation: OrganisationFilter = None,
    state: Annotated[Code | None, Query(description="as the procedure names it · 状态代码")] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[CaseLine]:
    """Newest first; a unit sees its own. 单位只看到本单位的案件。"""
    before = position(cursor, BEYOND_LAST)
    wanted = CaseFilter(kind=kind, unit=unit, organisation=organisation, state=state)
    found = await find_cases(session, await guard.reach(), wanted, before=before, limit=limit + 1)
    ids = [each.id for each in found[:limit]]
    grounds, clocks = await grounds_of(session, ids), await clocks_of(session, ids)
    items = [
        shown_line(each, procedures()[each.procedure], grounds[each.id], clocks[each.id]) for each in found[:limit]
    ]
    return Page[CaseLine](items=items, next=next_cursor([each.number for each in found], limit))


@router.get("/cases/{case}", operation_id="audit_get_case", summary="查看案件 · Show a case")
async def get_case(case: Id, session: Session, guard: TheGuard) -> CaseShown:
    """With its clocks, everything that happened to it, and what may happen next. 含期限、经过和可采取的步骤。"""
    kept = await case_of(session, case)
    if kept is None or not await guard.allowed({kept.unit, kept.organisation, kept.about}):
        raise guard.refusal()
    return await shown(session, case)


@router.post("/cases/{case}/answers", operation_id="audit_answer_case", summary="单位在案件中答复 · The unit answers",
             status_code=201)  # fmt: skip
async def answer(case: Id, body: StepGiven, session: Session, guard: TheGuard, _: DryRun) -> CaseShown:
    """Steps of the unit the case is about: what it states, accepts and reports. 仅限案件所涉单位。"""
    await take_step(session, guard, case, Desk.UNIT, _act(body))
    return await shown(session, case)


@router.post("/cases/{case}/requests", operation_id="audit_request_in_case",
             summary="申请延期、复核或申诉 · Ask for more time, a review, an appeal", status_code=201)  # fmt: skip
async def ask(case: Id, body: RequestGiven, session: Session, guard: TheGuard, _: DryRun) -> CaseShown:
    """Opens a case of its own on this one; the time limits are those of the rules. 另立一案，期限依办法计算。"""
    asked = Asked(body.kind, body.text, body.on, body.said())
    return await shown(session, await open_on(session, guard, case, asked))


@router.post("/cases/{case}/steps", operation_id="audit_supervise_case", summary="督导在案件中处理 · Supervise a case",
             status_code=201)  # fmt: skip
async def supervise(case: Id, body: StepGiven, session: Session, guard: TheGuard, _: DryRun) -> CaseShown:
    """Steps of who supervises: checking again on new readings, escalating. 依据新数据复查、上报督办等。"""
    await take_step(session, guard, case, Desk.SUPERVISOR, _act(body))
    return await shown(session, case)


@router.post("/cases/{case}/decisions", operation_id="audit_decide_case", summary="在案件中作出决定 · Decide in a case",
             status_code=201)  # fmt: skip
async def decide(case: Id, body: StepGiven, session: Session, guard: TheGuard, _: DryRun) -> CaseShown:
    """Not by who took the step decided on or answers for the unit, nor before it could speak. 经办人与单位人员回避。"""
    await take_step(session, guard, case, Desk.DECIDER, _act(body))
    return await shown(session, case)


async def shown(session: Session, id_: str) -> CaseShown:
    kept = await case_of(session, id_)
    if kept is None:
        raise NotFound()
    procedure, log = procedures()[kept.procedure], await steps_of(session, id_)
    clocks = (await clocks_of(session, [id_]))[id_]
    happened = tuple(Happened(each.step, each.happened_on) for each in log)
    return shown_case(
        kept,
        procedure,
        (await grounds_of(session, [id_]))[id_],
        clocks,
        log=log,
        children=await children_of(session, id_),
        possible=possible(Life(procedure, kept.state, happened, clocks, kept.days)),
    )


def _act(body: StepGiven) -> Act:
    return Act(body.step, body.text, body.on, body.said())
