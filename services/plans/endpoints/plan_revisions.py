"""Revisions of a plan and what differs between them."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from services.access.caller import TheGuard
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.representations import CSV, JSON, XLSX, documented, file_answer, negotiated
from services.kernel.routes import OneTransaction, Session
from services.kernel.tables_out import csv_of, xlsx_of
from services.plans.endpoints.cursor_number import cursor_number
from services.plans.endpoints.filters import PlanCode
from services.plans.schemas.plan_revisions import Comparison, RevisionListed
from services.plans.sheets.revision_changes import COLUMNS, changes_book, changes_rows
from services.plans.use_cases import revisions as use_case

router = APIRouter(prefix="/api/v1/plans/plans", route_class=OneTransaction, tags=["plans.plans"])


@router.get(
    "/{code}/revisions",
    operation_id="plans_list_revisions",
    summary="修订版列表 · Revisions of a plan",
    status_code=200,
)
async def list_revisions(
    code: PlanCode, session: Session, limit: Limit = 50, cursor: Cursor = None
) -> Page[RevisionListed]:
    """Every published revision, oldest first: when, why, by whom, and what it holds. 历次发布的修订版，由旧到新。"""
    parts = decode_cursor(cursor, 1)
    after = cursor_number(parts[0]) if parts else 0
    found = await use_case.list_revisions(session, code, after, limit + 1)
    more = encode_cursor(str(found[limit - 1].revision)) if len(found) > limit else None
    return Page[RevisionListed](items=found[:limit], next=more)


@router.get(
    "/{code}/comparison",
    operation_id="plans_compare_revisions",
    summary="修订对照 · What changed between two revisions",
    status_code=200,
    response_model=Comparison,
    responses=documented(CSV, XLSX),
)
async def compare(
    code: PlanCode,
    session: Session,
    guard: TheGuard,
    form: Annotated[str, Depends(negotiated(JSON, CSV, XLSX))],
    first: Annotated[
        int | None, Query(alias="from", ge=1, le=2**31 - 1, description="the earlier revision · 原修订号")
    ] = None,
    second: Annotated[
        int | None, Query(alias="to", ge=1, le=2**31 - 1, description="the later revision · 新修订号")
    ] = None,
) -> Comparison | Response:
    """The newest against the one before it, unless named; by `Accept` also as a table in CSV or XLSX.

    默认为最新发布版与上一版对照；可按 Accept 取得 CSV 或 XLSX 对照表。有权修改者也可与草稿对照。
    """
    found = await use_case.compare_revisions(session, guard, code, first, second)
    name = f"{code}-r{found.before.revision}-r{found.after.revision}-changes"
    if form == XLSX:
        return file_answer(xlsx_of(changes_book(found)), XLSX, f"{name}.xlsx")
    if form == CSV:
        return file_answer(csv_of(COLUMNS, changes_rows(found)), CSV, f"{name}.csv")
    return found
