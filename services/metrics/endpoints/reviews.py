"""Reviews of many parts in one act."""

from fastapi import APIRouter, Response

from services.access.caller import TheGuard
from services.kernel.routes import DryRun, OneTransaction, Session
from services.metrics.schemas.reviews import BulkGiven, BulkReport
from services.metrics.use_cases.review_many import review_many

router = APIRouter(prefix="/api/v1/metrics/reviews", route_class=OneTransaction, tags=["metrics.reviews"])


@router.post(
    "",
    operation_id="metrics_review_parts",
    summary="批量审核 · Review in bulk",
    status_code=201,
    responses={200: {"model": BulkReport, "description": "nothing was reviewed, or a dry run · 未审核或试运行"}},
)
async def post(body: BulkGiven, session: Session, guard: TheGuard, dry_run: DryRun, response: Response) -> BulkReport:
    """Approves or returns every part below yours that the filter names and that you can decide on, in one act; what
    cannot be decided on is left out, counted by why. `only_passing` leaves out what validation rules speak against.
    The answer names the first hundred parts.

    按条件一次审核或退回下级机构的多个部分；不能审核的部分跳过，并按原因计数。
    only_passing 跳过校验未通过的部分。应答仅列出前一百个部分。
    """
    report = await review_many(session, guard, body, dry_run=dry_run)
    response.status_code = 200 if dry_run or not report.reviewed else 201
    return report
