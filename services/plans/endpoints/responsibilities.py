"""The responsibility matrix of a plan."""

from typing import Annotated

from fastapi import APIRouter, Depends

from services.access.caller import Guard, guard_of
from services.kernel.routes import OneTransaction, Session
from services.plans.endpoints.filters import AskedRevision, PlanCode
from services.plans.schemas.assignments import ResponsibilityMatrix
from services.plans.use_cases.responsibilities import responsibility_matrix

router = APIRouter(prefix="/api/v1/plans/plans", route_class=OneTransaction, tags=["plans.assignments"])


@router.get(
    "/{code}/responsibilities",
    operation_id="plans_responsibility_matrix",
    summary="责任分解表 · Responsibility matrix of a plan",
    status_code=200,
)
async def show(
    code: PlanCode,
    session: Session,
    guard: Annotated[Guard, Depends(guard_of)],
    asked: AskedRevision,
) -> ResponsibilityMatrix:
    """Every measure with its units, and the units whose duties hang on no measure. 按措施列出单位，另列单位职责。"""
    return await responsibility_matrix(session, guard, code, asked.revision, asked.as_of)
