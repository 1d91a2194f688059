"""Organisations."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.access.caller import TheGuard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Day, Moment
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.plans.domain.organisation import Kind, Standing
from services.plans.endpoints.filters import CODE_LENGTH, OrganisationCode
from services.plans.repository import organisation_states as states
from services.plans.repository import organisations as repository
from services.plans.schemas.members import MembersShown
from services.plans.schemas.organisation_history import OrganisationDetail
from services.plans.schemas.organisations import OrganisationsBody, OrganisationShown, UpsertedItem, UpsertReport
from services.plans.use_cases.list_members import members_on
from services.plans.use_cases.organisations import Ground, upsert_organisations
from services.plans.use_cases.read_organisations import read_organisation

router = APIRouter(prefix="/api/v1/plans/organisations", route_class=OneTransaction, tags=["plans.organisations"])
AsOf = Annotated[Day | None, Query(description="as it was on this day; without it the newest state · 截至日期")]


@router.post(
    "",
    operation_id="plans_upsert_organisations",
    summary="批量新建或更新机构 · Create or update organisations",
    status_code=200,
)
async def upsert(body: OrganisationsBody, session: Session, guard: TheGuard, _: DryRun) -> UpsertReport:
    """All or none; every fault of every item is named. A listed member of a collective becomes no collective itself.

    What differs corrects the record, or with `on` changes it from that day; the register keeps what was said before.
    有一处错误即全部不保存，并列出所有错误；已列入集合机构的成员不能改为集合机构。与现有记录不同之处记为更正，原记录保留。
    """
    proposals = [item.proposal() for item in body.organisations]
    found = await upsert_organisations(session, guard, proposals, Ground(body.on, body.reason, body.source))
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
    school_code: Annotated[
        str | None, Query(max_length=10, description="学校标识码 · the ten-digit code a school bears")
    ] = None,
    as_of: AsOf = None,
    standing: Annotated[Standing | None, Query(description="on the day of as_of · 所问日期的存续状态")] = None,
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Page[OrganisationShown]:
    """In the order of their codes, the newest state or that of a day; filters narrow together.

    按代码排序，默认为最新状态，也可查某日状态；多个筛选条件须同时满足。
    """
    (after,) = decode_cursor(cursor, 1) or [""]
    filters = {"parent": parent, "kind": kind, "below": below, "name": name, "school_code": school_code}
    if as_of is not None:
        found = await states.list_states(session, as_of, **filters, standing=standing, after=after, limit=limit + 1)
    elif standing is not None:
        raise BodyInvalid(faults=[Fault("as_of_missing", "?as_of", "the day on which they stand so")])
    else:
        found = await repository.list_organisations(session, **filters, after=after, limit=limit + 1)
    more = encode_cursor(found[limit - 1].code) if len(found) > limit else None
    return Page[OrganisationShown](items=[OrganisationShown.of(one, as_of) for one in found[:limit]], next=more)


@router.get(
    "/{code}", operation_id="plans_get_organisation", summary="查看机构 · Show an organisation", status_code=200
)
async def show(
    session: Session,
    code: OrganisationCode,
    as_of: AsOf = None,
    known_at: Annotated[
        Moment | None,
        Query(description="as it was recorded at this moment, with as_of · 当时已登记的情况，与 as_of 同用"),
    ] = None,
) -> OrganisationDetail:
    """One organisation with its path from the root, its predecessors and successors; of a day, if one is given.

    查看一个机构，含自根机构起的路径、前身与承继机构；可指定日期。
    """
    return await read_organisation(session, code, as_of, known_at)


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
    return MembersShown(by=by, items=[OrganisationShown.of(one, on) for one in rest[:limit]], next=more)
