"""Plans taken from one system to another."""

from fastapi import APIRouter, Response

from services.access.caller import TheGuard
from services.kernel.routes import DryRun, OneTransaction, Session
from services.plans.endpoints.filters import PlanCode
from services.plans.endpoints.if_match import tag_of
from services.plans.schemas.plan_packages import PackageShown, PackageTaken, PlanPackage
from services.plans.use_cases.package_export import export_plan
from services.plans.use_cases.package_import import import_package

router = APIRouter(prefix="/api/v1/plans", route_class=OneTransaction, tags=["plans.plans"])


@router.get(
    "/plans/{code}/export",
    operation_id="plans_export_plan",
    summary="导出方案包 · Export a plan with its history",
    status_code=200,
)
async def export(code: PlanCode, session: Session) -> PackageShown:
    """All revisions as they were published, the end of the plan, and whom it names. 全部修订版原文、终止记录和机构。"""
    return await export_plan(session, code)


@router.post(
    "/packages",
    operation_id="plans_import_package",
    summary="导入方案包 · Take in a plan from another system",
    status_code=200,
    responses={201: {"model": PackageTaken, "description": "the plan is new · 新建"}},
)
async def take_in(
    body: PlanPackage,
    session: Session,
    guard: TheGuard,
    _: DryRun,
    response: Response,
) -> PackageTaken:
    """The same revisions as there, byte for byte; the same package again changes nothing, a different one is refused.

    修订版与原系统逐字一致；重复导入不产生改动，同代码而内容不同则拒绝。所涉机构须先存在。
    """
    done = await import_package(session, guard, body)
    response.status_code = 200 if done.unchanged else 201
    response.headers["ETag"] = tag_of(done.version)
    return done
