"""Units are assessed too: by the tasks, measures and targets that plans bind to them."""

from fastapi import APIRouter

from services.access.caller import TheGuard
from services.audit.currency import CopiesOf
from services.audit.endpoints.filters import Id, UnitFilter
from services.audit.endpoints.pages import BEYOND_LAST, next_cursor, position
from services.audit.repository.unit_assessments import list_unit_assessments as find_unit_assessments
from services.audit.repository.unit_assessments import unit_assessment_of
from services.audit.schemas.unit_assessments import (
    UnitAssessmentGiven,
    UnitAssessmentLine,
    UnitAssessmentShown,
    shown_unit_assessment,
    shown_unit_line,
)
from services.audit.use_cases.assess_unit import assess_unit
from services.kernel.paging import Cursor, Limit, Page
from services.kernel.routes import DryRun, OneTransaction, Session

router = APIRouter(prefix="/api/v1/audit/unit-assessments", route_class=OneTransaction, tags=["audit.evaluation"])


@router.post("", operation_id="audit_assess_unit", summary="单位效能考核 · Assess a unit", status_code=201)
async def assess(
    body: UnitAssessmentGiven, session: Session, guard: TheGuard, copies: CopiesOf, _: DryRun
) -> UnitAssessmentShown:
    """By what plans bind to it, lead and cooperating apart, each with its evidence; missing is never zero.

    按方案所定任务、措施和目标考核单位，牵头与配合分列，逐项附佐证；没有绑定事项的如实说明。
    """
    return shown_unit_assessment(await assess_unit(session, guard, copies, body.unit, body.since, body.as_of))


@router.get("", operation_id="audit_list_unit_assessments", summary="单位考核清单 · List unit assessments")
async def list_unit_assessments(
    session: Session, guard: TheGuard, unit: UnitFilter = None, cursor: Cursor = None, limit: Limit = 100
) -> Page[UnitAssessmentLine]:
    """Newest first; a unit sees its own. 最新在前，单位只看到本单位的考核。"""
    before = position(cursor, BEYOND_LAST)
    found = await find_unit_assessments(session, await guard.reach(), unit=unit, before=before, limit=limit + 1)
    items = [shown_unit_line(each) for each in found[:limit]]
    return Page[UnitAssessmentLine](items=items, next=next_cursor([each.number for each in found], limit))


@router.get("/{assessment}", operation_id="audit_get_unit_assessment", summary="查看单位考核 · Show a unit assessment")
async def get_unit_assessment(assessment: Id, session: Session, guard: TheGuard) -> UnitAssessmentShown:
    """Every task, measure and target with its state and what proves it. 逐项列出状态与佐证。"""
    kept = await unit_assessment_of(session, assessment)
    if kept is None:
        raise guard.refusal()
    await guard.require(kept.unit)
    return shown_unit_assessment(kept)
