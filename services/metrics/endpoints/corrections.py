"""Corrections of approved values."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.access.caller import TheGuard
from services.kernel.paging import Cursor, Limit, Page, encode_cursor
from services.kernel.routes import OneTransaction, Session
from services.metrics.domain.part import PartState
from services.metrics.endpoints.filters import IndicatorFilter, OrganisationFilter, PeriodFilter, TopFilter, before_of
from services.metrics.repository.corrections import list_corrections
from services.metrics.repository.indicators import indicators_by_code
from services.metrics.schemas.corrections import CorrectionShown, shown_correction

router = APIRouter(prefix="/api/v1/metrics/corrections", route_class=OneTransaction, tags=["metrics.corrections"])


@router.get("", operation_id="metrics_list_corrections", summary="更正清单 · List corrections")
async def listed(
    session: Session,
    guard: TheGuard,
    organisation: OrganisationFilter = None,
    below: TopFilter = None,
    indicator: IndicatorFilter = None,
    period: PeriodFilter = None,
    state: Annotated[PartState | None, Query(description="of the correction · 更正的状态")] = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[CorrectionShown]:
    """Newest first: which approved values somebody sent new ones for, why, and what became of it. The feed tells the
    same as it happens, under the topics `correction` and `review`.

    最新的在前：哪些已审核的数值被更正、原因及审核结果。变更流的 correction 与 review 主题会同步告知。
    """
    found = await list_corrections(
        session,
        await guard.reach(),
        organisation=organisation,
        below=below,
        indicator=indicator,
        period=period,
        state=state,
        before=before_of(cursor),
        limit=limit + 1,
    )
    page = found[:limit]
    known = await indicators_by_code(session, {row.indicator for row in page})
    more = encode_cursor(str(page[-1].number)) if len(found) > limit else None
    return Page(items=[shown_correction(row, known[row.indicator]) for row in page], next=more)
