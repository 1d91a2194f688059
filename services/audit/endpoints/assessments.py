"""Assessments, their results and why each result is what it is."""

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import JSONResponse

from services.access.caller import TheGuard
from services.audit.currency import CopiesOf
from services.audit.domain.facts import Stage
from services.audit.domain.verdict import Verdict
from services.audit.endpoints.filters import CriterionFilter, Id, OrganisationFilter
from services.audit.endpoints.kinds import ResultKind
from services.audit.endpoints.pages import BEYOND_LAST, FIRST, next_cursor, position
from services.audit.endpoints.runs import accepted
from services.audit.repository.assessments import Kept, assessment_of
from services.audit.repository.assessments import list_assessments as find_assessments
from services.audit.repository.results import ResultFilter, shows_anything
from services.audit.repository.results import list_results as find_results
from services.audit.repository.runs import counties_below
from services.audit.rulebook import Rules
from services.audit.schemas.assessments import (
    AssessmentGiven,
    AssessmentLine,
    AssessmentShown,
    ResultShown,
    shown_assessment,
    shown_assessment_line,
    shown_result,
)
from services.audit.schemas.explaining import shown_explanation
from services.audit.schemas.explanations import ExplanationShown
from services.audit.schemas.outcomes import OutcomeShown, shown_outcome
from services.audit.schemas.runs import RunShown
from services.audit.use_cases.ask_run import ask_run
from services.audit.use_cases.assess_plan import assess_plan
from services.audit.use_cases.create_assessment import create_assessment
from services.audit.use_cases.derived_results import is_of_many
from services.audit.use_cases.explain_outcome import explain_outcome
from services.audit.use_cases.explain_result import Asked, explain_result
from services.audit.use_cases.given import Given
from services.audit.use_cases.list_derived import list_derived
from services.audit.use_cases.pinning import Wanted
from services.audit.use_cases.weigh_staleness import weigh_staleness
from services.kernel.fields import Code
from services.kernel.paging import Cursor, Limit, Page, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.yardsticks.words import Level

router = APIRouter(prefix="/api/v1/audit/assessments", route_class=OneTransaction, tags=["audit.assessments"])
Asking = TheGuard


@router.post(
    "",
    operation_id="audit_create_assessment",
    summary="评估一个县或一个方案 · Assess a county or a plan",
    status_code=201,
    response_model=AssessmentShown,
    responses={202: {"model": RunShown, "description": "many counties are being scored · 多县评估正在进行"}},
)
async def create(
    body: AssessmentGiven,
    request: Request,
    session: Session,
    guard: Asking,
    rules: Rules,
    copies: CopiesOf,
    dry_run: DryRun,
    prefer: Annotated[
        str,
        Header(max_length=200, description="respond-async: a run, whatever the place is · 按批次评估并立即返回 202"),
    ] = "",
) -> Response:
    """Scores approved readings only, as they stand at the snapshot it pins. A place above counties answers 202: each of
    its counties is scored, ask at `Location` how far it is.

    只评已审核的读数，快照版本随结果保存。市、省及全国的评估逐县进行，返回 202，进度见 Location。
    """
    wanted = Wanted(
        organisation=body.organisation,
        as_of=body.as_of,
        plan=body.plan,
        at_least_readings_version=body.at_least_readings_version,
        snapshot_of=body.snapshot_of,
    )
    if body.standard is None or body.period is None:
        return _created(await assess_plan(session, guard, copies, wanted))
    standard, variants = rules.chosen(body.standard, body.variants, body.as_of)
    names = standard.grading.standards if standard.grading else ()
    beside = {name: rules.standard(name, body.as_of) for name in names}
    given = Given(standard, variants, beside, body.period)
    if standard.level is Level.COUNTY and (
        "respond-async" in prefer or await counties_below(session, body.organisation)
    ):
        return accepted(request, await ask_run(session, guard, copies, given, wanted), dry_run=dry_run)
    return _created(await create_assessment(session, guard, copies, given, wanted))


def _created(kept: Kept) -> Response:
    return JSONResponse(shown_assessment(kept).model_dump(mode="json"), 201)


@router.get("", operation_id="audit_list_assessments", summary="评估清单 · List assessments")
async def list_assessments(
    session: Session, guard: Asking, organisation: OrganisationFilter = None, cursor: Cursor = None, limit: Limit = 100
) -> Page[AssessmentLine]:
    """Newest first."""
    before = position(cursor, BEYOND_LAST)
    reach = await guard.reach()
    found = await find_assessments(session, reach, organisation=organisation, before=before, limit=limit + 1)
    items = [shown_assessment_line(each) for each in found[:limit]]
    return Page[AssessmentLine](items=items, next=next_cursor([each.number for each in found], limit))


@router.get("/{assessment}", operation_id="audit_get_assessment", summary="查看评估 · Show an assessment")
async def get_assessment(assessment: Id, session: Session, guard: Asking, rules: Rules) -> AssessmentShown:
    """Schools by verdict, those that do not count with the reason, the coefficients weighted and unweighted.
    `stale_readings` says how many readings behind it were corrected or taken back since.

    各学校结论、未计入的原因、加权与未加权差异系数。stale_readings 为此后被更正或撤销审核的读数个数。
    """
    kept = await assessment_of(session, assessment)
    if kept is None:
        raise guard.refusal()
    await guard.require(kept.organisation)
    return shown_assessment(kept, await weigh_staleness(session, rules, kept))


@router.get("/{assessment}/results", operation_id="audit_list_results", summary="评估结果明细 · List results")
async def list_results(
    assessment: Id,
    session: Session,
    guard: Asking,
    rules: Rules,
    kind: Annotated[ResultKind | None, Query()] = None,
    organisation: OrganisationFilter = None,
    verdict: Annotated[Verdict | None, Query()] = None,
    criterion: CriterionFilter = None,
    stage: Annotated[Stage | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[ResultShown]:
    """In the order of the assessment; a school sees its own rows. Of an assessment of many counties they are derived
    again from what it pinned, a few counties a page.

    按评估次序列出；学校仅见本校结果。多县评估的明细按其快照逐县重新推导。
    """
    after = position(cursor, FIRST)
    reach = await guard.reach()
    wanted = ResultFilter(kind=kind, organisation=organisation, verdict=verdict, criterion=criterion, stage=stage)
    kept = await assessment_of(session, assessment)
    if kept is not None and is_of_many(kept):
        rows, next_ = await list_derived(session, guard, rules, kept, wanted, after=after, limit=limit)
        following = None if next_ is None else encode_cursor(str(next_))
        return Page[ResultShown](items=[shown_result(each) for each in rows], next=following)
    if not await shows_anything(session, assessment, reach):
        raise guard.refusal()
    found = await find_results(session, assessment, reach, wanted, after=after, limit=limit + 1)
    items = [shown_result(each) for each in found[:limit]]
    return Page[ResultShown](items=items, next=next_cursor([each.id for each in found], limit))


@router.get("/{assessment}/explanation", operation_id="audit_explain_result", summary="结果的由来 · Explain a result")
async def explain(
    assessment: Id,
    session: Session,
    guard: Asking,
    rules: Rules,
    organisation: Annotated[Code, Query(description="a school, or the county for a coefficient · 学校或县的代码")],
    criterion: Annotated[Code, Query(examples=["R5"])],
    stage: Annotated[Stage | None, Query(description="needed where there are several · 多学段时必填")] = None,
) -> ExplanationShown:
    """Clause, line, formula with its numbers, readings with their history, submissions, senders and reviewers."""
    asked = Asked(assessment, organisation, criterion, stage)
    return shown_explanation(await explain_result(session, guard, rules, asked))


@router.get("/{assessment}/outcome", operation_id="audit_explain_outcome", summary="总结论的由来 · Explain an outcome")
async def outcome(
    assessment: Id,
    session: Session,
    guard: Asking,
    rules: Rules,
    organisation: Annotated[Code, Query(description="a school, or the place that was assessed · 学校或被评地区代码")],
) -> OutcomeShown:
    """How the verdict on a school, or on the whole place, follows from its parts: every line, coefficient, mean,
    indicator, grade and proviso with its numbers and where it is explained, and a paragraph for a letter.

    学校或被评地区的总结论如何由各项得出：逐项列出数值与出处，并附可写入公函的段落。
    """
    return shown_outcome(await explain_outcome(session, guard, rules, assessment, organisation))
