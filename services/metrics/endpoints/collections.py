"""Collections: what is asked, of whom, for which period."""

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Path, Query, Response

from services.access.caller import TheGuard
from services.kernel.fields import Code
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.representations import CSV, XLSX, documented, file_answer, negotiated
from services.kernel.routes import DryRun, OneTransaction, Session
from services.metrics.endpoints.filters import OrganisationFilter
from services.metrics.repository.collections import list_collections
from services.metrics.repository.templates import Meant
from services.metrics.schemas.collections import (
    CollectionGiven,
    CollectionPut,
    CollectionShown,
    shown_collection,
    shown_put,
)
from services.metrics.use_cases.give_template import template, written
from services.metrics.use_cases.put_collection import put_collection

router = APIRouter(prefix="/api/v1/metrics/collections", route_class=OneTransaction, tags=["metrics.collections"])


@router.put(
    "/{code}",
    operation_id="metrics_put_collection",
    summary="设立、修改或关闭填报任务 · Open, change or close a collection",
    status_code=201,
    responses={200: {"model": CollectionPut, "description": "it existed before, or a dry run · 原已存在或试运行"}},
)
async def put(
    code: Annotated[Code, Path(description="of the collection · 填报任务代码", examples=["resources-2021-2022"])],
    body: CollectionGiven,
    session: Session,
    guard: TheGuard,
    response: Response,
    dry_run: DryRun,
) -> CollectionPut:
    """Asks each organisation at or below the one named for those of the indicators that it reports; whoever did not
    exist in the period owes nothing. The body replaces what was there: name everything again, to close it as well. The
    answer says how many of its data others ask already or were reported before: a dry run tells it beforehand.

    要求所列机构及其下级报送各自应报的指标；该期间内尚未设立或已撤销的机构不欠报。正文整体替换原有内容，关闭任务时也须完整填写。
    回答中列明有多少数据已由其他任务采集或已经报送；可先试运行（dry_run）查看，避免重复采集。
    """
    collection = body.as_collection(code)
    created, twice = await put_collection(session, guard, collection, body.indicators)
    response.status_code = 201 if created and not dry_run else 200
    return shown_put(collection, twice)


@router.get(
    "/{code}/template",
    operation_id="metrics_get_template",
    summary="填报模板 · The template to fill",
    responses=documented(XLSX, CSV),
    response_class=Response,
)
async def given_out(
    code: Annotated[Code, Path(description="of the collection · 填报任务代码", examples=["resources-2021-2022"])],
    session: Session,
    guard: TheGuard,
    media: Annotated[str, Depends(negotiated(XLSX, CSV))],
    organisation: OrganisationFilter = None,
    below: Annotated[Code | None, Query(description="this organisation and all below it · 该机构及其下级")] = None,
    format: Annotated[  # noqa: A002 - the name of the parameter
        Literal["xlsx", "csv"] | None, Query(description="goes before Accept · 优先于 Accept")
    ] = None,
) -> Response:
    """For the organisations within your reach that the collection asks, at most 5,000: a row each, with what stands
    already filled in. Fill in the rest, and post the file to /submissions as it is.

    为您权限范围内应报的机构（至多 5000 个）生成填报表，每个机构一行，已有数据已填入；
    填好后原样提交到 /submissions 即可。
    """
    as_csv = format == "csv" or (format is None and media == CSV)
    found = await template(session, guard, code, Meant(organisation, below))
    ending, media = ("csv", CSV) if as_csv else ("xlsx", XLSX)
    return file_answer(await written(found, as_csv=as_csv), media, f"{code}.{ending}")


@router.get("", operation_id="metrics_list_collections", summary="填报任务清单 · List collections")
async def listed(session: Session, cursor: Cursor = None, limit: Limit = 200) -> Page[CollectionShown]:
    """In the order of their codes, open and closed. 按代码排列，含已关闭的任务。"""
    after = decode_cursor(cursor, 1) or [""]
    found = await list_collections(session, after[0], limit + 1)
    page = [shown_collection(collection) for collection in found[:limit]]
    return Page(items=page, next=encode_cursor(page[-1].code) if len(found) > limit else None)
