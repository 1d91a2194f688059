"""Process, value added and results of an organisation, side by side."""

from fastapi import APIRouter

from services.access.caller import TheGuard
from services.audit.rulebook import Rules
from services.audit.schemas.evaluations import EvaluationGiven, EvaluationShown, shown_evaluation
from services.audit.use_cases.evaluate import evaluate
from services.kernel.routes import DryRun, OneTransaction, Session

router = APIRouter(prefix="/api/v1/audit/evaluations", route_class=OneTransaction, tags=["audit.evaluation"])


@router.post("", operation_id="audit_evaluate", summary="综合评价 · Evaluate side by side", status_code=200)
async def evaluate_organisation(
    body: EvaluationGiven, session: Session, guard: TheGuard, rules: Rules, _: DryRun
) -> EvaluationShown:
    """Bands of three parts and of all together; points only by a scheme that is sent along. Nothing is kept.

    过程评价、增值评价、结果评价并列给出档次；仅按随附方案赋分；不作学校排名，不使用学生成绩和升学率。
    """
    found = await evaluate(session, guard, rules.standard(body.standard, body.as_of), body.wanted())
    return shown_evaluation(found, None if body.scheme is None else body.scheme.authority)
