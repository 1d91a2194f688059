"""Reports of progress on tasks."""

from fastapi import APIRouter, Response

from services.access.caller import TheGuard
from services.kernel.routes import DryRun, OneTransaction, Session
from services.plans.endpoints.task_filters import TaskCode
from services.plans.schemas.task_reports import TaskReportBody, TaskReportShown
from services.plans.use_cases.report_progress import report_progress

router = APIRouter(prefix="/api/v1/plans/tasks", route_class=OneTransaction, tags=["plans.tasks"])


@router.post(
    "/{code}/reports",
    operation_id="plans_report_task",
    summary="报送任务进展 · Report on a task",
    status_code=201,
    responses={200: {"model": TaskReportShown, "description": "reported before, word for word · 此前已报"}},
)
async def report(
    code: TaskCode,
    body: TaskReportBody,
    session: Session,
    guard: TheGuard,
    _: DryRun,
    response: Response,
) -> TaskReportShown:
    """Only by the unit that owns the task. What was reported is never changed, a correction stands beside it.

    仅限承办单位报送；已报内容不可更改，更正另报并保留原报告。
    """
    shown, new = await report_progress(session, guard, code, body)
    response.status_code = 201 if new else 200
    return shown
