"""How far the places below take up a plan."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.access.caller import TheGuard
from services.kernel.paging import Cursor, Limit, decode_cursor
from services.kernel.routes import OneTransaction, Session
from services.plans.endpoints.cursor_number import cursor_number
from services.plans.endpoints.filters import CODE_LENGTH, PlanCode
from services.plans.endpoints.task_filters import DEFAULT_SOON_DAYS, AsOf, SoonDays
from services.plans.schemas.coverage import CoverageShown
from services.plans.use_cases.coverage import CoverageAsked
from services.plans.use_cases.coverage import coverage as cover

router = APIRouter(prefix="/api/v1/plans/plans", route_class=OneTransaction, tags=["plans.cascade"])


@router.get(
    "/{code}/coverage",
    operation_id="plans_coverage",
    summary="下级承接情况 · Coverage of a plan by the places below",
    status_code=200,
)
async def coverage(
    code: PlanCode,
    session: Session,
    guard: TheGuard,
    as_of: AsOf,
    jurisdiction: Annotated[
        str | None, Query(max_length=CODE_LENGTH, description="only this place and those below it · 仅该地及其下级")
    ] = None,
    soon_days: SoonDays = DEFAULT_SOON_DAYS,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> CoverageShown:
    """For every measure the cities and counties that take it up, by plans or tasks, those that do not, and whether
    their targets ask less.

    逐项列出各市县以何方案、任务承接，哪些尚为空白，以及下级目标是否弱于上级；只计数，不求平均。
    """
    (first,) = [cursor_number(part) for part in decode_cursor(cursor, 1) or []] or [0]
    return await cover(session, guard, code, CoverageAsked(as_of, jurisdiction, soon_days, first, limit))
