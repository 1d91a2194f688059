"""Surveys and findings of people behind an assessment."""

from fastapi import APIRouter

from services.access.caller import TheGuard
from services.audit.endpoints.filters import CountyOfMany, Id
from services.audit.endpoints.pages import FIRST, position
from services.audit.rulebook import Rules
from services.audit.schemas.judgements import JudgementShown, shown_judgement
from services.audit.use_cases.list_judgements import list_judgements
from services.kernel.paging import Cursor, Limit, Page, encode_cursor
from services.kernel.routes import OneTransaction, Session

router = APIRouter(prefix="/api/v1/audit/assessments", route_class=OneTransaction, tags=["audit.evaluation"])


@router.get(
    "/{assessment}/judgements",
    operation_id="audit_list_judgements",
    summary="问卷与人工认定 · Surveys and findings of people",
)
async def judgements(
    assessment: Id,
    session: Session,
    guard: TheGuard,
    rules: Rules,
    organisation: CountyOfMany = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[JudgementShown]:
    """Sample size and margin of each survey, evidence behind each finding. 问卷的样本量与误差，人工认定的佐证。"""
    first = position(cursor, FIRST)
    _, found = await list_judgements(session, guard, rules, assessment, organisation)
    items = [shown_judgement(each) for each in found[first : first + limit]]
    more = encode_cursor(str(first + limit)) if len(found) > first + limit else None
    return Page[JudgementShown](items=items, next=more)
