"""Publications: what outsiders see of sensitive indicators."""

from fastapi import APIRouter

from services.access.caller import TheGuard
from services.access.policy import ROOT_ORGANISATION
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.metrics.repository.publications import list_publications
from services.metrics.schemas.publications import (
    CellCounts,
    PublicationDecided,
    PublicationGiven,
    PublicationShown,
    shown_publication,
)
from services.metrics.use_cases.publish import publish_cells

router = APIRouter(prefix="/api/v1/metrics/publications", route_class=OneTransaction, tags=["metrics.publications"])
_LARGEST = 2**31 - 1


@router.post("", operation_id="metrics_publish", summary="公布敏感指标 · Publish sensitive indicators", status_code=201)
async def post(body: PublicationGiven, session: Session, guard: TheGuard, dry_run: DryRun) -> PublicationDecided:
    """Decides, for all organisations and the periods named at once, which counts of sensitive indicators outsiders see:
    dashboards get what the newest publication shows, in lists, files, series and pivots alike. For the
    administrator of the root: it is one for all. Only approved readings. What was hidden stays hidden; what was told
    before stays, unless it is small now. A province takes some seconds.

    一次性决定外部读者可见的敏感指标数值：看板在清单、文件、序列和汇总表中所见一致，均以最新公布为准。
    仅限根机构的管理员；仅含已审核读数。
    过小的数值及可推算出它们的数值不予显示；此前公布的数值除非现在过小，继续显示。全省数据约需数秒。
    """
    await guard.require(ROOT_ORGANISATION)
    decided = await publish_cells(session, guard.caller, body.plain())
    return PublicationDecided(dry_run=dry_run, counts=CellCounts.model_validate(decided.counts))


@router.get("", operation_id="metrics_list_publications", summary="公布记录 · List publications")
async def listed(session: Session, guard: TheGuard, cursor: Cursor = None, limit: Limit = 50) -> Page[PublicationShown]:
    """Newest first, with the rule and the counts of each. 最新的在前，含规则和数量。"""
    await guard.reach()
    (text,) = decode_cursor(cursor, 1) or [str(_LARGEST)]
    if not (text.isascii() and text.isdigit() and int(text[:11]) <= _LARGEST):
        raise BodyInvalid(faults=[Fault("cursor_invalid", "?cursor", "the value of `next` of an earlier page")])
    rows = await list_publications(session, int(text), limit + 1)
    more = encode_cursor(str(rows[limit - 1].number)) if len(rows) > limit else None
    return Page(items=[shown_publication(row) for row in rows[:limit]], next=more)
