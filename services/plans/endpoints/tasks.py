"""Tasks: set, show, list."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from services.access.caller import TheGuard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Day
from services.kernel.paging import Cursor, Limit, decode_cursor, encode_cursor
from services.kernel.representations import CSV, JSON, documented, file_answer, negotiated
from services.kernel.routes import DryRun, OneTransaction, Session
from services.kernel.tables_out import csv_of
from services.plans.domain.organisation import Standing
from services.plans.endpoints.filters import OrganisationFilter, PlanFilter
from services.plans.endpoints.if_match import SeenVersions, tag_of
from services.plans.endpoints.task_filters import DEFAULT_SOON_DAYS, AsOf, SoonDays, TaskCode
from services.plans.repository import organisations
from services.plans.repository.tasks import TaskFilter
from services.plans.schemas.task_answers import TaskPage, TaskPut, TaskShown
from services.plans.schemas.tasks import TaskBody
from services.plans.sheets.tasks import TABLE, task_row
from services.plans.use_cases.kept_tasks import DatedTask, dated_tasks
from services.plans.use_cases.list_tasks import Asked, every_task
from services.plans.use_cases.list_tasks import list_tasks as find_tasks
from services.plans.use_cases.put_task import put_task
from services.plans.use_cases.shown_tasks import shown_task, task_line
from services.yardsticks.task_state import TaskState

router = APIRouter(prefix="/api/v1/plans/tasks", route_class=OneTransaction, tags=["plans.tasks"])


@router.put(
    "/{code}",
    operation_id="plans_put_task",
    summary="下达或调整任务 · Set or change a task",
    status_code=200,
    responses={201: {"model": TaskPut, "description": "the task is new · 新建"}},
)
async def put(
    code: TaskCode,
    body: TaskBody,
    session: Session,
    guard: TheGuard,
    versions: SeenVersions,
    _: DryRun,
    response: Response,
) -> TaskPut:
    """Shown as of the day of the decision. The same again changes nothing; whatever changes keeps what was before.

    按决定之日显示。内容相同则不产生新版本；调整须写明日期和理由，旧版本与原定期限保留。
    """
    number, new = await put_task(session, guard, code, body, versions)
    response.status_code = 201 if new and number == 1 else 200
    response.headers["ETag"] = tag_of(number)
    (dated,) = await dated_tasks(session, [code], body.decided_on, DEFAULT_SOON_DAYS)
    return TaskPut(**shown_task(dated, body.decided_on).model_dump(), unchanged=not new)


@router.get(
    "",
    operation_id="plans_list_tasks",
    summary="任务清单 · List tasks",
    status_code=200,
    response_model=TaskPage,
    responses=documented(CSV),
)
async def list_tasks(
    session: Session,
    guard: TheGuard,
    form: Annotated[str, Depends(negotiated(JSON, CSV))],
    as_of: AsOf,
    plan: PlanFilter = None,
    organisation: OrganisationFilter = None,
    state: Annotated[TaskState | None, Query(description="computed for the day · 按截至日期计算")] = None,
    owner_standing: Annotated[
        Standing | None, Query(description="`closed` finds what must be handed over · 承办单位存续状态")
    ] = None,
    due_before: Annotated[Day | None, Query(description="due before this day · 期限早于该日")] = None,
    soon_days: SoonDays = DEFAULT_SOON_DAYS,
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Response | TaskPage:
    """Tasks across plans whose owner was the organisation or stood below it on the day; `Accept: text/csv` gives all.

    跨方案列出任务，organisation 含其当日下级；请求头 Accept 为 text/csv 时一次导出全部（UTF-8，带 BOM）。
    """
    (after,) = decode_cursor(cursor, 1) or [""]
    await _require_known(session, organisation)
    asked = Asked(as_of, soon_days, TaskFilter(plan, organisation, due_before), state, owner_standing)
    seen = await guard.reach()
    if form == CSV:
        rows = [task_row(task_line(each)) async for each in every_task(session, seen, asked)]
        return file_answer(csv_of(TABLE, rows), CSV, f"tasks-{as_of}.csv")
    return _page(await find_tasks(session, seen, asked, after, limit + 1), as_of, limit)


def _page(found: Sequence[DatedTask], day: Day, limit: int) -> TaskPage:
    more = encode_cursor(found[limit - 1].task.code) if len(found) > limit else None
    return TaskPage(items=[task_line(each) for each in found[:limit]], next=more, as_of=day)


async def _require_known(session: Session, organisation: str | None) -> None:
    if organisation is not None and not await organisations.existing(session, [organisation]):
        expected = "an organisation that exists"
        raise BodyInvalid(faults=[Fault("organisation_unknown", "?organisation", expected, organisation)])


@router.get("/{code}", operation_id="plans_get_task", summary="查看任务 · Show a task", status_code=200)
async def show(
    code: TaskCode, session: Session, guard: TheGuard, as_of: AsOf, soon_days: SoonDays = DEFAULT_SOON_DAYS
) -> TaskShown:
    """With everything decided and reported by that day, what was corrected included; `version` is for `If-Match`.

    列出截至该日的全部决定与报告（含已被更正的）；修改时以 version 作为 If-Match。
    """
    found = await dated_tasks(session, [code], as_of, soon_days)
    owner = found[0].version.body.owner if found else ""
    await guard.require(owner)
    return shown_task(found[0], as_of)
