"""Appraisals of units: proposed here; what happens to one afterwards happens to a case."""

from fastapi import APIRouter

from services.access.caller import TheGuard
from services.audit.endpoints.cases import shown
from services.audit.schemas.appraisals import AppraisalGiven
from services.audit.schemas.cases import CaseShown
from services.audit.use_cases.appraise import open_appraisal
from services.kernel.routes import DryRun, OneTransaction, Session

router = APIRouter(prefix="/api/v1/audit/appraisals", route_class=OneTransaction, tags=["audit.cases"])


@router.post("", operation_id="audit_open_appraisal", summary="提出年度考核等次 · Propose the grade of a year",
             status_code=201)  # fmt: skip
async def propose(body: AppraisalGiven, session: Session, guard: TheGuard, _: DryRun) -> CaseShown:
    """By the jurisdiction's own rules, sent along; the unit is heard, another person decides. 等次依当地办法。"""
    return await shown(session, await open_appraisal(session, guard, body.wanted()))
