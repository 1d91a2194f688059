"""Files that prove something in a case."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from services.access.caller import Guard, TheGuard
from services.audit.domain.evidence import BEGINNINGS, holds_on
from services.audit.endpoints.filters import Id
from services.audit.repository.cases import case_of
from services.audit.repository.evidence import content_of, evidence_of
from services.audit.schemas.evidence import EvidenceList, EvidenceShown, shown_evidence
from services.audit.use_cases.add_evidence import File, add_file
from services.audit.use_cases.case_day import today
from services.kernel.errors import NotFound
from services.kernel.fields import Day, Line
from services.kernel.routes import DryRun, OneTransaction, Session, media_type_of, takes

router = APIRouter(prefix="/api/v1/audit/cases", route_class=OneTransaction, tags=["audit.cases"])
_BODY: dict[str, dict[str, Any]] = {
    media_type: {"schema": {"type": "string", "format": "binary"}} for media_type in BEGINNINGS
}
Sha256 = Annotated[str, Path(pattern=r"^[0-9a-f]{64}$", examples=["0" * 64])]


@router.post("/{case}/evidence", operation_id="audit_add_evidence", summary="上传证据 · Add evidence", status_code=201,
             openapi_extra={"requestBody": {"required": True, "content": _BODY}})  # fmt: skip
@takes(*BEGINNINGS)
async def add(
    case: Id,
    request: Request,
    response: Response,
    session: Session,
    guard: TheGuard,
    title: Annotated[Line, Query(description="what it shows · 证明内容", examples=["竣工照片"])],
    collected_on: Annotated[Day, Query(description="the day it tells of · 采集日期", examples=["2022-05-18"])],
    _: DryRun,
    valid_until: Annotated[Day | None, Query(description="the last day on which it proves anything · 有效期至")] = None,
) -> EvidenceShown:
    """The body is the file: PDF, JPEG or PNG of at most 5 MB. The same bytes are kept once.

    请求体即文件（PDF、JPEG、PNG，不超过 5 MB），同一文件只保存一次。
    """
    file = File(media_type_of(request), await request.body(), title, collected_on, valid_until)
    kept, new = await add_file(session, guard, case, file)
    response.status_code = 201 if new else 200
    return shown_evidence(kept, holds=holds_on(kept.valid_until, today()))


@router.get("/{case}/evidence", operation_id="audit_list_evidence", summary="证据清单 · List evidence")
async def list_evidence(case: Id, session: Session, guard: TheGuard) -> EvidenceList:
    """In the order in which it came, without the files. 按上传先后列出。"""
    await _require(session, guard, case)
    day = today()
    items = [shown_evidence(each, holds=holds_on(each.valid_until, day)) for each in await evidence_of(session, case)]
    return EvidenceList(items=items)


@router.get("/{case}/evidence/{sha256}", operation_id="audit_get_evidence", summary="下载证据 · The file",
            response_class=Response, responses={200: {"content": {"application/octet-stream": {}}}})  # fmt: skip
async def get_evidence(case: Id, sha256: Sha256, session: Session, guard: TheGuard) -> Response:
    """Byte for byte, always as a download. 逐字节返回，仅供下载。"""
    await _require(session, guard, case)
    found = await content_of(session, case, sha256)
    if found is None:
        raise NotFound()
    headers = {
        "Content-Disposition": f'attachment; filename="{sha256[:16]}"',
        "X-Content-Type-Options": "nosniff",
        "X-Original-Type": found[0],
        "ETag": f'"{sha256}"',
    }
    return Response(found[1], media_type="application/octet-stream", headers=headers)


async def _require(session: Session, guard: Guard, case: str) -> None:
    kept = await case_of(session, case)
    if kept is None or not await guard.allowed({kept.unit, kept.organisation, kept.about}):
        raise guard.refusal()
