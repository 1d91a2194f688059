"""Derived indicators: formulas over what is reported, in versions."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from services.access.caller import EVERYWHERE, TheGuard
from services.access.policy import ROOT_ORGANISATION
from services.kernel.errors import NotFound
from services.kernel.fields import Code
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.metrics.domain.submission import Person
from services.metrics.endpoints.steps import at_of, cursor_of
from services.metrics.repository.definitions import Kept, Shelf, newest_versions, versions_of
from services.metrics.schemas.derived import DerivedListGiven, DerivedReport, DerivedShown, MoveShown
from services.metrics.use_cases.definitions import definitions_of
from services.metrics.use_cases.put_derived import moves, put_derived

router = APIRouter(prefix="/api/v1/metrics/derived", route_class=OneTransaction, tags=["metrics.derived"])
TheCode = Annotated[
    Code, Path(description="of the derived indicator · 派生指标代码", examples=["equipment_per_pupil.primary"])
]


@router.post(
    "",
    operation_id="metrics_upsert_derived",
    summary="新增或修订派生指标 · Create or revise derived indicators",
    status_code=201,
    responses={200: {"model": DerivedReport, "description": "nothing was new · 没有新增"}},
)
async def upsert(
    body: DerivedListGiven, session: Session, dry_run: DryRun, guard: TheGuard, response: Response
) -> DerivedReport:
    """All or none, harmless to repeat. A formula is read together with all others: unknown names, units that do not
    meet, cycles are refused with field and column. What differs from the newest version becomes the next one, and the
    old one stays for its days. `moved` says whose results change, as far as the first organisations were looked at.

    全部保存或全部不保存，可重复提交。公式与全部指标一并核对：名称、计量单位、循环引用有误时指明字段与字符位置。
    与最新版本不同的内容保存为新版本，旧版本在其适用日期内继续有效。moved 列出结果因此变化的机构（先核对一部分）。
    """
    await guard.require(ROOT_ORGANISATION)
    by = Person(guard.caller.id, guard.caller.name)
    report = await put_derived(session, EVERYWHERE, by, body.derived)
    response.status_code = 201 if report.created + report.updated and not dry_run else 200
    return report


@router.get("", operation_id="metrics_list_derived", summary="派生指标清单 · List derived indicators")
async def listed(session: Session, cursor: Cursor = None, limit: Limit = 200) -> Page[DerivedShown]:
    """The newest version of each, in the order of their codes. 各派生指标的最新版本，按代码排列。"""
    after = decode_cursor(cursor, 1) or [""]
    found = await newest_versions(session, Shelf.DERIVED, after[0], limit + 1)
    page = [_shown(kept) for kept in found[:limit]]
    return Page(items=page, next=encode_cursor(page[-1].code) if len(found) > limit else None)


@router.get("/{code}", operation_id="metrics_get_derived", summary="一个派生指标 · One derived indicator")
async def one(code: TheCode, session: Session) -> DerivedShown:
    """Its newest version, whether it has begun or not. 最新版本，无论是否已开始适用。"""
    return _shown((await _versions(session, code))[-1])


@router.get(
    "/{code}/versions",
    operation_id="metrics_list_derived_versions",
    summary="派生指标的全部版本 · Versions of a derived indicator",
)
async def versions(code: TheCode, session: Session) -> Page[DerivedShown]:
    """The oldest first. For a day the newest version that has begun counts. 由旧到新；某日适用已开始的最新版本。"""
    return Page(items=[_shown(kept) for kept in await _versions(session, code)])


@router.get(
    "/{code}/moves",
    operation_id="metrics_list_derived_moves",
    summary="公式变更影响的结果 · What a change of formula moved",
)
async def moved(
    code: TheCode,
    session: Session,
    guard: TheGuard,
    version: Annotated[int, Query(ge=2, le=2**31 - 1, description="against the one before it · 与其前一版相比")],
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[MoveShown]:
    """Results that are others under this version than under the one before, its own and of all that is derived from it,
    worked out from what stands now within your reach. A page may be empty while `next` is given: go on.

    在您可查看的范围内，按现有读数计算：因本版与前一版不同而变化的结果，含由其推导的其他指标。
    某页可能为空但仍有 next，请继续读取。
    """
    found = await moves(
        session, await guard.reach(), await definitions_of(session), code, version, at_of(cursor), limit
    )
    return Page(items=found.items, next=cursor_of(found))


async def _versions(session: Session, code: str) -> list[Kept]:
    found = await versions_of(session, Shelf.DERIVED, code)
    if not found:
        raise NotFound()
    return found


def _shown(kept: Kept) -> DerivedShown:
    return DerivedShown.model_validate(
        {**kept.body, "version": kept.version, "recorded_by": kept.recorder, "recorded_at": kept.recorded_at},
        from_attributes=True,
    )
