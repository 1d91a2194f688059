"""Locks of periods."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from services.access.caller import TheGuard
from services.kernel.fields import Code
from services.kernel.paging import Cursor, Limit, Page, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.metrics.endpoints.filters import OrganisationFilter, PeriodFilter, before_of
from services.metrics.repository.locks import list_acts
from services.metrics.schemas.locks import LockGiven, LockShown, never_locked, shown_lock
from services.metrics.use_cases.lock_period import Wanted, lock_period
from services.yardsticks.periods import Period

router = APIRouter(prefix="/api/v1/metrics/locks", route_class=OneTransaction, tags=["metrics.locks"])


@router.put(
    "/{organisation}/{period}",
    operation_id="metrics_put_lock",
    summary="锁定或解锁期间 · Lock or unlock a period",
    status_code=201,
    responses={200: {"model": LockShown, "description": "it was so before, or a dry run · 原已如此或试运行"}},
)
async def put(
    organisation: Annotated[Code, Path(description="it and all below it · 该机构及其下级", examples=["640221"])],
    period: Annotated[Period, Path(description="of the readings · 读数的期间", examples=["2021-2022"])],
    body: LockGiven,
    session: Session,
    guard: TheGuard,
    dry_run: DryRun,
    response: Response,
) -> LockShown:
    """While it is locked nothing of the period is sent, corrected or reviewed at or below the organisation. Who locked
    it unlocks it (whoever reviews for the same organisation), or somebody above. Every act is kept with its reason.

    锁定后，该机构及其下级在该期间不能报送、更正或审核。由锁定机构或其上级的审核人解锁。每次锁定和解锁均连同原因留存。
    """
    act, new = await lock_period(session, guard, Wanted(organisation, period, body.locked, body.reason))
    response.status_code = 201 if new and not dry_run else 200
    return never_locked(organisation, period) if act is None else shown_lock(act)


@router.get("", operation_id="metrics_list_locks", summary="期间锁定清单 · List locks")
async def listed(
    session: Session,
    organisation: OrganisationFilter = None,
    period: PeriodFilter = None,
    in_force: Annotated[bool, Query(description="only locks that hold · 仅当前有效的锁定")] = False,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[LockShown]:
    """Every act of locking and unlocking, newest first. 全部锁定与解锁记录，最新的在前。"""
    before = before_of(cursor)
    found = await list_acts(
        session, organisation=organisation, period=period, in_force=in_force, before=before, limit=limit + 1
    )
    page = found[:limit]
    more = encode_cursor(str(page[-1].number)) if len(found) > limit else None
    return Page(items=[shown_lock(row) for row in page], next=more)
