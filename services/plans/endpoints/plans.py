"""Plans: put, publish, show, list."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from services.access.caller import TheGuard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Day
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.plans.endpoints.filters import CODE_LENGTH, AskedRevision, AsOf, PlanCode
from services.plans.endpoints.if_match import SeenVersions, tag_of
from services.plans.repository import plans as repository
from services.plans.schemas.plan_answers import PlanListed, PlanPut, PlanShown, PlanState, PublicationBody
from services.plans.schemas.plan_day import PlanOfDay
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_standing import EndingShown, StandingShown
from services.plans.use_cases.as_of import standings_on
from services.plans.use_cases.plan_of_day import plan_of_day
from services.plans.use_cases.plans import editing_guard, put_plan, read_plan
from services.plans.use_cases.publication import publish_plan

router = APIRouter(prefix="/api/v1/plans/plans", route_class=OneTransaction, tags=["plans.plans"])


@router.put(
    "/{code}",
    operation_id="plans_put_plan",
    summary="保存方案草稿 · Save a plan as a draft",
    status_code=200,
    responses={201: {"model": PlanPut, "description": "the plan is new · 新建"}},
)
async def put(
    code: PlanCode,
    body: PlanDocument,
    session: Session,
    guard: TheGuard,
    versions: SeenVersions,
    _: DryRun,
    response: Response,
) -> PlanPut:
    """A draft until published; the same document again changes nothing, and every fault is named at once.

    发布前为草稿；重复提交同一内容不产生改动；有错误时一次列出全部。已确认的日期须照样保留。
    """
    if body.code != code:
        raise BodyInvalid(faults=[Fault("code_differs", "/code", f"{code}, as in the address", body.code)])
    done = await put_plan(session, guard, body, versions)
    response.status_code = 201 if done.created else 200
    response.headers["ETag"] = tag_of(done.version)
    return PlanPut.of(body, done.state, done.version, unchanged=done.unchanged)


@router.post(
    "/{code}/publication",
    operation_id="plans_publish_plan",
    summary="发布方案 · Publish a plan",
    status_code=201,
)
async def publish(
    code: PlanCode,
    body: PublicationBody,
    session: Session,
    guard: TheGuard,
    versions: SeenVersions,
    _: DryRun,
    response: Response,
) -> PlanShown:
    """The draft becomes a revision that never changes; every target must say how it is measured, or why it cannot be.

    草稿成为不可更改的修订版；每个目标须写明测算口径，或说明为何无法评估。
    """
    shown = await publish_plan(session, guard, code, body, versions)
    response.headers["ETag"] = tag_of(shown.version)
    return shown


@router.get("", operation_id="plans_list_plans", summary="方案列表 · List plans", status_code=200)
async def list_plans(
    session: Session,
    guard: TheGuard,
    jurisdiction: Annotated[
        str | None, Query(max_length=CODE_LENGTH, description="organisation it is for · 适用地区的机构代码")
    ] = None,
    as_of: AsOf = None,
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Page[PlanListed]:
    """The newest published revision of each, drafts only where you may change them; or those published by a day.

    列出各方案的最新发布版；草稿仅对有权修改者可见。给出日期时，只列当日已发布的修订版及其当日效力。
    """
    (after,) = decode_cursor(cursor, 1) or [""]
    drafts = await editing_guard(guard, session).reach()
    found = await repository.list_plans(
        session, drafts=drafts, jurisdiction=jurisdiction, day=as_of, after=after, limit=limit + 1
    )
    more = encode_cursor(found[limit - 1].code) if len(found) > limit else None
    standings = await standings_on(session, [one.code for one in found[:limit]], as_of)
    return Page[PlanListed](items=[_line(one, standings.get(one.code)) for one in found[:limit]], next=more)


def _line(one: repository.Listed, standing: StandingShown | None) -> PlanListed:
    state = PlanState(
        revision=one.revision,
        status="published" if one.published_on else "draft",
        published_on=one.published_on,
        ending=None if one.ending is None else EndingShown.model_validate(one.ending),
        standing=standing,
    )
    plain = {name: one.document[name] for name in ("code", "title", "jurisdiction", "legal_status")}
    return PlanListed.model_validate(plain | {"state": state})


@router.get("/{code}", operation_id="plans_get_plan", summary="查看方案 · Show a plan", status_code=200)
async def show(
    code: PlanCode,
    session: Session,
    guard: TheGuard,
    response: Response,
    asked: AskedRevision,
) -> PlanShown:
    """The newest published revision, the one you name, or that of a day with how the plan stood on that day.

    默认显示最新发布版，也可指定修订号或日期；草稿编号为下一修订号，仅对有权修改者可见。按日期查询时一并说明当日效力。
    """
    shown = await read_plan(session, guard, code, asked.revision, asked.as_of)
    response.headers["ETag"] = tag_of(shown.version)
    return shown


@router.get(
    "/{code}/state",
    operation_id="plans_plan_of_day",
    summary="方案在某日的状态 · The state of a plan on a day",
    status_code=200,
)
async def state(
    code: PlanCode,
    session: Session,
    guard: TheGuard,
    as_of: Annotated[Day, Query(description="the day asked about, such as 2020-05-01 · 所问日期")],
) -> PlanOfDay:
    """Its revision and force, the phase that runs, targets by deadline: due within ninety days, passed, lost.

    当日的修订版、效力、所处阶段，以及九十日内到期、已过期、时限缺失等各类目标；均为计算所得。
    """
    return await plan_of_day(session, guard, code, as_of)
