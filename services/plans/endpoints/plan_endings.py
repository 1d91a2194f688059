"""Plans that are superseded or withdrawn."""

from fastapi import APIRouter, Response

from services.access.caller import TheGuard
from services.kernel.routes import DryRun, OneTransaction, Session
from services.plans.endpoints.filters import PlanCode
from services.plans.endpoints.if_match import SeenVersions, tag_of
from services.plans.schemas.plan_answers import PlanShown
from services.plans.schemas.plan_standing import SupersessionBody, WithdrawalBody
from services.plans.use_cases.ending import supersede_plan, withdraw_plan

router = APIRouter(prefix="/api/v1/plans/plans", route_class=OneTransaction, tags=["plans.plans"])


@router.post(
    "/{code}/supersession",
    operation_id="plans_supersede_plan",
    summary="以新方案替代 · Supersede a plan by another",
    status_code=201,
)
async def supersede(
    code: PlanCode,
    body: SupersessionBody,
    session: Session,
    guard: TheGuard,
    versions: SeenVersions,
    _: DryRun,
    response: Response,
) -> PlanShown:
    """From the day named the other plan holds; the days before stay as they were, and nothing takes it back.

    自所列日期起由新方案替代；此前的效力不变，记录不可撤销。新方案须已发布并在该日有效。
    """
    shown = await supersede_plan(session, guard, code, body, versions)
    response.headers["ETag"] = tag_of(shown.version)
    return shown


@router.post(
    "/{code}/withdrawal",
    operation_id="plans_withdraw_plan",
    summary="撤回方案 · Withdraw a plan",
    status_code=201,
)
async def withdraw(
    code: PlanCode,
    body: WithdrawalBody,
    session: Session,
    guard: TheGuard,
    versions: SeenVersions,
    _: DryRun,
    response: Response,
) -> PlanShown:
    """From the day named the plan grounds nothing any more; the days before stay as they were.

    自所列日期起方案不再作为问题认定的依据；此前的效力不变，记录不可撤销。
    """
    shown = await withdraw_plan(session, guard, code, body, versions)
    response.headers["ETag"] = tag_of(shown.version)
    return shown
