"""Measures of plans above that a plan takes up."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response

from services.access.caller import TheGuard
from services.kernel.errors import NotFound
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.plans.endpoints.filters import CODE_LENGTH, PlanCode
from services.plans.endpoints.if_match import SeenVersions, tag_of
from services.plans.repository import adoptions as repository
from services.plans.repository.adoptions import Decision
from services.plans.schemas.adoptions import (
    AdoptionBody,
    AdoptionHistory,
    AdoptionPut,
    AdoptionShown,
    AdoptionVersionShown,
    AdoptionWithdrawalBody,
)
from services.plans.use_cases.adoptions import adopted, put_adoption, withdraw_adoption

router = APIRouter(prefix="/api/v1/plans/plans/{code}/adoptions", route_class=OneTransaction, tags=["plans.cascade"])
UpperPlan = Annotated[str, Path(max_length=CODE_LENGTH, description="code of the plan above · 上级方案代码")]
UpperMeasure = Annotated[str, Path(max_length=CODE_LENGTH, description="code of its measure · 上级措施代码")]


@router.put(
    "/{upper_plan}/{upper_measure}",
    operation_id="plans_put_adoption",
    summary="承接上级措施 · Take up a measure of a plan above",
    status_code=200,
    responses={201: {"model": AdoptionPut, "description": "not taken up before · 新建"}},
)
async def put(
    code: PlanCode,
    upper_plan: UpperPlan,
    upper_measure: UpperMeasure,
    body: AdoptionBody,
    session: Session,
    guard: TheGuard,
    versions: SeenVersions,
    _: DryRun,
    response: Response,
) -> AdoptionPut:
    """By which measures, duties or tasks of this plan; every decision is kept, the same again changes nothing.

    写明以本方案的哪些措施、职责或任务承接；历次决定均保留，重复提交同一内容不产生改动。
    """
    decisions, new = await put_adoption(session, guard, (code, upper_plan, upper_measure), body, versions)
    response.status_code = 201 if new and len(decisions) == 1 else 200
    response.headers["ETag"] = tag_of(decisions[-1].version)
    return AdoptionPut(**_history(decisions).model_dump(), unchanged=not new)


@router.post(
    "/{upper_plan}/{upper_measure}/withdrawal",
    operation_id="plans_withdraw_adoption",
    summary="撤回承接 · Take up a measure no longer",
    status_code=201,
)
async def withdraw(
    code: PlanCode,
    upper_plan: UpperPlan,
    upper_measure: UpperMeasure,
    body: AdoptionWithdrawalBody,
    session: Session,
    guard: TheGuard,
    versions: SeenVersions,
    _: DryRun,
    response: Response,
) -> AdoptionHistory:
    """From the day given on; for the days before, the measure stays taken up. 自所给日期起撤回，此前仍视为已承接。"""
    key = (code, upper_plan, upper_measure)
    decisions = await withdraw_adoption(session, guard, key, body.decided_on, body.reason, versions)
    response.headers["ETag"] = tag_of(decisions[-1].version)
    return _history(decisions)


@router.get(
    "",
    operation_id="plans_list_adoptions",
    summary="已承接的上级措施 · Measures above that are taken up",
    status_code=200,
)
async def list_adoptions(
    code: PlanCode,
    session: Session,
    upper_plan: Annotated[
        str | None, Query(max_length=CODE_LENGTH, description="only of this plan above · 上级方案代码")
    ] = None,
    limit: Limit = 200,
    cursor: Cursor = None,
) -> Page[AdoptionShown]:
    """The newest decision about each measure above, withdrawals included. 列出对各上级措施的最新决定，含撤回。"""
    parts = decode_cursor(cursor, 2) or ["", ""]
    found = await repository.list_newest(
        session, plan=code, upper_plan=upper_plan, after=(parts[0], parts[1]), limit=limit + 1
    )
    more = encode_cursor(*found[limit - 1].key[1:]) if len(found) > limit else None
    return Page[AdoptionShown](items=[_shown(each) for each in found[:limit]], next=more)


@router.get(
    "/{upper_plan}/{upper_measure}",
    operation_id="plans_get_adoption",
    summary="查看承接 · Show how a measure above is taken up",
    status_code=200,
)
async def show(
    code: PlanCode, upper_plan: UpperPlan, upper_measure: UpperMeasure, session: Session, response: Response
) -> AdoptionHistory:
    """The newest decision with all before it, oldest first. 最新决定及此前历次决定，由旧到新。"""
    decisions = await repository.decisions_about(session, (code, upper_plan, upper_measure))
    if not decisions:
        raise NotFound()
    response.headers["ETag"] = tag_of(decisions[-1].version)
    return _history(decisions)


def _history(decisions: Sequence[Decision]) -> AdoptionHistory:
    versions = [AdoptionVersionShown(**_said(each)) for each in decisions]
    return AdoptionHistory(**_shown(decisions[-1]).model_dump(), versions=versions)


def _shown(decision: Decision) -> AdoptionShown:
    plan, upper_plan, upper_measure = decision.key
    return AdoptionShown(**_said(decision), plan=plan, upper_plan=upper_plan, upper_measure=upper_measure)


def _said(decision: Decision) -> dict[str, Any]:
    body = adopted(decision)
    return {
        "version": decision.version,
        "withdrawn": body is None,
        **{name: getattr(body, name) if body else [] for name in ("measures", "duties", "tasks", "targets")},
        "decided_on": decision.decided_on,
        "decided_by": decision.decided_by,
        "reason": decision.reason,
    }
