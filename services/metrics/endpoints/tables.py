"""Readings in bulk: files of a selection, series, pivots."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Annotated, Literal

import pyarrow as pa
from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response, StreamingResponse

from services.access.caller import TheGuard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Code
from services.kernel.paging import Page
from services.kernel.representations import CSV, JSON, negotiated
from services.kernel.routes import Moved, OneTransaction, Session
from services.kernel.unchanged import VARY, changes_with_the_feed
from services.metrics.domain.indicator import Indicator
from services.metrics.domain.outsiders import Outsider
from services.metrics.endpoints.filters import TopFilter
from services.metrics.forms_out.columnar import arrow_pieces, parquet_pieces
from services.metrics.forms_out.jsonstat import jsonstat_pieces
from services.metrics.forms_out.lines import csv_pieces, ndjson_pieces
from services.metrics.forms_out.pivot import PIVOT, Aggregate, pivot_batch
from services.metrics.forms_out.readings import READINGS
from services.metrics.repository.indicators import indicators_by_number, known_indicators, numbers_of_indicators
from services.metrics.repository.period_numbers import every_period
from services.metrics.repository.reading_batches import reading_batches
from services.metrics.repository.readings import Wanted, latest_readings, names_of_readings
from services.metrics.schemas.readings import shown_readings
from services.metrics.schemas.tables import AmountShown, Series, series_from, shown_amount
from services.metrics.use_cases.give_out import (
    By,
    PivotWanted,
    cube_of,
    in_one_moment,
    outsider_for,
    pivot_of,
    seen,
    selection,
)
from services.metrics.use_cases.written import Pieces, sent, written
from services.yardsticks.periods import Period

router = APIRouter(prefix="/api/v1/metrics", route_class=OneTransaction, tags=["metrics.tables"])
NDJSON, STAT = "application/x-ndjson", "application/vnd.json-stat+json"
PARQUET, ARROW = "application/vnd.apache.parquet", "application/vnd.apache.arrow.stream"
OFFERED = (CSV, NDJSON, STAT, PARQUET, ARROW)
_FILE = {"schema": {"type": "string", "format": "binary"}}
_ENDINGS = {CSV: "csv", NDJSON: "ndjson", STAT: "json", PARQUET: "parquet", ARROW: "arrow"}
Indicators = Annotated[
    list[Code] | None, Query(max_length=200, description="codes of indicators; all · 指标，缺省为全部")
]
Periods = Annotated[list[Period] | None, Query(max_length=50, description="periods; all · 期间，缺省为全部")]
Approved = Annotated[bool, Query(description="the approved value of each · 仅已审核的值")]
MOST_POINTS = 20_000


@router.get(
    "/files/readings",
    operation_id="metrics_export_readings",
    summary="批量取数 · Readings as a file",
    response_class=Response,
    responses={200: {"content": dict.fromkeys(OFFERED, _FILE)}},
)
@changes_with_the_feed
async def exported(
    request: Request,
    session: Session,
    guard: TheGuard,
    media: Annotated[str, Depends(negotiated(*OFFERED))],
    below: TopFilter = None,
    period: Periods = None,
    indicator: Indicators = None,
    approved_only: Approved = False,
) -> Response:
    """All readings that stand within your reach and selection, of one moment, whole: CSV for Excel, NDJSON, JSON-stat
    2.0 (up to 20,000 organisations), Parquet or Arrow, as `Accept` says. What is unknown has its reason, what outsiders
    may not see is `suppressed`, and neither is ever zero. What cannot have changed answers 304.

    按权限和条件取出全部有效读数（同一时刻）。按 Accept 返回 CSV（Excel 可直接打开）、NDJSON、JSON-stat 2.0、Parquet 或
    Arrow。未知附原因，不予显示的标为 suppressed，绝不为零；数据未变时返回 304。
    """
    reach = await guard.reach()
    await in_one_moment(session)
    outsider = await outsider_for(session, guard)
    chosen = await selection(
        session, below=below, periods=period or [], indicators=indicator or [], approved_only=approved_only
    )
    described = await known_indicators(session, indicator)
    write = _forms(media, described, outsider)
    if media == STAT:
        items = [described[code] for code in sorted(described)]
        periods = sorted(set(period or await every_period(session)))
        cube = await cube_of(session, reach, chosen, periods, items)
        language = "zh" if request.headers.get("accept-language", "zh").startswith("zh") else "en"
        write = _stat(partial(jsonstat_pieces, cube=cube, language=language), outsider)
    file = await written(reading_batches(session, reach, chosen), write)
    size = file.seek(0, 2)
    file.seek(0)
    headers = {
        "Content-Type": f"{media}; charset=utf-8" if media in (CSV, NDJSON, STAT) else media,
        "Content-Disposition": f'attachment; filename="readings.{_ENDINGS[media]}"',
        "Content-Length": str(size),
        "Vary": VARY,
        "Cache-Control": "private, no-cache",
    }
    return StreamingResponse(sent(file), headers=headers)


def _forms(media: str, described: Mapping[str, Indicator], outsider: Outsider | None) -> Pieces:
    def pieces(batches: Iterable[pa.RecordBatch]) -> Iterator[bytes]:
        shown = seen(batches, outsider)
        if media == PARQUET:
            return parquet_pieces(shown, READINGS)
        if media == ARROW:
            return arrow_pieces(shown, READINGS)
        write = csv_pieces if media == CSV else ndjson_pieces
        return write(shown, READINGS, described)

    return pieces


def _stat(write: Pieces, outsider: Outsider | None) -> Pieces:
    return lambda batches: write(seen(batches, outsider))


@router.get("/series", operation_id="metrics_series", summary="时间序列 · Series over the periods")
@changes_with_the_feed
async def series(
    session: Session,
    guard: TheGuard,
    moved: Moved,
    organisation: Annotated[Code, Query(description="organisation code · 机构代码")],
    indicator: Annotated[list[Code] | None, Query(max_length=200, description="codes; all · 指标，缺省为全部")] = None,
    approved_only: Approved = False,
) -> Page[Series]:
    """What stands of one organisation, an indicator a series, the earliest period first. A period without a reading has
    no point: missing is not zero.

    一个机构各指标逐期的有效读数，早的在前；没有读数的期间不列点，缺报不等于零。
    """
    reach = await guard.reach()
    known = await numbers_of_indicators(session, indicator) if indicator else None
    wanted = Wanted(organisation, None, None if known is None else known.values(), None, approved_only)
    rows = await latest_readings(session, reach, wanted, moved, (0, 0, 0), MOST_POINTS + 1)
    if len(rows) > MOST_POINTS:
        raise BodyInvalid(
            faults=[Fault("too_many_points", "?indicator", f"indicators of at most {MOST_POINTS} points")]
        )
    if not rows:
        return Page(items=[])
    outsider = await outsider_for(session, guard)
    described = await indicators_by_number(session, {row["indicator"] for row in rows})
    items = shown_readings(rows, await names_of_readings(session, rows), described, outsider)
    return Page(items=series_from(items, {each.code: each.unit for each in described.values()}))


@router.get(
    "/pivots",
    operation_id="metrics_pivot",
    summary="汇总表 · Pivot by county",
    response_model=Page[AmountShown],
    responses={200: {"content": {CSV: {"schema": {"type": "string"}}}}},
)
@changes_with_the_feed
async def pivoted(
    session: Session,
    guard: TheGuard,
    media: Annotated[str, Depends(negotiated(JSON, CSV))],
    period: Annotated[Period, Query(description="period, such as 2021-2022 · 期间")],
    indicator: Annotated[list[Code], Query(min_length=1, max_length=200, description="codes of indicators · 指标")],
    by: Annotated[By, Query(description="rows: county, unit or total · 行")] = By.COUNTY,
    aggregate: Annotated[
        Literal[Aggregate.SUM, Aggregate.COUNT],
        Query(description="sum, or count of those that have a value · 汇总方式"),
    ] = Aggregate.SUM,
    below: TopFilter = None,
    approved_only: Approved = False,
) -> Response | Page[AmountShown]:
    """Sums of indicators by county, exact, each with how many of the readings owed it is of: a sum with missing parts
    is `partial`, never silently less. For outsiders the sums of sensitive indicators are those of the publication.

    按县汇总各指标，数值精确，并注明应报多少、已报多少；缺报时标为 partial，绝不当作零。外部读者所见敏感指标以公布为准。
    """
    amounts = await pivot_of(
        session, guard, PivotWanted(below, period, list(dict.fromkeys(indicator)), by, aggregate, approved_only)
    )
    if media == CSV:
        body = b"".join(csv_pieces([pivot_batch(amounts)], PIVOT))
        headers = {"Content-Disposition": 'attachment; filename="pivot.csv"'}
        return Response(body, media_type="text/csv; charset=utf-8", headers=headers)
    return Page(items=[shown_amount(each) for each in amounts])
