"""Differences between official statistics and what was reported."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.access.caller import TheGuard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.metrics.domain.difference import DifferenceState
from services.metrics.endpoints.filters import IndicatorFilter, TopFilter
from services.metrics.repository.differences import differences
from services.metrics.repository.indicators import numbers_of_indicators
from services.metrics.schemas.differences import DifferenceShown, SettlementGiven, SettlementReport, shown_difference
from services.metrics.use_cases.settle_differences import settle_differences
from services.yardsticks.periods import Period

router = APIRouter(
    prefix="/api/v1/metrics/differences", route_class=OneTransaction, tags=["metrics.official-statistics"]
)
_LARGEST = 2**31 - 1


@router.get(
    "", operation_id="metrics_list_differences", summary="与统计数据的差异 · Differences to official statistics"
)
async def listed(
    session: Session,
    guard: TheGuard,
    period: Annotated[Period, Query(description="period, such as 2021-2022 · 期间")],
    organisation: TopFilter = None,
    indicator: IndicatorFilter = None,
    state: Annotated[DifferenceState | None, Query(description="null: all · 为空时列出全部")] = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[DifferenceShown]:
    """Where the newest reading that was not returned and the newest official figure differ, or only one of them is
    there; of indicators and places that an imported table speaks of. Neither wins by itself.

    未被退回的最新读数与最新统计数据不一致、或仅一方有数据的，逐项列出；仅限已导入统计表涉及的指标和范围。
    任何一方都不自动覆盖另一方。
    """
    known = await numbers_of_indicators(session, [indicator] if indicator else [])
    rows = await differences(
        session,
        await guard.reach(),
        period=period,
        top=organisation,
        indicator=None if indicator is None else known.get(indicator, 0),
        organisations=None,
        state=state.value if state else None,
        after=_after(cursor),
        limit=limit + 1,
    )
    page = [shown_difference(row, period) for row in rows[:limit]]
    more = (
        encode_cursor(str(rows[limit - 1].organisation), str(rows[limit - 1].indicator)) if len(rows) > limit else None
    )
    return Page(items=page, next=more)


def _after(cursor: str | None) -> tuple[int, int]:
    parts = decode_cursor(cursor, 2) or ["0", "0"]
    if not all(part.isascii() and part.isdecimal() and int(part) <= _LARGEST for part in parts):
        raise BodyInvalid(faults=[Fault("cursor_invalid", "?cursor", "the value of `next` of an earlier page")])
    return int(parts[0]), int(parts[1])


@router.post(
    "/settlements",
    operation_id="metrics_settle_differences",
    summary="核定差异 · Settle differences",
    status_code=201,
)
async def settled(body: SettlementGiven, session: Session, guard: TheGuard, dry_run: DryRun) -> SettlementReport:  # noqa: ARG001
    """A reviewer says which side stands, and why. Nothing is changed by it: where the official figure stands, the
    organisation finds the indicator in its obligations and sends a correction itself. New data open it again.

    审核人逐项认定以报送数据或以统计数据为准，并说明理由。认定本身不改动任何数据：以统计数据为准的，
    列入该机构应报清单，由其自行报送更正。任何一方数据更新后，差异重新待核定。
    """
    return await settle_differences(session, guard, body)
