"""Confirm a date that was inferred."""

from fastapi import APIRouter, Response

from services.access.caller import TheGuard
from services.kernel.routes import DryRun, OneTransaction, Session
from services.plans.endpoints.filters import PlanCode
from services.plans.endpoints.if_match import SeenVersions, tag_of
from services.plans.schemas.plan_answers import DateConfirmationBody, PlanShown
from services.plans.use_cases.date_confirmation import confirm_date

router = APIRouter(prefix="/api/v1/plans/plans", route_class=OneTransaction, tags=["plans.plans"])


@router.post(
    "/{code}/date-confirmation",
    operation_id="plans_confirm_date",
    summary="确认推断的日期 · Confirm an inferred date",
    status_code=201,
)
async def confirm(
    code: PlanCode,
    body: DateConfirmationBody,
    session: Session,
    guard: TheGuard,
    versions: SeenVersions,
    _: DryRun,
    response: Response,
) -> PlanShown:
    """The newest revision again, with the date confirmed; its number is the next. 以确认后的日期发布下一修订版。"""
    shown = await confirm_date(session, guard, code, body, versions)
    response.headers["ETag"] = tag_of(shown.version)
    return shown
