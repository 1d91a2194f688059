"""Assessments of many counties on their way, what came of each county, repeating, and comparing."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from services.access.caller import TheGuard
from services.audit.domain.nation.codes import CODE
from services.audit.domain.verdict import Verdict
from services.audit.endpoints.filters import Id
from services.audit.endpoints.pages import FIRST, next_cursor, position
from services.audit.repository.assessments import assessment_of
from services.audit.repository.county_results import counties_shown
from services.audit.repository.county_results import list_counties as find_counties
from services.audit.repository.runs import KeptRun, run_of
from services.audit.rulebook import Rules
from services.audit.schemas.assessments import AssessmentShown, shown_assessment
from services.audit.schemas.comparisons import ComparisonShown, shown_comparison
from services.audit.schemas.runs import CountyShown, RunShown, shown_county, shown_run
from services.audit.use_cases.ask_run import cancel_run, run_seen
from services.audit.use_cases.compare_assessments import compare_assessments, names_of
from services.audit.use_cases.repeat_assessment import repeat_assessment
from services.kernel.fields import Code
from services.kernel.paging import Cursor, Limit, Page, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session

PREFIX = "/api/v1/audit/assessments"
router = APIRouter(prefix=PREFIX, route_class=OneTransaction, tags=["audit.assessments"])


@router.get(
    "/{assessment}/progress", operation_id="audit_run_progress", summary="评估进度 · How far an assessment has come"
)
async def progress(assessment: Id, session: Session, guard: TheGuard) -> RunShown:
    """Of an assessment of many counties: `waiting`, `scoring`, then `done` (the assessment can be read), `refused` with
    what to do, or `cancelled`.

    多县评估的进度：等待、评分中、完成（可查看评估）、被拒绝（附处理办法）或已取消。
    """
    return shown_run(await run_seen(session, guard, assessment))


@router.post("/{assessment}/cancel", operation_id="audit_cancel_run", summary="取消评估 · Cancel an assessment")
async def cancel(assessment: Id, session: Session, guard: TheGuard, _: DryRun) -> RunShown:
    """Nothing is kept of an assessment of many counties that has not come to its end; one that is `done` stays.

    取消尚未完成的多县评估，不保留任何结果；已完成的保持不变。
    """
    return shown_run(await cancel_run(session, guard, assessment))


@router.post(
    "/{assessment}/repetitions",
    operation_id="audit_repeat_assessment",
    summary="重复评估 · Repeat an assessment",
    status_code=201,
    response_model=AssessmentShown,
    responses={202: {"model": RunShown, "description": "many counties are being scored · 多县评估正在进行"}},
)
async def repeat(
    assessment: Id, request: Request, session: Session, guard: TheGuard, rules: Rules, dry_run: DryRun
) -> Response:
    """Scores again from the same snapshot, organisations and version of the standard, or revision of the plan. An equal
    `result_sha256` says that the same came out, byte by byte.

    按相同的读数快照、机构版本和标准版本（或方案修订版）重新评估；result_sha256 相同即结果逐字节一致。
    """
    kept = await assessment_of(session, assessment)
    if kept is None:
        raise guard.refusal()
    await guard.require(kept.organisation)
    found = await repeat_assessment(session, guard, rules, kept)
    if isinstance(found, KeptRun):
        return accepted(request, found, dry_run=dry_run)
    return JSONResponse(shown_assessment(found).model_dump(mode="json"), 201)


@router.get(
    "/{assessment}/counties", operation_id="audit_list_counties", summary="各县结果 · List counties of an assessment"
)
async def list_counties(
    assessment: Id,
    session: Session,
    guard: TheGuard,
    rules: Rules,
    verdict: Annotated[Verdict | None, Query(description="of all indicators together · 全部指标的结论")] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[CountyShown]:
    """One line a county, of those you may see; everything behind a line stands in /results?organisation=….

    每县一行，仅限可查看的县；详细依据见 /results?organisation=…。
    """
    after = position(cursor, FIRST)
    reach = await guard.reach()
    run, kept = await run_of(session, assessment), await assessment_of(session, assessment)
    if run is None or kept is None:
        raise guard.refusal()
    within = await counties_shown(session, run.number, reach, only=None, first=0, limit=1)
    if not within and not await guard.allowed([run.organisation]):
        raise guard.refusal()
    standard = rules.used(run.standard, run.standard_version, run.read_with)
    asked = None if verdict is None else CODE[verdict]
    found = await find_counties(session, run.number, reach, verdict=asked, after=after, limit=limit + 1)
    items = [shown_county(each, standard) for each in found[:limit]]
    return Page[CountyShown](items=items, next=next_cursor([each.county for each in found], limit))


def accepted(request: Request, run: KeptRun, *, dry_run: bool) -> Response:
    """The answer to who asked for a run."""
    if not dry_run:
        request.app.state.runs.wake()
    headers = {"Location": f"{PREFIX}/{run.id}/progress", "Retry-After": "1"}
    return JSONResponse(shown_run(run).model_dump(mode="json"), 202, headers)


@router.get(
    "/{assessment}/comparison",
    operation_id="audit_compare_assessments",
    summary="比较两次评估 · Compare two assessments",
)
async def compare(
    assessment: Id,
    session: Session,
    guard: TheGuard,
    rules: Rules,
    other: Annotated[Code, Query(alias="with", description="the later assessment · 后一次评估")],
    organisation: Annotated[Code | None, Query(description="a county of a larger place · 较大区域中的一个县")] = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> ComparisonShown:
    """What changed from one to the other, each change with the readings, parts of the standard or plan, and
    organisations that differ and that it counts. Of larger places it lists the counties that differ; name one to see
    its changes.

    两次评估之间的变化，每项变化附相关的读数、标准条文或方案目标、机构的变化。较大区域先列出有变化的县，指明一个县即可查看其明细。
    """
    first = position(cursor, FIRST)
    compared = await compare_assessments(session, guard, rules, assessment, other, organisation)
    more = len(compared.changes) > first + limit
    next_ = encode_cursor(str(first + limit)) if more else None
    return shown_comparison(compared, await names_of(session, compared), first, limit, next_)
