"""Samples of schools: drawn by a seed, kept, shown, and what they say of everybody."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.access.caller import TheGuard
from services.audit.currency import CopiesOf
from services.audit.domain.estimates import Asked
from services.audit.endpoints.filters import Id, OrganisationFilter
from services.audit.endpoints.pages import BEYOND_LAST, next_cursor, position
from services.audit.repository.samples import list_samples as find_samples
from services.audit.repository.samples import members_of, sample_of
from services.audit.schemas.estimates import EstimateShown, shown_estimate
from services.audit.schemas.samples import (
    Purpose,
    SampleGiven,
    SampleLine,
    SampleShown,
    shown_sample,
    shown_sample_line,
)
from services.audit.use_cases.draw_sample import draw_sample
from services.audit.use_cases.estimate_from_sample import AskedOfSample, estimate_from_sample
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Code, Day
from services.kernel.paging import Cursor, Limit, Page
from services.kernel.routes import DryRun, OneTransaction, Session
from services.yardsticks.periods import Period

router = APIRouter(prefix="/api/v1/audit/samples", route_class=OneTransaction, tags=["audit.samples"])


@router.post("", operation_id="audit_draw_sample", summary="分层抽样 · Draw a sample", status_code=201)
async def draw(body: SampleGiven, session: Session, guard: TheGuard, copies: CopiesOf, _: DryRun) -> SampleShown:
    """Kept with who drew, when, seed and frame, so that anybody can draw it again. 记录完整，可按种子复核。"""
    kept = await draw_sample(session, guard, copies, body.wanted())
    return shown_sample(kept, await members_of(session, kept.id))


@router.get("", operation_id="audit_list_samples", summary="抽样记录 · List samples")
async def list_samples(
    session: Session,
    guard: TheGuard,
    organisation: OrganisationFilter = None,
    purpose: Annotated[Purpose | None, Query()] = None,
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Page[SampleLine]:
    """Newest first; every draw is there, also one that was not used. 全部抽样记录，最新在前，弃用的也保留。"""
    before = position(cursor, BEYOND_LAST)
    reach = await guard.reach()
    found = await find_samples(
        session, reach, organisation=organisation, purpose=purpose, before=before, limit=limit + 1
    )
    items = [shown_sample_line(each) for each in found[:limit]]
    return Page[SampleLine](items=items, next=next_cursor([each.number for each in found], limit))


@router.get("/{sample}", operation_id="audit_get_sample", summary="查看抽样 · Show a sample")
async def get_sample(sample: Id, session: Session, guard: TheGuard) -> SampleShown:
    """Strata, who was left out and why, and who was drawn. 各层规模、被排除者及理由、抽中名单。"""
    kept = await sample_of(session, sample)
    if kept is None:
        raise guard.refusal()
    await guard.require(kept.organisation)
    return shown_sample(kept, await members_of(session, sample))


@router.get("/{sample}/estimates", operation_id="audit_estimate", summary="由样本估计总体 · Estimate from a sample")
async def estimate(
    sample: Id,
    session: Session,
    guard: TheGuard,
    asked: Annotated[Asked, Query(description="mean, total, ratio, share · 平均、总量、比率、占比")],
    item: Annotated[Code, Query(description="what was reported · 指标项代码", examples=["teaching_area"])],
    period: Annotated[Period, Query(examples=["2021-2022"])],
    as_of: Annotated[Day, Query(description="nothing is shown before it is due · 截至日期", examples=["2022-01-20"])],
    over: Annotated[Code | None, Query(description="of a ratio: to what · 比率的分母项")] = None,
    snapshot_version: Annotated[int | None, Query(ge=1, le=2**62, description="of readings · 读数版本")] = None,
) -> EstimateShown:
    """With an interval of 95 percent by stratum and finite population. 按分层设计估计，含有限总体校正的95%区间。"""
    if (asked is Asked.RATIO) != (over is not None):
        raise BodyInvalid(faults=[Fault("over_of_ratio", "?over", "an item where a ratio is asked, and only there")])
    wanted = AskedOfSample(asked, item, over, period, as_of, snapshot_version)
    return shown_estimate(await estimate_from_sample(session, guard, sample, wanted))
