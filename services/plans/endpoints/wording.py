"""The official wording of a plan that was read from a document."""

from fastapi import APIRouter

from services.access.caller import TheGuard
from services.kernel.errors import NotFound
from services.kernel.routes import OneTransaction, Session
from services.plans.endpoints.filters import PlanCode, RevisionNumber
from services.plans.repository import imports
from services.plans.schemas.plan_imports import SourceShown
from services.plans.use_cases.plans import read_plan
from services.plans.use_cases.source_beside import source_beside

router = APIRouter(prefix="/api/v1/plans/plans", route_class=OneTransaction, tags=["plans.plans"])


@router.get(
    "/{code}/wording",
    operation_id="plans_get_wording",
    summary="方案原文 · The official wording of a plan",
    status_code=200,
)
async def wording(code: PlanCode, session: Session, guard: TheGuard, revision: RevisionNumber = None) -> SourceShown:
    """The text the plan was read from and, for every part read, its words; 404 where the plan came from no document.

    方案所据文件的全文及各部分原话；方案并非由文件导入时返回 404。
    """
    plan = await read_plan(session, guard, code, revision)
    one = (
        None if plan.document.original is None else await imports.find_import(session, plan.document.original.import_id)
    )
    if one is None or one.draft is None:
        raise NotFound()
    return await source_beside(session, one)
