"""Imports of policy texts: send, follow, show beside the original, correct, turn into a plan."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from services.access.caller import TheGuard
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session, takes
from services.plans.domain.imported import ImportState
from services.plans.endpoints.cursor_number import cursor_number
from services.plans.endpoints.filters import CODE_LENGTH
from services.plans.endpoints.if_match import SeenVersions, tag_of
from services.plans.errors import NotReadYet
from services.plans.repository import imports as repository
from services.plans.repository.corrections import list_corrections
from services.plans.schemas.draft_plan import DraftPlan
from services.plans.schemas.plan_answers import PlanPut
from services.plans.schemas.plan_imports import (
    CorrectionsBody,
    CorrectionShown,
    ImportShown,
    ImportSummary,
    NamesShown,
    SourceShown,
    ToPlanBody,
)
from services.plans.use_cases.correct_draft import correct_draft
from services.plans.use_cases.imports import import_for, shown_import, shown_summary
from services.plans.use_cases.names_of_draft import distinct, read_names
from services.plans.use_cases.plan_from_draft import plan_from_draft
from services.plans.use_cases.send_document import send_document
from services.plans.use_cases.source_beside import source_beside

router = APIRouter(prefix="/api/v1/plans/imports", route_class=OneTransaction, tags=["plans.imports"])
ImportId = Annotated[
    str,
    Path(
        pattern=r"^imp_[0-9a-f]{24}$",
        description="of the import · 导入编号",
        examples=["imp_5f0c1a2b3c4d5e6f708192a3"],
    ),
]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READ_HERE = ("text/plain", "text/html", "application/xhtml+xml", "application/pdf", WORD)
_BODY: dict[str, dict[str, Any]] = {
    media_type: {
        "schema": {"type": "string"} if media_type.startswith("text/") else {"type": "string", "format": "binary"}
    }
    for media_type in READ_HERE
}
_BODY["text/plain"]["example"] = (
    "青禾县学前教育提升行动方案（虚构）\n一、重点任务\n"
    "（一）增加学位。到2026年新增公办学位500个。（责任单位：县教育局、县财政局）"
)


@router.post(
    "",
    operation_id="plans_send_document",
    summary="导入政策文件 · Import a policy document",
    status_code=201,
    responses={
        200: {"model": ImportShown, "description": "the same document was here already · 该文件此前已导入"},
        202: {"model": ImportShown, "description": "a long document is being read · 长文件正在读取"},
    },
    openapi_extra={"requestBody": {"required": True, "content": _BODY}},
)
@takes(*READ_HERE)
async def send(
    request: Request,
    session: Session,
    guard: TheGuard,
    jurisdiction: Annotated[str, Query(max_length=CODE_LENGTH, description="whose plan it is · 适用地区的机构代码")],
    dry_run: DryRun,
    response: Response,
) -> ImportShown:
    """The document itself is the body. Answers with a draft plan: every field with its place in the document and how
    sure it is, and the defects found; a damaged number is flagged, never guessed. A long document answers 202: ask
    again at `Location` until its state is `read`.

    请求体即文件本身。返回方案草稿，各字段注明在原文中的位置和可信程度，并列出原文残缺处；残缺的数字只标出，不猜测。
    长文件返回 202，请按 Location 查询，直至状态为 read。
    """
    body, content_type = await request.body(), request.headers.get("content-type", "")
    taken = await send_document(session, guard, jurisdiction, content_type, body, dry_run=dry_run)
    one = taken.imported
    response.status_code = 200 if not taken.created else 201
    if one.state is ImportState.QUEUED:
        response.status_code = 202
        response.headers["Retry-After"] = "2"
    response.headers["Location"] = f"/api/v1/plans/imports/{one.id}"
    response.headers["ETag"] = tag_of(one.version)
    return shown_import(one)


@router.get("", operation_id="plans_list_imports", summary="导入清单 · List imports", status_code=200)
async def list_imports(
    session: Session,
    guard: TheGuard,
    jurisdiction: Annotated[str | None, Query(max_length=CODE_LENGTH, description="机构代码")] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Page[ImportSummary]:
    """Newest first, those of the jurisdictions you may import for. 最新的在前，限您有权导入的地区。"""
    position = decode_cursor(cursor, 1)
    found = await repository.list_imports(
        session,
        await guard.reach(),
        jurisdiction=jurisdiction,
        after=position[0] if position else None,
        limit=limit + 1,
    )
    more = encode_cursor(found[limit - 1].id) if len(found) > limit else None
    return Page[ImportSummary](items=[shown_summary(one) for one in found[:limit]], next=more)


@router.get("/{import_id}", operation_id="plans_get_import", summary="查看导入草稿 · Show an import", status_code=200)
async def show(import_id: ImportId, session: Session, guard: TheGuard, response: Response) -> ImportShown:
    """Its state, how far the reading has come, and the draft with all corrections. 状态、进度与当前草稿。"""
    one = await import_for(session, guard, import_id)
    response.headers["ETag"] = tag_of(one.version)
    return shown_import(one)


@router.get(
    "/{import_id}/original",
    operation_id="plans_get_original",
    summary="下载原件 · The document as it was sent",
    status_code=200,
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}, "description": "the bytes as sent · 原件"}},
)
async def original(import_id: ImportId, session: Session, guard: TheGuard) -> Response:
    """Byte for byte, with its SHA-256; always as a download. 原件逐字节返回，附 SHA-256。"""
    one = await import_for(session, guard, import_id)
    body = await repository.original_of(session, import_id)
    headers = {
        "Content-Disposition": f'attachment; filename="{one.id}"',
        "X-Content-Type-Options": "nosniff",
        "X-Original-Type": one.media_type,
        "ETag": f'"{one.sha256}"',
    }
    return Response(body, media_type="application/octet-stream", headers=headers)


@router.get("/{import_id}/source", operation_id="plans_get_source", summary="原文对照 · The original beside the draft")
async def beside(import_id: ImportId, session: Session, guard: TheGuard) -> SourceShown:
    """The whole text, its paragraphs and tables, and for every part of the draft the words it was read from.

    全文、段落和表格，以及草稿各部分所依据的原话。
    """
    one = await import_for(session, guard, import_id)
    if one.draft is None:
        raise NotReadYet()
    return await source_beside(session, one)


@router.get(
    "/{import_id}/names",
    operation_id="plans_list_names_of_import",
    summary="草稿中的机构名称 · Names in the draft and whom they mean",
)
async def names(import_id: ImportId, session: Session, guard: TheGuard) -> NamesShown:
    """Read against the register as it is now, the unread first: register a unit or its alias, and ask again.

    按现有机构名录识别，未识别的排在前面；登记机构或别名后可再次查询。
    """
    one = await import_for(session, guard, import_id)
    if one.draft is None:
        raise NotReadYet()
    draft = DraftPlan.model_validate(one.draft)
    return NamesShown(items=distinct(await read_names(session, draft, draft.document.dated)))


@router.patch(
    "/{import_id}",
    operation_id="plans_correct_draft",
    summary="更正草稿 · Correct the draft",
    status_code=200,
)
async def correct(
    import_id: ImportId,
    body: CorrectionsBody,
    session: Session,
    guard: TheGuard,
    versions: SeenVersions,
    _: DryRun,
    response: Response,
) -> ImportShown:
    """JSON Merge Patch on any node of the draft; what was there before is kept with the reason and who changed it.

    对草稿任一节点按 JSON Merge Patch 更正；原值、理由和更正人均予保留。
    """
    one = await correct_draft(session, guard, import_id, body, versions)
    response.headers["ETag"] = tag_of(one.version)
    return shown_import(one)


@router.get(
    "/{import_id}/corrections", operation_id="plans_list_corrections", summary="更正记录 · Corrections of the draft"
)
async def corrections(
    import_id: ImportId, session: Session, guard: TheGuard, limit: Limit = 200, cursor: Cursor = None
) -> Page[CorrectionShown]:
    """In the order they were made. 按更正先后排列。"""
    await import_for(session, guard, import_id)
    position = decode_cursor(cursor, 1)
    after = cursor_number(position[0]) if position else 0
    found = await list_corrections(session, import_id, after=after, limit=limit + 1)
    more = encode_cursor(str(found[limit - 1].position)) if len(found) > limit else None
    return Page[CorrectionShown](items=[CorrectionShown.model_validate(one) for one in found[:limit]], next=more)


@router.post(
    "/{import_id}/plan",
    operation_id="plans_turn_into_plan",
    summary="由草稿生成方案 · Turn the draft into a plan",
    status_code=201,
    responses={200: {"model": PlanPut, "description": "the plan was there · 方案已存在"}},
)
async def turn(
    import_id: ImportId,
    body: ToPlanBody,
    session: Session,
    guard: TheGuard,
    versions: SeenVersions,
    _: DryRun,
    response: Response,
) -> PlanPut:
    """Names become organisations of the register; everything a plan may not lack is named at once. The plan is a draft
    until it is published.

    机构名称对应到机构名录；方案不可缺少的内容一次列全。所成方案在发布前为草稿。
    """
    plan, put = await plan_from_draft(session, guard, import_id, body, versions)
    response.status_code = 201 if put.created else 200
    return PlanPut.of(plan, put.state, put.version, unchanged=put.unchanged)
