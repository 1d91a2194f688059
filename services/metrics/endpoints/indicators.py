"""Indicators: the data items that are reported."""

from fastapi import APIRouter, Response

from services.access.caller import TheGuard
from services.access.policy import ROOT_ORGANISATION
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.metrics.repository.indicators import list_indicators
from services.metrics.schemas.indicators import IndicatorsGiven, IndicatorShown, UpsertReport, shown_indicator
from services.metrics.use_cases.upsert_indicators import upsert_indicators

router = APIRouter(prefix="/api/v1/metrics/indicators", route_class=OneTransaction, tags=["metrics.indicators"])


@router.post(
    "",
    operation_id="metrics_upsert_indicators",
    summary="新增或更新指标 · Create or update indicators",
    status_code=201,
    responses={200: {"model": UpsertReport, "description": "nothing was new · 没有新增"}},
)
async def upsert(
    body: IndicatorsGiven,
    session: Session,
    dry_run: DryRun,
    guard: TheGuard,
    response: Response,
) -> UpsertReport:
    """All or none, harmless to repeat. Once anything is reported for an indicator its type, grades, unit and kind of
    period stay; what has another meaning takes another code. It stays sensitive once a publication hides counts of it.

    全部保存或全部不保存，可重复提交。指标一经报送，其数值类型、等级、计量单位和期间种类不得更改；口径不同的请使用新的指标代码。
    公布中已有不予显示的数值的，不得取消敏感标记。
    """
    await guard.require(ROOT_ORGANISATION)
    report = await upsert_indicators(session, [indicator.as_indicator() for indicator in body.indicators])
    response.status_code = 201 if report.created and not dry_run else 200
    return report


@router.get("", operation_id="metrics_list_indicators", summary="指标清单 · List indicators")
async def listed(session: Session, cursor: Cursor = None, limit: Limit = 200) -> Page[IndicatorShown]:
    """In the order of their codes, each with who reports it, in which form and for which kind of period.

    按代码排列，列明填报机构、数值类型和期间种类。
    """
    after = decode_cursor(cursor, 1) or [""]
    found = await list_indicators(session, after[0], limit + 1)
    page = [shown_indicator(indicator) for indicator in found[:limit]]
    return Page(items=page, next=encode_cursor(page[-1].code) if len(found) > limit else None)
