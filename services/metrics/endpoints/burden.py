"""The burden of reporting: how many data are asked of a school in a year."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.access.caller import TheGuard
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import OneTransaction, Session
from services.metrics.domain.burden import Over
from services.metrics.endpoints.filters import TopFilter
from services.metrics.repository.burden import burden_of
from services.metrics.schemas.burden import BurdenShown, shown_burden

router = APIRouter(prefix="/api/v1/metrics/burden", route_class=OneTransaction, tags=["metrics.obligations"])


@router.get("", operation_id="metrics_list_burden", summary="填报负担 · How much is asked")
async def listed(
    session: Session,
    guard: TheGuard,
    year: Annotated[
        int,
        Query(ge=1900, le=2099, description="the calendar year in which it is due · 截止日所在的年份", examples=[2021]),
    ],
    over: Annotated[
        Over, Query(description="one row an organisation, a county, or for all · 按机构、按县或合计")
    ] = Over.REACH,
    organisation: TopFilter = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[BurdenShown]:
    """How many data collections due in the year ask of organisations within your reach: in all, different ones, asked
    more than once, and reused because an earlier collection asks for them. By county as for completeness.

    统计当年到期的填报任务向您权限范围内机构要求的数据项：总项次、不同的数据项、重复要求的、可沿用已有数据不必重报的。
    用于核减填报负担（减负）；按县归并的规则与完整情况相同。
    """
    after = decode_cursor(cursor, 1) or [""]
    rows = await burden_of(
        session, await guard.reach(), year, over=over, organisation=organisation, after=after[0], limit=limit + 1
    )
    page = [shown_burden(row, over, year) for row in rows[:limit]]
    more = encode_cursor(page[-1].code or "") if len(rows) > limit else None
    return Page(items=page, next=more)
