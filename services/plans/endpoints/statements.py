"""Responsibility statements, 目标责任状."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from services.access.caller import TheGuard
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.plans.domain.statement_life import StatementState
from services.plans.endpoints.cursor_number import cursor_number
from services.plans.endpoints.filters import CODE_LENGTH, PlanFilter
from services.plans.endpoints.if_match import SeenVersions, tag_of
from services.plans.repository import statements as repository
from services.plans.repository.statements import StatementFilter
from services.plans.schemas.statements import (
    AcknowledgementBody,
    AnswerBody,
    ContestBody,
    IssuanceBody,
    StatementBody,
    StatementLine,
    StatementShown,
    StatementWithdrawalBody,
)
from services.plans.use_cases import statement_acts
from services.plans.use_cases.draw_statement import draw_statement
from services.plans.use_cases.shown_statement import read_statement, statement_line

router = APIRouter(prefix="/api/v1/plans/statements", route_class=OneTransaction, tags=["plans.statements"])
StatementId = Annotated[str, Path(max_length=CODE_LENGTH, description="of the statement · 责任状编号")]


@dataclass(frozen=True)
class Acting:
    """Somebody who does something to a statement, having seen what happened to it so far (If-Match)."""

    statement: StatementId
    session: Session
    guard: TheGuard
    versions: SeenVersions
    dry_run: DryRun
    response: Response


TheActing = Annotated[Acting, Depends()]


def _tagged(response: Response, shown: StatementShown) -> StatementShown:
    """The tag counts what happened to it."""
    response.headers["ETag"] = tag_of(len(shown.events))
    return shown


@router.post(
    "",
    operation_id="plans_draw_statement",
    summary="起草责任状 · Draw a responsibility statement",
    status_code=201,
    responses={200: {"model": StatementShown, "description": "it was there already · 已存在"}},
)
async def draw(body: StatementBody, session: Session, guard: TheGuard, _: DryRun, response: Response) -> StatementShown:
    """What the plan in force asks of the unit in the year, pinned. One of a plan, unit and year; again gives the same.

    按当日有效方案起草该单位当年的责任状并固定内容；一方案一单位一年度一份，重复起草得到同一份，撤回后可重新起草。
    """
    drawn = await draw_statement(session, guard, body)
    response.status_code = 201 if drawn.created else 200
    return _tagged(response, drawn.statement)


@router.get("", operation_id="plans_list_statements", summary="责任状清单 · List statements", status_code=200)
async def list_statements(
    session: Session,
    guard: TheGuard,
    plan: PlanFilter = None,
    organisation: Annotated[
        str | None, Query(max_length=CODE_LENGTH, description="the unit it is for · 责任单位的机构代码")
    ] = None,
    year: Annotated[int | None, Query(ge=1990, le=2100, description="of the statement · 年度")] = None,
    state: Annotated[StatementState | None, Query(description="as its last act left it · 状态")] = None,
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Page[StatementLine]:
    """In the order they were first drawn; a unit sees its own. 按起草先后排列；单位只见本单位的。"""
    (after,) = [cursor_number(part) for part in decode_cursor(cursor, 1) or ["0"]]
    wanted = StatementFilter(plan, organisation, year, state)
    found = await repository.list_statements(session, await guard.reach(), wanted, after=after, limit=limit + 1)
    more = encode_cursor(str(found[limit - 1].number)) if len(found) > limit else None
    return Page[StatementLine](items=[statement_line(one) for one in found[:limit]], next=more)


@router.get(
    "/{statement}", operation_id="plans_get_statement", summary="查看责任状 · Show a statement", status_code=200
)
async def show(
    statement: StatementId,
    session: Session,
    guard: TheGuard,
    response: Response,
    version: Annotated[
        int | None, Query(ge=1, le=2**31 - 1, description="an earlier one; without it the newest · 版本，默认最新")
    ] = None,
) -> StatementShown:
    """With everything that happened to it; earlier versions are kept. 含全部经过；历次版本均保留。"""
    return _tagged(response, await read_statement(session, guard, statement, version))


@router.post(
    "/{statement}/issuance",
    operation_id="plans_issue_statement",
    summary="下达责任状 · Issue a statement",
    status_code=201,
)
async def issue(body: IssuanceBody, by: TheActing) -> StatementShown:
    """By the jurisdiction's administrator, once, while the plan binds. 由所辖地区管理员在方案有效期间下达。"""
    shown = await statement_acts.issue(by.session, by.guard, by.statement, by.versions, body.reason, body.issued_on)
    return _tagged(by.response, shown)


@router.post(
    "/{statement}/acknowledgement",
    operation_id="plans_acknowledge_statement",
    summary="确认责任状 · Acknowledge a statement",
    status_code=201,
)
async def acknowledge(body: AcknowledgementBody, by: TheActing) -> StatementShown:
    """By the unit's own account, of the version that stands. 由该单位账号确认现行版本。"""
    shown = await statement_acts.acknowledge(
        by.session, by.guard, by.statement, by.versions, body.reason, body.acknowledged_on
    )
    return _tagged(by.response, shown)


@router.post(
    "/{statement}/contest",
    operation_id="plans_contest_statement",
    summary="对责任状提出异议 · Contest a statement",
    status_code=201,
)
async def contest(body: ContestBody, by: TheActing) -> StatementShown:
    """By the unit's own account, naming the lines; a line that was upheld is not contested again in its version.

    由该单位账号提出并指明条目；已答复维持的条目在同一版本中不得再次提出。
    """
    return _tagged(by.response, await statement_acts.contest(by.session, by.guard, by.statement, by.versions, body))


@router.post(
    "/{statement}/answer",
    operation_id="plans_answer_statement",
    summary="答复异议 · Answer an objection",
    status_code=201,
)
async def answer(body: AnswerBody, by: TheActing) -> StatementShown:
    """Upheld, or amended into the next version, which the unit again acknowledges or contests; the earlier is kept.

    维持，或修改为新版本，由单位再次确认或提出异议；原版本保留。代表该单位的人员回避。
    """
    return _tagged(by.response, await statement_acts.answer(by.session, by.guard, by.statement, by.versions, body))


@router.post(
    "/{statement}/withdrawal",
    operation_id="plans_withdraw_statement",
    summary="撤回责任状 · Withdraw a statement",
    status_code=201,
)
async def withdraw(body: StatementWithdrawalBody, by: TheActing) -> StatementShown:
    """It is kept with everything that happened, and can be drawn anew. 撤回后仍保留全部经过，可重新起草。"""
    shown = await statement_acts.withdraw(
        by.session, by.guard, by.statement, by.versions, body.reason, body.withdrawn_on
    )
    return _tagged(by.response, shown)
