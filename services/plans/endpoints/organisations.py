"""Organisations."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.access.caller import Guard, guard_of
from services.kernel.errors import NotFound
from services.kernel.fields import Day
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.plans.domain.organisation import Kind
from services.plans.endpoints.filters import CODE_LENGTH, OrganisationCode
from services.plans.repository import organisations as repository
from services.plans.schemas.members import MembersShown
from services.plans.schemas.organisations import OrganisationsBody, OrganisationShown, UpsertedItem, UpsertReport
from services.plans.use_cases.list_members import members_on
from services.plans.use_cases.organisations import upsert_organisations

router = APIRouter(prefix="/api/v1/plans/organisations", route_class=OneTransaction, tags=["plans.organisations"])


@router.post(
    "",
    operation_id="plans_upsert_organisations",
    summary="批量新建或更新机构 · Create or update organisations",
    status_code=200,
)
async def upsert(
    body: OrganisationsBody, session: Session, guard: Annotated[Guard, Depends(guard_of)], _: DryRun
) -> UpsertReport:
    """All or none; every fault of every item is named. A listed member of a collective becomes no collective itself.

    有一处错误即全部不保存，并列出所有错误；已列入集合机构的成员不能改为集合机构。
    """
    found = await upsert_organisations(session, guard, [item.proposal() for item in body.organisations])
    items = [
        UpsertedItem(
            code=item.code,
            outcome="created"
            if item.code in found.created
            else "updated"
            if item.code in found.updated
            else "unchanged",
            path=found.paths[item.code],
        )
        for item in body.organisations
    ]
    return UpsertReport(
        created=len(found.created),
        updated=len(found.updated),
        unchanged=len(items) - len(found.created) - len(found.updated),
        moved_below=found.moved_below,
        items=items,
    )


@router.get("", operation_id="plans_list_organisations", summary="机构列表 · List organisations", status_code=200)
async def list_organisations(
    session: Session,
    parent: Annotated[
        str | None, Query(max_length=CODE_LENGTH, description="those directly below it · 直接上级的机构代码")
    ] = None,
    kind: Annotated[Kind | None, Query(description="kind of organisation · 机构类别")] = None,
    below: Annotated[
        str | None, Query(max_length=CODE_LENGTH, description="all below it, at any depth · 该机构的全部下级")
    ] = None,
    name: Annotated[
        str | None,
        Query(
            max_length=500, description="a whole name or alias, traditional or simplified · 名称或别名全称，繁简皆可"
        ),
    ] = None,
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Page[OrganisationShown]:
    """In the order of their codes; filters narrow together. 按代码排序；多个筛选条件须同时满足。"""
    (after,) = decode_cursor(cursor, 1) or [""]
    found = await repository.list_organisations(
        session, parent=parent, kind=kind, below=below, name=name, after=after, limit=limit + 1
    )
    more = encode_cursor(found[limit - 1].code) if len(found) > limit else None
    return Page[OrganisationShown](items=[OrganisationShown.of(one) for one in found[:limit]], next=more)


@router.get(
    "/{code}", operation_id="plans_get_organisation", summary="查看机构 · Show an organisation", status_code=200
)
async def show(session: Session, code: OrganisationCode) -> OrganisationShown:
    """One organisation with its path from the root. 查看一个机构，含自根机构起的路径。"""
    found = await repository.with_ancestors(session, [code])
    if code not in found:
        raise NotFound()
    return OrganisationShown.of(found[code])


@router.get(
    "/{code}/members",
    operation_id="plans_list_members",
    summary="某日所指的机构 · Whom an organisation means on a day",
    status_code=200,
)
async def list_members(
    session: Session,
    code: OrganisationCode,
    on: Annotated[Day, Query(description="the day asked about, such as 2021-05-23 · 所问日期")],
    limit: Limit = 200,
    cursor: Cursor = None,
) -> MembersShown:
    """A collective stands for its members on the day, any other for itself. 集合机构指当日成员，其他机构指其自身。"""
    (after,) = decode_cursor(cursor, 1) or [""]
    by, found = await members_on(session, code, on)
    rest = [one for one in found if one.code > after]
    more = encode_cursor(rest[limit - 1].code) if len(rest) > limit else None
    return MembersShown(by=by, items=[OrganisationShown.of(one) for one in rest[:limit]], next=more)
