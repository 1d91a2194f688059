"""The calendar of a plan."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from services.access.caller import TheGuard
from services.kernel.representations import CALENDAR, JSON, documented, file_answer, negotiated
from services.kernel.routes import OneTransaction, Session
from services.plans.endpoints.filters import PlanCode, RevisionNumber
from services.plans.schemas.calendar import CalendarShown
from services.plans.sheets.calendar_file import calendar_file
from services.plans.use_cases.calendars import plan_calendar

router = APIRouter(prefix="/api/v1/plans/plans", route_class=OneTransaction, tags=["plans.plans"])


@router.get(
    "/{code}/calendar",
    operation_id="plans_plan_calendar",
    summary="方案时限日历 · Calendar of a plan's deadlines",
    status_code=200,
    response_model=CalendarShown,
    responses=documented(CALENDAR),
)
async def show(
    code: PlanCode,
    session: Session,
    guard: TheGuard,
    form: Annotated[str, Depends(negotiated(JSON, CALENDAR))],
    revision: RevisionNumber = None,
) -> CalendarShown | Response:
    """Deadlines of targets, first and last days of phases; a day that was lost is no event, but listed in the JSON.

    目标时限与各阶段起止日；原文缺失或不明的时限不作为日程，列于 JSON 的 without_day。
    """
    found = await plan_calendar(session, guard, code, revision)
    if form == CALENDAR:
        return file_answer(calendar_file(found), CALENDAR, f"{code}.ics")
    return found
