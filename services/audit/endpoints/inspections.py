"""Inspections: the approved list of a year, visits under it, and how many there are."""

from fastapi import APIRouter

from services.access.caller import TheGuard
from services.audit.domain.inspecting import Entry, cut_of
from services.audit.endpoints.cases import shown
from services.audit.endpoints.filters import Id
from services.audit.repository.cases import case_of
from services.audit.repository.inspections import visits_of
from services.audit.repository.organisations import places_of
from services.audit.rulebook import Rules
from services.audit.schemas.cases import CaseShown
from services.audit.schemas.common import named
from services.audit.schemas.inspections import (
    InspectionGiven,
    InspectionPlanned,
    InspectionSums,
    ListGiven,
    SchoolVisits,
)
from services.audit.use_cases.inspect import WantedInspection, WantedList, draft_list, plan_inspection
from services.kernel.routes import DryRun, OneTransaction, Session

router = APIRouter(prefix="/api/v1/audit", route_class=OneTransaction, tags=["audit.inspections"])


@router.post("/inspection-lists", operation_id="audit_draft_inspection_list",
             summary="拟定年度检查清单 · Draft the year's list", status_code=201)  # fmt: skip
async def draft(body: ListGiven, session: Session, guard: TheGuard, _: DryRun) -> CaseShown:
    """One list a year; it is approved as a case, by another person. 每年一份，由他人审批。"""
    entries = [Entry(**dict(each)) for each in body.entries]
    wanted = WantedList(**{**dict(body), "entries": entries})
    return await shown(session, await draft_list(session, guard, wanted))


@router.post("/inspections", operation_id="audit_plan_inspection", summary="安排入校检查 · Plan an inspection",
             status_code=201)  # fmt: skip
async def plan(body: InspectionGiven, session: Session, guard: TheGuard, rules: Rules, _: DryRun) -> InspectionPlanned:
    """What is not on the approved list is refused; so is a member who answers for a school. 清单外不得检查。"""
    standard = None if body.standard is None else rules.standard(body.standard, body.on)
    wanted = WantedInspection(**{name: value for name, value in dict(body).items() if name != "standard"})
    return InspectionPlanned(cases=await plan_inspection(session, guard, wanted, standard))


@router.get("/inspection-lists/{list_}/sums", operation_id="audit_sum_inspections",
            summary="检查次数统计 · How many inspections there are")  # fmt: skip
async def sums(list_: Id, session: Session, guard: TheGuard) -> InspectionSums:
    """By how much the list is shorter than it was, and how often each school is visited. 压减比例与各校次数。"""
    kept = await case_of(session, list_)
    if kept is None or kept.kind != "inspection_list" or not await guard.allowed([kept.organisation]):
        raise guard.refusal()
    visits = await visits_of(session, kept.id)
    places = await places_of(session, visits)
    details = kept.details
    cut = cut_of(details["baseline"], len(details["entries"]))
    return InspectionSums(
        inspection_list=kept.id,
        organisation=kept.organisation,
        year=details["year"],
        state=kept.state,
        entries=len(details["entries"]),
        baseline=details["baseline"],
        cut=None if cut is None else float(cut),
        asked_cut=details["cut"],
        visits=sum(visits.values()),
        schools=[
            SchoolVisits(school=named(code, places[code].zh, places[code].en), visits=many)
            for code, many in visits.items()
            if code in places
        ],
    )
