"""Backward: from a reading to the results that rest on it, from a correction to what should be assessed again."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.access.caller import TheGuard
from services.audit.endpoints.filters import OrganisationFilter
from services.audit.endpoints.pages import BEYOND_LAST, next_cursor, position
from services.audit.rulebook import Rules
from services.audit.schemas.uses import RerunShown, UseShown, shown_rerun, shown_use
from services.audit.use_cases.list_reruns import list_reruns
from services.audit.use_cases.list_uses import Datum, list_uses
from services.kernel.fields import Code, Day
from services.kernel.paging import Cursor, Limit, Page
from services.kernel.routes import OneTransaction, Session
from services.yardsticks.periods import Period

router = APIRouter(prefix="/api/v1/audit", route_class=OneTransaction, tags=["audit.uses"])
AT_ONCE = 100
"""Assessments looked through for a page at most: each costs some milliseconds, one of many counties more."""


@router.get("/uses", operation_id="audit_list_uses", summary="读数用于哪些结果 · Results that used a reading")
async def uses(
    session: Session,
    guard: TheGuard,
    rules: Rules,
    organisation: Annotated[Code, Query(description="who reports it · 填报机构代码")],
    indicator: Annotated[Code, Query(description="indicator code · 指标代码", examples=["teaching_area"])],
    period: Annotated[Period, Query(description="period, such as 2021-2022 · 期间")],
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[UseShown]:
    """Every assessment that counts it, newest first, with the results of the organisation and of the place assessed. A
    page may hold fewer than it looked through, and still name a `next`.

    列出用到该读数的全部评估（最新的在前）及本机构和被评地区的相应结果；stale 表示读数此后已被更正或撤销审核。
    """
    before = position(cursor, BEYOND_LAST)
    datum = Datum(organisation, indicator, period)
    looked = min(limit, AT_ONCE)
    found, over = await list_uses(session, guard, rules, datum, before=before, limit=looked)
    following = next_cursor([each.number for each in over], looked)
    return Page[UseShown](items=[shown_use(each) for each in found], next=following)


@router.get("/reruns", operation_id="audit_list_reruns", summary="建议重新评估 · Assessments to be made again")
async def reruns(
    session: Session,
    guard: TheGuard,
    rules: Rules,
    as_of: Annotated[Day, Query(description="the day for the new assessments · 新评估的日期", examples=["2021-11-20"])],
    organisation: OrganisationFilter = None,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[RerunShown]:
    """Of each place, standard and period the newest assessment, where readings behind it were corrected or taken back
    since; `again` is what to post. A page may hold fewer than it looked through.

    列出所依据读数已被更正或撤销审核的最新评估；again 为重新评估时提交的内容。
    """
    before = position(cursor, BEYOND_LAST)
    looked = min(limit, AT_ONCE)
    found, newest = await list_reruns(session, guard, rules, organisation=organisation, before=before, limit=looked)
    following = next_cursor([each.number for each in newest], looked)
    return Page[RerunShown](items=[shown_rerun(each, as_of) for each in found], next=following)
