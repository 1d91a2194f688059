"""Readings: the latest of each key, and the history of one."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query
from starlette.responses import Response

from services.access.caller import TheGuard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Code, Moment
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import Moved, OneTransaction, Session
from services.kernel.unchanged import changes_with_the_feed
from services.metrics.domain.reading import Key
from services.metrics.endpoints.filters import IndicatorFilter, OrganisationFilter, PeriodFilter
from services.metrics.repository.acts import acts_on
from services.metrics.repository.indicators import indicators_by_code, indicators_by_number
from services.metrics.repository.period_numbers import numbers_of_periods
from services.metrics.repository.readings import Wanted, history_of, latest_readings, names_of_readings
from services.metrics.schemas.readings import ReadingShown, VersionShown, shown_readings, shown_version
from services.metrics.use_cases.definitions import definitions_of
from services.metrics.use_cases.give_out import outsider_for
from services.yardsticks.periods import Period

router = APIRouter(prefix="/api/v1/metrics/readings", route_class=OneTransaction, tags=["metrics.readings"])
LARGEST_VERSION, LARGEST_NUMBER = 2**15 - 1, 2**31 - 1


@router.get(
    "", operation_id="metrics_list_readings", summary="读数清单 · List readings", response_model=Page[ReadingShown]
)
@changes_with_the_feed
async def listed(
    session: Session,
    guard: TheGuard,
    moved: Moved,
    organisation: OrganisationFilter = None,
    below: Annotated[Code | None, Query(description="this organisation and all below it · 该机构及其下级")] = None,
    indicator: IndicatorFilter = None,
    period: PeriodFilter = None,
    approved_only: Annotated[bool, Query(description="the approved value of each · 仅已审核的值")] = False,
    as_of: Annotated[
        Moment | None,
        Query(description="what was known then · 当时已知的读数", examples=["2026-11-27T08:00:00+08:00"]),
    ] = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Response:
    """The newest reading of each organisation, indicator and period that was not returned; pending ones too, unless you
    ask for approved ones only. Null is an unknown, and never zero. `as_of` answers what was known at a moment: what was
    received, approved and returned until then.

    每个机构、指标、期间最新且未被退回的读数，默认含待审核的。null 表示未知，绝不是零。
    as_of 按某一时刻已收到、已审核、已退回的情况回答。
    """
    after = _numbers(cursor)
    reach = await guard.reach()
    definitions = await definitions_of(session, moved)
    periods = await numbers_of_periods(session, [period]) if period else {}
    wanted = Wanted(
        organisation,
        below,
        [number for code, number in definitions.numbers.items() if code == indicator] if indicator else None,
        periods.get(period) if period else None,
        approved_only,
        as_of,
    )
    nothing = period is not None and period not in periods  # of which anything was ever reported
    found = [] if nothing else await latest_readings(session, reach, wanted, moved, after, limit + 1)
    page = found[:limit]
    items = []
    if page:
        outsider = await outsider_for(session, guard)
        numbers = {row["indicator"] for row in page}
        described = definitions.numbered(numbers)
        if len(described) < len(numbers):  # one is newer than what is remembered
            described = await indicators_by_number(session, numbers)
        items = shown_readings(page, await names_of_readings(session, page), described, outsider)
    last = page[-1] if len(found) > limit else None
    more = encode_cursor(*(str(last[name]) for name in ("period", "organisation", "indicator"))) if last else None
    return Response(msgspec.json.encode({"items": items, "next": more}), media_type="application/json")


@router.get("/history", operation_id="metrics_reading_history", summary="读数的全部版本 · History of one reading")
async def history(
    session: Session,
    guard: TheGuard,
    organisation: Annotated[Code, Query(description="organisation code · 机构代码")],
    indicator: Annotated[Code, Query(description="indicator code · 指标代码")],
    period: Annotated[Period, Query(description="period, such as 2021-2022 · 期间")],
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[VersionShown]:
    """Every version in the order in which it was said: the days it speaks of, when it was known, who sent it in which
    submission, and every act of review; nothing is ever removed.

    按报送先后列出全部版本：所指期间的起止日、收到时间、报送人与报送编号、每次审核；任何版本都不会删除。
    """
    await guard.require(organisation)
    found = await history_of(session, Key(organisation, indicator, period), _version(cursor), limit + 1)
    known = await indicators_by_code(session, [indicator])
    acts = await acts_on(session, [(row.submission, row.organisation) for row in found[:limit]])
    page = [
        shown_version(row, known[indicator], period, acts.get((row.submission, row.organisation), ()))
        for row in found[:limit]
    ]
    return Page(items=page, next=encode_cursor(str(page[-1].version)) if len(found) > limit else None)


def _version(cursor: str | None) -> int:
    (version,) = _counted(cursor, 1, LARGEST_VERSION)
    return version


def _numbers(cursor: str | None) -> tuple[int, int, int]:
    period, organisation, indicator = _counted(cursor, 3, LARGEST_NUMBER)
    return period, organisation, indicator


def _counted(cursor: str | None, count: int, largest: int) -> list[int]:
    texts = decode_cursor(cursor, count) or ["0"] * count
    if not all(text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= largest for text in texts):
        raise BodyInvalid(faults=[Fault("cursor_invalid", "?cursor", "the value of `next` of an earlier page")])
    return [int(text) for text in texts]
