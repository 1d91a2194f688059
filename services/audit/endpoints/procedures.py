"""Procedures: the states, steps and clocks of cases, as data and drawn."""

from fastapi import APIRouter

from services.audit.endpoints.filters import Id
from services.audit.procedures import procedures
from services.audit.schemas.procedures import ProcedureLine, ProcedureShown, shown_procedure, shown_procedure_line
from services.kernel.errors import NotFound
from services.kernel.routes import OneTransaction

router = APIRouter(prefix="/api/v1/audit/procedures", route_class=OneTransaction, tags=["audit.cases"])


@router.get("", operation_id="audit_list_procedures", summary="程序清单 · List procedures")
async def list_procedures() -> list[ProcedureLine]:
    """Each with the rules it comes from and the day from which it holds. 各程序的依据与施行日期。"""
    return [shown_procedure_line(each) for each in procedures().values()]


@router.get("/{procedure}", operation_id="audit_get_procedure", summary="查看程序 · Show a procedure")
async def get_procedure(procedure: Id) -> ProcedureShown:
    """States, steps, clocks, and a diagram in Mermaid's language. 状态、步骤、期限与状态图。"""
    found = procedures().get(procedure)
    if found is None:
        raise NotFound()
    return shown_procedure(found)
