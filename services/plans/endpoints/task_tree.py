"""The tasks of a plan as a tree."""

from fastapi import APIRouter

from services.access.caller import TheGuard
from services.kernel.routes import OneTransaction, Session
from services.plans.endpoints.filters import PlanCode
from services.plans.endpoints.task_filters import DEFAULT_SOON_DAYS, AsOf, SoonDays
from services.plans.repository.tasks import TaskFilter
from services.plans.schemas.task_tree import TaskTree
from services.plans.use_cases.list_tasks import Asked
from services.plans.use_cases.task_tree import task_tree

router = APIRouter(prefix="/api/v1/plans/plans", route_class=OneTransaction, tags=["plans.tasks"])


@router.get(
    "/{code}/tasks", operation_id="plans_task_tree", summary="方案任务树 · Tasks of a plan as a tree", status_code=200
)
async def show(
    code: PlanCode,
    session: Session,
    guard: TheGuard,
    as_of: AsOf,
    soon_days: SoonDays = DEFAULT_SOON_DAYS,
) -> TaskTree:
    """Every measure with its tasks, of owners you may see, and how many are in which state. 按措施列出任务及状态。"""
    return await task_tree(session, guard, code, Asked(as_of, soon_days, TaskFilter(plan=code)))
