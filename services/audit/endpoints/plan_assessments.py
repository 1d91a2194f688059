"""The targets of an assessed plan, why a figure is what it is, and how the plans of a jurisdiction stand together."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from services.access.caller import TheGuard
from services.audit.domain.verdict import Verdict
from services.audit.endpoints.filters import CountyOfMany, Id
from services.audit.endpoints.pages import FIRST, next_cursor, position
from services.audit.repository.assessments import assessment_of
from services.audit.repository.organisations import places_of
from services.audit.repository.results import ResultFilter
from services.audit.repository.results import list_results as find_results
from services.audit.rulebook import Rules
from services.audit.schemas.figures import FigureExplained, shown_figure
from services.audit.schemas.jurisdictions import JurisdictionShown, shown_jurisdiction
from services.audit.schemas.plan_assessments import TargetResult, shown_target
from services.audit.use_cases.explain_figure import AskedWhy, explain_figure
from services.audit.use_cases.survey_jurisdiction import survey_jurisdiction
from services.kernel.errors import NotFound
from services.kernel.fields import Code, Day
from services.kernel.paging import Cursor, Limit, Page, encode_cursor
from services.kernel.routes import OneTransaction, Session
from services.yardsticks.periods import Period

router = APIRouter(prefix="/api/v1/audit", route_class=OneTransaction, tags=["audit.plans"])
Asking = TheGuard
FigureCode = Annotated[str, Path(min_length=1, max_length=120, examples=["T25", "G11.2", "vetoes.V1"])]


@router.get(
    "/assessments/{assessment}/targets", operation_id="audit_list_targets", summary="目标完成情况 · Targets assessed"
)
async def list_targets(
    assessment: Id,
    session: Session,
    guard: Asking,
    verdict: Annotated[Verdict | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[TargetResult]:
    """Verdict, value, distance, trend and the units the plan binds. 逐项列出结论、数值、差距、趋势和责任单位。"""
    kept = await assessment_of(session, assessment)
    if kept is None:
        raise guard.refusal()
    await guard.require(kept.organisation)
    reach = await guard.reach()
    wanted = ResultFilter(kind="target", verdict=verdict)
    found = await find_results(session, assessment, reach, wanted, after=position(cursor, FIRST), limit=limit + 1)
    details = [each.detail for each in found[:limit]]
    bound = {unit["organisation"] for detail in details for unit in detail["units"]}
    names = {code: (place.zh, place.en) for code, place in (await places_of(session, bound)).items()}
    items = [shown_target(detail, names) for detail in details]
    return Page[TargetResult](items=items, next=next_cursor([each.id for each in found], limit))


@router.get(
    "/assessments/{assessment}/figures/{code}",
    operation_id="audit_explain_figure",
    summary="数值的由来 · Explain a figure",
)
async def explain(
    assessment: Id,
    code: FigureCode,
    session: Session,
    guard: Asking,
    rules: Rules,
    period: Annotated[
        Period | None, Query(description="one of the trend; else the newest, or the first that failed · 期间")
    ] = None,
    organisation: CountyOfMany = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> FigureExplained:
    """Clause, demand, formula, every reading behind it with its history, the worst first, and a paragraph for a letter.

    条款、要求、代入数字的算式、全部读数及其历史（差者在前），以及可写入公函的段落。
    """
    first = position(cursor, FIRST)
    why = AskedWhy(assessment, code, period, organisation)
    found = await explain_figure(session, guard, rules, why, first=first, limit=limit)
    return shown_figure(found, encode_cursor(str(first + limit)) if found.more else None)


@router.get(
    "/jurisdictions/{organisation}",
    operation_id="audit_survey_jurisdiction",
    summary="辖区各方案总览 · Plans of a jurisdiction",
)
async def survey(
    organisation: Annotated[Code, Path()], session: Session, guard: Asking, as_of: Annotated[Day, Query()]
) -> JurisdictionShown:
    """Plans that bind decide together, drafts stand beside them. 有效方案合并判定，一项未达不被平均，草案仅供参考。"""
    await guard.require(organisation)
    place = (await places_of(session, [organisation])).get(organisation)
    if place is None:
        raise NotFound()
    return shown_jurisdiction(place, as_of, await survey_jurisdiction(session, place, as_of))
