"""Obligations: what each organisation owes, in one call for all that a sender reports for."""

from fastapi import APIRouter

from services.access.caller import TheGuard
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import OneTransaction, Session
from services.metrics.endpoints.filters import AsOf, CollectionFilter, PeriodFilter, TopFilter
from services.metrics.repository.obligations import owed_items
from services.metrics.schemas.obligations import ObligationShown
from services.metrics.use_cases.list_obligations import shown_obligations

router = APIRouter(prefix="/api/v1/metrics/obligations", route_class=OneTransaction, tags=["metrics.obligations"])


@router.get("", operation_id="metrics_list_obligations", summary="应报清单 · What is owed")
async def listed(
    session: Session,
    guard: TheGuard,
    as_of: AsOf,
    organisation: TopFilter = None,
    collection: CollectionFilter = None,
    period: PeriodFilter = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[ObligationShown]:
    """One entry for each organisation within your reach and each collection that asks it, in this order. `to_send`
    names what is missing or was returned; `unknown` what was answered with the reason why there is no value, so that
    nothing is zero for want of an answer. What two collections ask is sent once: the other names it under `reused`.

    每个机构、每项填报任务一条，先按机构、再按任务排列。to_send 列出缺报和被退回的指标；
    unknown 列出已说明原因、暂无数值的指标。缺报绝不视为零。
    多个任务要求的同一数据只报一次（一数一源），其余任务在 reused 中注明。
    """
    after = decode_cursor(cursor, 2) or ["", ""]
    rows = await owed_items(
        session,
        await guard.reach(),
        organisation=organisation,
        collection=collection,
        period=period,
        as_of=as_of,
        after=(after[0], after[1]),
        limit=limit + 1,
    )
    found = shown_obligations(rows, as_of)
    page = found[:limit]
    more = encode_cursor(page[-1].organisation, page[-1].collection) if len(found) > limit else None
    return Page(items=page, next=more)
