"""What a unit owes across plans, and its calendar."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from services.kernel.fields import Day
from services.kernel.representations import CALENDAR, CSV, JSON, XLSX, documented, file_answer, negotiated
from services.kernel.routes import OneTransaction, Session
from services.kernel.tables_out import csv_of, xlsx_of
from services.plans.endpoints.filters import OrganisationCode
from services.plans.schemas.calendar import CalendarShown
from services.plans.schemas.owed import OwedShown
from services.plans.sheets.calendar_file import calendar_file
from services.plans.sheets.owed import TABLE, owed_book, owed_rows
from services.plans.use_cases.calendars import unit_calendar
from services.plans.use_cases.owed import owed_on

router = APIRouter(prefix="/api/v1/plans/organisations", route_class=OneTransaction, tags=["plans.organisations"])
On = Annotated[Day, Query(description="the day asked about, such as 2024-12-01 · 所问日期")]


@router.get(
    "/{code}/owed",
    operation_id="plans_unit_owed",
    summary="某单位的全部责任 · Everything a unit owes",
    status_code=200,
    response_model=OwedShown,
    responses=documented(CSV, XLSX),
)
async def owed(
    code: OrganisationCode, session: Session, on: On, form: Annotated[str, Depends(negotiated(JSON, CSV, XLSX))]
) -> OwedShown | Response:
    """Across all plans of the day, with what they ask twice, differently, or under other leads. By `Accept` as a file.

    当日各方案对该单位的全部要求，并指出重复、冲突与牵头不一之处；按 Accept 给出 CSV 或工作簿。
    """
    found = await owed_on(session, code, on)
    if form == XLSX:
        return file_answer(xlsx_of(owed_book(found)), XLSX, f"{code}-{on}-owed.xlsx")
    if form == CSV:
        return file_answer(csv_of(TABLE, owed_rows(found)), CSV, f"{code}-{on}-owed.csv")
    return found


@router.get(
    "/{code}/calendar",
    operation_id="plans_unit_calendar",
    summary="某单位的时限日历 · Calendar of a unit's deadlines",
    status_code=200,
    response_model=CalendarShown,
    responses=documented(CALENDAR),
)
async def calendar(
    code: OrganisationCode, session: Session, on: On, form: Annotated[str, Depends(negotiated(JSON, CALENDAR))]
) -> CalendarShown | Response:
    """Deadlines of its targets and phases of its plans; a day that was lost is no event, but listed in the JSON.

    该单位目标的时限和所涉方案的阶段；原文缺失或不明的时限不作为日程，列于 JSON 的 without_day。
    """
    found = await unit_calendar(session, code, on)
    if form == CALENDAR:
        return file_answer(calendar_file(found), CALENDAR, f"{code}-{on}.ics")
    return found
