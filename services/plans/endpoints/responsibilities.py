"""The responsibility matrix of a plan."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from services.access.caller import Guard, guard_of
from services.kernel.routes import OneTransaction, Session
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
    code: Annotated[str, Path(max_length=80)],
    session: Session,
    guard: Annotated[Guard, Depends(guard_of)],
    revision: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> ResponsibilityMatrix:
    """Every measure with its units, and the units whose duties hang on no measure. 按措施列出单位，另列单位职责。"""
    return await responsibility_matrix(session, guard, code, revision)
