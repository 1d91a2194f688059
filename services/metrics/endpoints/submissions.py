"""Submissions: posted batches, their parts, and their review."""

from typing import Annotated

from fastapi import APIRouter, Header, Path, Query, Request
from starlette.responses import JSONResponse, Response

from services.access.caller import TheGuard
from services.kernel.errors import NotFound
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session, media_type_of, takes
from services.metrics.domain.part import PartState
from services.metrics.endpoints.beside import SaidBeside
from services.metrics.endpoints.contents import CONTENT
from services.metrics.endpoints.filters import OrganisationFilter
from services.metrics.repository.acts import acts_on
from services.metrics.repository.findings import findings_seen
from services.metrics.repository.large_bodies import progress_of
from services.metrics.repository.submissions import list_submissions, part_states_seen, parts_seen, submission_head
from services.metrics.schemas.findings import shown_finding
from services.metrics.schemas.parts import SubmissionShown, SubmissionSummary, shown_part, summary_fields
from services.metrics.schemas.report import Report
from services.metrics.schemas.reviews import ReviewGiven, ReviewReport
from services.metrics.schemas.waiting import WaitingShown, shown_waiting
from services.metrics.use_cases.receive import LARGE, MANY, hold_body, read_given
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
    response_model=Report,
    responses={
        200: {"model": Report, "description": "nothing was new, or a dry run · 无新增或试运行"},
        202: {"model": WaitingShown, "description": "a large body is being read · 大批数据正在读取"},
    },
    openapi_extra={"requestBody": {"required": True, "content": CONTENT}},
)
@takes(*CONTENT)
async def post(
    request: Request,
    session: Session,
    beside: SaidBeside,
    dry_run: DryRun,
    guard: TheGuard,
    prefer: Annotated[
        str, Header(max_length=200, description="respond-async: answer 202 at once · 立即返回 202，稍后查询")
    ] = "",
) -> Response:
    """Judges every reading and groups what speaks against them by cause, with who must do what. `all_or_nothing` stores
    nothing if one reading cannot be taken, `valid_only` the others. What is known already changes nothing, so a batch
    may be sent again; an approved value changes only with `correction_reason`. Null needs `unknown_reason`. A declared
    scope replaces: what it leaves out is withdrawn. Validation rules are asked of what would change and what stands:
    blocking ones keep their readings out (a conflict `rule.…`), others only warn. JSON as rows or columns, NDJSON, CSV,
    XLSX, Parquet and Arrow are read, packed with gzip or zstd if you like; in a table an empty cell says nothing, and
    ?reason says unknown. A body above 8 MB or 100,000 readings answers 202:
    ask at `Location` until it is stored or refused.

    逐条核对读数，问题按原因归组，并说明由谁如何处理。all_or_nothing 有一条不能接收即全部不保存，valid_only 保存其余。
    已知的读数不会重复保存，可放心重发；更改已审核的数值须填写 correction_reason，数值为 null 须填写 unknown_reason。
    声明 scope 后，范围内未再报送的读数将撤回。校验规则连同已有读数核对发生变化的部分：不符合阻断规则的读数不予接收
    （列入 conflicts，代码以 rule. 开头），其他规则仅预警（warnings）。支持 JSON（按行或按列）、NDJSON、CSV、XLSX、
    Parquet、Arrow，可用 gzip 或 zstd 压缩；表格中空单元格为未报，?原因 为未知。超过 8 MB 或十万条时返回 202，
    按 Location 查询。
    """
    body, media_type = await request.body(), media_type_of(request)
    encoding = request.headers.get("content-encoding")
    if len(body) <= LARGE and "respond-async" not in prefer:
        given = await read_given(media_type, encoding, body, beside)
        if len(given.columns) <= MANY:
            report = await submit(session, guard, given, dry_run=dry_run)
            return JSONResponse(report.model_dump(mode="json"), 200 if report.submission is None else 201)
    id_ = await hold_body(session, guard, media_type, encoding, body, beside.plain() | {"dry_run": dry_run})
    request.state.dry_run = False  # what is tried later must be kept until then
    request.app.state.large_bodies.wake()
    waiting = WaitingShown(submission=id_, state="waiting", progress=0, report=None, refusal=None)
    headers = {"Location": f"{router.prefix}/{id_}/progress", "Retry-After": "1"}
    return JSONResponse(waiting.model_dump(mode="json"), 202, headers)


@router.get(
    "/{submission}/progress",
    operation_id="metrics_submission_progress",
    summary="大批报送进度 · How far a large body has come",
)
async def progress(submission: SubmissionId, session: Session, guard: TheGuard) -> WaitingShown:
    """For who sent it: `waiting` until it was read, then `stored` with the report, or `refused` with what to do.

    供报送人查询：读取前为 waiting，之后为 stored（附报告）或 refused（附原因和处理办法）。
    """
    await guard.allowing()
    found = await progress_of(session, submission)
    if found is None or found.sender != guard.caller.id:
        raise NotFound()
    return shown_waiting(found)


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
async def shown(
    submission: SubmissionId, session: Session, guard: TheGuard, cursor: Cursor = None, limit: Limit = 200
) -> SubmissionShown:
    """With its parts, one an organisation, a page at a time, and what rules found in them; the sender sees all of them,
    others those within reach. What was found stays as it was found: a later correction is another submission.

    含各机构的部分（分页）及校验发现的问题；报送人可查看全部，其他人仅可查看权限范围内的部分。
    发现的问题按当时情况保留，此后的更正属于另一次报送。
    """
    (after,) = decode_cursor(cursor, 1) or [""]
    reach, caller = await guard.reach(), guard.caller.id
    head = await submission_head(session, submission)
    seen = (await part_states_seen(session, caller, reach, [submission])).get(submission)
    if head is None or seen is None:
        raise NotFound()
    found = await parts_seen(session, caller, reach, submission, after=after, limit=limit + 1)
    parts = found[:limit]
    more = encode_cursor(parts[-1].organisation_code) if len(found) > limit else None
    acts = await acts_on(session, [(part.submission, part.organisation) for part in parts])
    shown = [shown_part(part, acts.get((part.submission, part.organisation), ())) for part in parts]
    findings = [shown_finding(row) for row in await findings_seen(session, caller, reach, submission)]
    return SubmissionShown(**summary_fields(head, seen), parts=shown, next=more, findings=findings)


@router.post(
    "/{submission}/reviews",
    operation_id="metrics_review_submission",
    summary="审核或退回 · Approve or return",
    status_code=201,
)
async def reviewed(submission: SubmissionId, body: ReviewGiven, session: Session, guard: TheGuard) -> ReviewReport:
    """Approves or returns the parts of organisations below yours, never what you sent yourself, never for two levels.
    Where the collection names levels, each approves after the one below; when all have, the readings can be assessed. A
    return needs a reason: what nobody approved goes back to who sent it and stands no longer, what levels below yours
    approved is open again there.

    审核或退回下级机构的部分，不得审核本人的报送，同一人不得在两个层级审核。填报任务指定层级的，自下而上逐级审核，全部通过后方可用于评估。
    退回须说明原因：无人审核过的退给报送人，读数不再有效；下级已审核的，退回下级重新审核。
    """
    return await review(session, guard, submission, body)
