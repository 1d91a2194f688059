"""Tables of official statistics: how they are read, and files of them."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.responses import JSONResponse

from services.access.caller import TheGuard
from services.kernel.fields import Code
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session, media_type_of, takes
from services.metrics.bodies.grid import GRID_FORMS
from services.metrics.domain.batch import Mode
from services.metrics.repository.official import list_official_tables
from services.metrics.schemas.official import ImportReport, OfficialTableGiven, OfficialTableShown
from services.metrics.use_cases.import_official import File, import_official
from services.metrics.use_cases.put_official_table import put_official_table
from services.yardsticks.periods import Period

router = APIRouter(
    prefix="/api/v1/metrics/official-tables", route_class=OneTransaction, tags=["metrics.official-statistics"]
)
TableCode = Annotated[Code, Path(description="of the table · 统计表代码", examples=["primary-schools"])]
_CSV = "学校标识码,在校生数\n2164990001,951\n合计,951\n"
_CONTENT = {
    GRID_FORMS[0]: {"schema": {"type": "string", "format": "binary"}},
    "text/csv": {"schema": {"type": "string"}, "example": _CSV},
}


@router.put(
    "/{code}",
    operation_id="metrics_put_official_table",
    summary="说明统计表的读法 · Say how an official table is read",
    status_code=201,
    responses={200: {"model": OfficialTableShown, "description": "it existed before · 原已存在"}},
)
async def put(
    code: TableCode,
    body: OfficialTableGiven,
    session: Session,
    guard: TheGuard,
    dry_run: DryRun,
    response: Response,
) -> OfficialTableShown:
    """Which sheet, which rows of headings, which column says the organisation, which columns or cells are which
    indicators and by which factor. A change is a new version; what was imported keeps the one it was read by.

    说明取哪张工作表、表头在哪几行、哪一列是机构代码，哪些列或单元格对应哪些指标及其换算系数。
    修改即产生新版本，已导入的数据仍注明当时所用的版本。
    """
    shown, created = await put_official_table(session, guard, code, body)
    response.status_code = 201 if created and not dry_run else 200
    return shown


@router.get("", operation_id="metrics_list_official_tables", summary="统计表清单 · List official tables")
async def listed(
    session: Session, guard: TheGuard, cursor: Cursor = None, limit: Limit = 200
) -> Page[OfficialTableShown]:
    """The newest version of each, in the order of their codes. 各表的最新版本，按代码排列。"""
    await guard.allowing()
    after = decode_cursor(cursor, 1) or [""]
    rows = await list_official_tables(session, after[0], limit + 1)
    page = [
        OfficialTableShown(code=code, version=version, reading=OfficialTableGiven.model_validate(reading))
        for code, version, reading in rows[:limit]
    ]
    return Page(items=page, next=encode_cursor(page[-1].code) if len(rows) > limit else None)


@router.post(
    "/{code}/imports",
    operation_id="metrics_import_official_table",
    summary="导入统计表 · Import a file of official statistics",
    status_code=201,
    response_model=ImportReport,
    responses={200: {"model": ImportReport, "description": "nothing was new, or a dry run · 无新增或试运行"}},
    openapi_extra={"requestBody": {"required": True, "content": _CONTENT}},
)
@takes(*GRID_FORMS)
async def imported(
    request: Request,
    code: TableCode,
    session: Session,
    guard: TheGuard,
    dry_run: DryRun,
    period: Annotated[Period | None, Query(description="where the table names none · 统计表未规定期间时必填")] = None,
    mode: Annotated[Mode, Query(description="valid_only takes what is right · 仅保存可接收的")] = Mode.ALL_OR_NOTHING,
) -> Response:
    """An XLSX or CSV as the statistics office gives it out. What it says is kept beside what was reported and changes
    nothing of it; where the two differ, /differences lists it. Sent again, the same file changes nothing.

    原样上传统计部门提供的 XLSX 或 CSV。统计数据单独保存，不改动学校报送的数据；两者不一致的列入 /differences 供核查。
    重复上传同一文件不产生任何变化。
    """
    file = File(media_type_of(request), request.headers.get("content-encoding"), await request.body())
    report = await import_official(session, guard, code, file, period=period, mode=mode, dry_run=dry_run)
    status = 200 if report.import_ is None else 201
    return JSONResponse(report.model_dump(mode="json", by_alias=True), status)
