"""Senders' own codes: what a client calls organisations and indicators."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from services.access.caller import TheGuard
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.metrics.domain.own_codes import MappedKind
from services.metrics.repository.code_mappings import list_mappings
from services.metrics.schemas.code_mappings import MappingsGiven, MappingShown, MappingsReport
from services.metrics.use_cases.put_code_mappings import client_of, put_code_mappings

router = APIRouter(prefix="/api/v1/metrics/code-mappings", route_class=OneTransaction, tags=["metrics.code-mappings"])
Client = Annotated[
    str, Path(max_length=200, description="id of the client · 客户端编号", examples=["client_9f0c1a2b3c4d5e6f"])
]
Kind = Annotated[MappedKind | None, Query(description="organisation or indicator · 机构或指标")]


@router.put("", operation_id="metrics_put_code_mappings", summary="维护自编代码对照 · Map your own codes")
async def put(body: MappingsGiven, session: Session, guard: TheGuard, dry_run: DryRun) -> MappingsReport:  # noqa: ARG001
    """Says which of our codes each of yours stands for; afterwards your submissions may use either. What is not named
    stays, null removes. A code that means something else here is refused, and so is one for what you do not report.

    说明贵方代码对应本系统的哪个代码，此后报送时两种代码均可使用。未列出的对照保持不变，code 为 null 即删除。
    与本系统其他代码相同的自编代码、指向您无权报送的机构的对照，均不予接收。
    """
    await guard.allowing()
    return await put_code_mappings(session, guard.caller, body.mappings)


@router.get("", operation_id="metrics_list_code_mappings", summary="自编代码对照表 · List your own codes")
async def listed(
    session: Session, guard: TheGuard, kind: Kind = None, cursor: Cursor = None, limit: Limit = 200
) -> Page[MappingShown]:
    """In the order of kinds and of your codes. 按种类和自编代码排列。"""
    await guard.allowing()
    return await _page(session, guard.caller.id, kind, cursor, limit)


@router.put(
    "/{client}",
    operation_id="metrics_put_client_code_mappings",
    summary="代客户端维护代码对照 · Map a client's own codes",
)
async def put_for(
    client: Client,
    body: MappingsGiven,
    session: Session,
    guard: TheGuard,
    dry_run: DryRun,  # noqa: ARG001
) -> MappingsReport:
    """As the client itself would, for a client all of whose grants lie within your reach.

    与客户端自行维护相同；该客户端的全部授权须在您的管理范围内。
    """
    return await put_code_mappings(session, await client_of(session, guard, client), body.mappings)


@router.get(
    "/{client}",
    operation_id="metrics_list_client_code_mappings",
    summary="客户端代码对照表 · List a client's own codes",
)
async def listed_for(
    client: Client, session: Session, guard: TheGuard, kind: Kind = None, cursor: Cursor = None, limit: Limit = 200
) -> Page[MappingShown]:
    """Of a client all of whose grants lie within your reach. 该客户端的全部授权须在您的管理范围内。"""
    found = await client_of(session, guard, client)
    return await _page(session, found.id, kind, cursor, limit)


async def _page(
    session: Session, client: str, kind: MappedKind | None, cursor: str | None, limit: int
) -> Page[MappingShown]:
    after = decode_cursor(cursor, 2) or ["", ""]
    found = await list_mappings(session, client, kind, (after[0], after[1]), limit + 1)
    page = [MappingShown.model_validate(row) for row in found[:limit]]
    more = encode_cursor(page[-1].kind, page[-1].own_code) if len(found) > limit else None
    return Page(items=page, next=more)
