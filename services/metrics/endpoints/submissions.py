"""Submissions: posted batches, their parts, and their review."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from services.access.caller import TheGuard
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
from services.metrics.use_cases.basis import Given
from services.metrics.use_cases.review import review
from services.metrics.use_cases.submit import submit

router = APIRouter(prefix="/api/v1/metrics/submissions", route_class=OneTransaction, tags=["metrics.submissions"])
SubmissionId = Annotated[
    str,
    Path(
        pattern=r"^sub_[0-9a-f]{24}$",
        description="of the submission · 报送编号",
        examples=["sub_5f0c1a2b3c4d5e6f708192a3"],
    ),
]


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
    guard: TheGuard,
    response: Response,
) -> Report:
    """Judges every reading and groups what speaks against them by cause, with who must do what. `all_or_nothing` stores
    nothing if one reading cannot be taken, `valid_only` the others. What is known already changes nothing, so a batch
    may be sent again; an approved value changes only with `correction_reason`. Null needs `unknown_reason`.

    逐条核对读数，问题按原因归组，并说明由谁如何处理。all_or_nothing 有一条不能接收即全部不保存，valid_only 保存其余。
    已知的读数不会重复保存，可放心重发；更改已审核的数值须填写 correction_reason，数值为 null 须填写 unknown_reason。
    """
    scope = body.scope.plain() if body.scope else None
    given = Given(body.columns(), body.note, body.mode, body.correction_reason, scope)
    report = await submit(session, guard, given, dry_run=dry_run)
    response.status_code = 200 if report.submission is None else 201
    return report


@router.get("", operation_id="metrics_list_submissions", summary="报送清单 · List submissions")
async def listed(
    session: Session,
    guard: TheGuard,
    organisation: OrganisationFilter = None,
    state: Annotated[PartState | None, Query(description="with a part in this state · 含该状态的部分")] = None,
    mine: Annotated[bool, Query(description="only what you sent · 仅本人报送")] = False,
    cursor: Cursor = None,
    limit: Limit = 50,
) -> Page[SubmissionSummary]:
    """Newest first: what you sent, and what has a part within your reach.

    最新的在前：您报送的，以及含有您可查看部分的报送。
    """
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
async def shown(submission: SubmissionId, session: Session, guard: TheGuard) -> SubmissionShown:
    """With its parts, one an organisation; the sender sees all of them, others those within reach.

    含各机构的部分；报送人可查看全部，其他人仅可查看权限范围内的部分。
    """
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
async def reviewed(submission: SubmissionId, body: ReviewGiven, session: Session, guard: TheGuard) -> ReviewReport:
    """Approves or returns the parts of organisations below yours, each part once and never what you sent yourself. A
    return needs a reason; what was returned stands no longer, what was approved can be assessed.

    审核或退回下级机构的部分，每部分只审一次，不得审核本人的报送。退回须说明原因，退回的读数不再有效；审核通过的读数方可用于评估。
    """
    return await review(session, guard, submission, body)
