"""The ledger of shortages: brought up to an assessment, listed, and summed up."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from services.access.caller import TheGuard
from services.audit.domain.priority import Priority
from services.audit.endpoints.filters import CriterionFilter
from services.audit.endpoints.pages import FIRST, next_cursor, position
from services.audit.repository.ledger import LedgerFilter, amounts_by, list_rows, sums
from services.audit.repository.organisations import places_of
from services.audit.rulebook import Rules
from services.audit.schemas.ledger import (
    AGES,
    EnteredShown,
    EntryGiven,
    LedgerRowShown,
    LedgerSums,
    SumsBy,
    shown_entered,
    shown_row,
    shown_sum,
)
from services.audit.sheets.ledger import TABLE, ledger_cells
from services.audit.use_cases.case_day import today
from services.audit.use_cases.enter_shortages import enter_shortages
from services.kernel.fields import Code, Day
from services.kernel.paging import Cursor, Limit, Page
from services.kernel.representations import CSV, JSON, documented, file_answer, negotiated
from services.kernel.routes import DryRun, OneTransaction, Session
from services.kernel.tables_out import csv_of

router = APIRouter(prefix="/api/v1/audit/ledger", route_class=OneTransaction, tags=["audit.ledger"])
AT_ONCE = 5_000
Place = Annotated[Code | None, Query(description="a county, a city or a province: all below it · 县、市或省")]
SchoolFilter = Annotated[Code | None, Query(description="also rows of schools merged into it · 含并入该校者")]
OwnerFilter = Annotated[Code | None, Query(description="code of the owner · 责任单位代码")]
StateFilter = Annotated[Code | None, Query(description="open, planned, overdue, reported · 状态代码")]
AsOf = Annotated[Day | None, Query(description="ages are counted to this day, today where none is named · 截止日期")]


async def _asked(
    session: Session,
    organisation: Place = None,
    school: SchoolFilter = None,
    criterion: CriterionFilter = None,
    owner: OwnerFilter = None,
    priority: Annotated[Priority | None, Query()] = None,
    state: StateFilter = None,
    ended: Annotated[bool, Query(description="also rows that have ended · 含已销号")] = False,
) -> LedgerFilter:
    place = (await places_of(session, [organisation])).get(organisation) if organisation is not None else None
    below = None if organisation is None else "/nowhere" if place is None else place.path
    return LedgerFilter(below, school, criterion, owner, priority, state, ended)


Asked = Annotated[LedgerFilter, Depends(_asked)]


@router.post("/entries", operation_id="audit_enter_shortages",
             summary="依据评估更新台账 · Bring the ledger up to an assessment", status_code=201)  # fmt: skip
async def enter(body: EntryGiven, session: Session, guard: TheGuard, rules: Rules, _: DryRun) -> EnteredShown:
    """New shortages enter, known ones are measured again, filled ones close; rows follow schools that merged.

    新缺口列入，原缺口重新核定，补齐的销号，随学校撤并转移；评估不能判定的保持原状。
    """
    return shown_entered(await enter_shortages(session, guard, rules, body.assessment, body.on))


@router.get("", operation_id="audit_list_ledger", summary="缺口台账 · The ledger of shortages",
            response_model=Page[LedgerRowShown], responses=documented(CSV))  # fmt: skip
async def list_ledger(
    session: Session,
    guard: TheGuard,
    asked: Asked,
    form: Annotated[str, Depends(negotiated(JSON, CSV))],
    as_of: AsOf = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Response | Page[LedgerRowShown]:
    """A school sees its own rows, an owner those it is to fill. 学校看本校，责任单位看由其补齐的缺口。"""
    after, day, reach = position(cursor, FIRST), as_of or today(), await guard.reach()
    if form == CSV:
        every = page = await list_rows(session, reach, asked, after=after, limit=AT_ONCE)
        while len(page) == AT_ONCE:
            page = await list_rows(session, reach, asked, after=page[-1].number, limit=AT_ONCE)
            every += page
        return file_answer(csv_of(TABLE, [ledger_cells(each) for each in every]), CSV, "ledger.csv")
    found = await list_rows(session, reach, asked, after=after, limit=limit + 1)
    items = [shown_row(each, day) for each in found[:limit]]
    return Page[LedgerRowShown](items=items, next=next_cursor([each.number for each in found], limit))


@router.get("/sums", operation_id="audit_sum_ledger", summary="台账汇总 · The ledger summed up")
async def sum_up(
    session: Session,
    guard: TheGuard,
    asked: Asked,
    by: Annotated[SumsBy, Query()] = SumsBy.CRITERION,
    as_of: AsOf = None,
) -> LedgerSums:
    """Rows, amounts, cost and age by county, criterion, owner, priority or school. 按县、指标等汇总并计账龄。"""
    day: date = as_of or today()
    reach = await guard.reach()
    rows = await sums(session, reach, asked, by=by, as_of=day, ages=AGES)
    amounts = await amounts_by(session, reach, asked, by=by, as_of=day)
    return LedgerSums(by=by, as_of=day, items=[shown_sum(row, amounts.get(row["key"], ())) for row in rows])
