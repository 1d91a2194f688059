"""Completeness: how much of what is owed has arrived, by county, unit or collection."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.access.caller import TheGuard
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import OneTransaction, Session
from services.metrics.domain.completeness import Grouping
from services.metrics.endpoints.filters import AsOf, CollectionFilter, PeriodFilter, TopFilter
from services.metrics.repository.completeness import counted
from services.metrics.schemas.completeness import CompletenessShown, shown_completeness

router = APIRouter(prefix="/api/v1/metrics/completeness", route_class=OneTransaction, tags=["metrics.obligations"])


@router.get("", operation_id="metrics_list_completeness", summary="报送完整情况 · How complete reporting is")
async def listed(
    session: Session,
    guard: TheGuard,
    as_of: AsOf,
    by: Annotated[Grouping, Query(description="one row a county, unit or collection · 按县、单位或填报任务汇总")],
    organisation: TopFilter = None,
    collection: CollectionFilter = None,
    period: PeriodFilter = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[CompletenessShown]:
    """Counts within your reach, in the order of codes. A department or school at no county counts with the prefecture
    or province it stands in. Where `whole` is false the row tells of a part, and `complete` is null. A value, an answer
    that there is none (`unknown`) and neither (`missing`) are counted apart; by county and unit what two collections
    ask for counts once.

    仅统计您可查看的范围，按代码排列。不属于任何县的部门或学校计入其所在的市或省（自治区）。
    whole 为 false 时仅为部分数据，complete 为 null。
    有数值、已说明暂无数值（unknown）、两者皆无的缺报（missing）分别计数；按县或单位汇总时，多个任务要求的同一项只计一次。
    """
    after = decode_cursor(cursor, 1) or [""]
    found = await counted(
        session,
        await guard.reach(),
        by=by,
        organisation=organisation,
        collection=collection,
        period=period,
        as_of=as_of,
        after=after[0],
        limit=limit + 1,
    )
    page = [shown_completeness(row, by) for row in found[:limit]]
    return Page(items=page, next=encode_cursor(page[-1].code) if len(found) > limit else None)
