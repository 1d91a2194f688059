"""The responsibility matrix of a plan."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from services.access.caller import TheGuard
from services.kernel.representations import CSV, JSON, XLSX, documented, file_answer, negotiated
from services.kernel.routes import OneTransaction, Session
from services.kernel.tables_out import csv_of, xlsx_of
from services.plans.endpoints.filters import AskedRevision, PlanCode
from services.plans.schemas.assignments import ResponsibilityMatrix
from services.plans.sheets.matrix import TABLE, matrix_book, matrix_rows
from services.plans.use_cases.responsibilities import responsibility_matrix

router = APIRouter(prefix="/api/v1/plans/plans", route_class=OneTransaction, tags=["plans.assignments"])


@router.get(
    "/{code}/responsibilities",
    operation_id="plans_responsibility_matrix",
    summary="责任分解表 · Responsibility matrix of a plan",
    status_code=200,
    response_model=ResponsibilityMatrix,
    responses=documented(CSV, XLSX),
)
async def show(
    code: PlanCode,
    session: Session,
    guard: TheGuard,
    form: Annotated[str, Depends(negotiated(JSON, CSV, XLSX))],
    asked: AskedRevision,
) -> ResponsibilityMatrix | Response:
    """Every measure with its units, and the units whose duties hang on no measure. 按措施列出单位，另列单位职责。

    With `Accept` as a workbook to print or as a CSV table; what does not bind says so in every heading and row.
    按 Accept 给出可打印的工作簿或 CSV；征求意见稿、媒体报道在表头及每行注明仅供参考。
    """
    matrix = await responsibility_matrix(session, guard, code, asked.revision, asked.as_of)
    name = f"{code}-r{matrix.state.revision}-responsibilities"
    if form == XLSX:
        return file_answer(xlsx_of(matrix_book(matrix)), XLSX, f"{name}.xlsx")
    if form == CSV:
        return file_answer(csv_of(TABLE, matrix_rows(matrix)), CSV, f"{name}.csv")
    return matrix
