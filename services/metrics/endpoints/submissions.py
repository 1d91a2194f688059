"""Submissions: posted batches, their parts, and their review."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Response

from services.access.caller import Guard, guard_of
from services.kernel.errors import NotFound
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.metrics.domain.part import PartState
from services.metrics.endpoints.filters import OrganisationFilter
from services.metrics.repository.submissions import list_submissions, part_states_seen, parts_seen, submission_head
from services.metrics.schemas.parts import SubmissionShown, SubmissionSummary, shown_part, summary_fields
from services.metrics.schemas.report import Report
from services.metrics.schemas.reviews import ReviewGiven, ReviewReport
from services.metrics.schemas.submissions import SubmissionGiven
from services.metrics.use_cases.review import review
from services.metrics.use_cases.submit import submit

router = APIRouter(prefix="/api/v1/metrics/submissions", route_class=OneTransaction, tags=["metrics.submissions"])
SubmissionId = Annotated[str, Path(pattern=r"^sub_[0-9a-f]{24}$", examples=["sub_5f0c1a2b3c4d5e6f708192a3"])]


@router.post(
    "",
    operation_id="metrics_submit",
    summary="报送读数 · Submit readings",
    status_code=201,
    responses={200: {"model": Report, "description": "nothing was new, or a dry run · 无新增或试运行"}},
)
async def post(
    body: SubmissionGiven,
    session: Session,
    dry_run: DryRun,
    guard: Annotated[Guard, Depends(guard_of)],
    response: Response,
) -> Report:
    report = await submit(session, guard, body, dry_run=dry_run)
    response.status_code = 200 if report.submission is None else 201
    return report


@router.get("", operation_id="metrics_list_submissions", summary="报送清单 · List submissions")
async def listed(
    session: Session,
    guard: Annotated[Guard, Depends(guard_of)],
    organisation: OrganisationFilter = None,
    state: Annotated[PartState | None, Query(description="with a part in this state · 含该状态的部分")] = None,
    mine: Annotated[bool, Query(description="only what you sent · 仅本人报送")] = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[SubmissionSummary]:
    position = decode_cursor(cursor, 1)
    reach, caller = await guard.reach(), guard.caller.id
    heads = await list_submissions(
        session,
        caller,
        reach,
        organisation=organisation,
        state=state,
        mine=mine,
        before=position[0] if position else None,
        limit=limit + 1,
    )
    page = heads[:limit]
    seen = await part_states_seen(session, caller, reach, [head.id for head in page])
    items = [SubmissionSummary(**summary_fields(head, seen[head.id])) for head in page]
    return Page(items=items, next=encode_cursor(page[-1].id) if len(heads) > limit else None)


@router.get("/{submission}", operation_id="metrics_get_submission", summary="一次报送 · One submission")
async def shown(
    submission: SubmissionId, session: Session, guard: Annotated[Guard, Depends(guard_of)]
) -> SubmissionShown:
    reach, caller = await guard.reach(), guard.caller.id
    head = await submission_head(session, submission)
    seen = (await part_states_seen(session, caller, reach, [submission])).get(submission)
    if head is None or seen is None:
        raise NotFound()
    parts = await parts_seen(session, caller, reach, submission)
    return SubmissionShown(**summary_fields(head, seen), parts=[shown_part(part) for part in parts])


@router.post(
    "/{submission}/reviews",
    operation_id="metrics_review_submission",
    summary="审核或退回 · Approve or return",
    status_code=201,
)
async def reviewed(
    submission: SubmissionId, body: ReviewGiven, session: Session, guard: Annotated[Guard, Depends(guard_of)]
) -> ReviewReport:
    return await review(session, guard, submission, body)
