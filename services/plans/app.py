"""Assembly of the plans process."""

from fastapi import APIRouter, FastAPI

from services.access.service import stand_up
from services.kernel.app import create_app, feed_router
from services.plans.endpoints import (
    adoptions,
    assignments,
    coverage,
    date_confirmation,
    duties,
    imports,
    name_resolution,
    organisation_events,
    organisations,
    plan_calendar,
    plan_endings,
    plan_packages,
    plan_revisions,
    plans,
    responsibilities,
    statements,
    targets,
    task_reports,
    task_tree,
    tasks,
    unit_views,
    wording,
)
from services.plans.settings import Settings
from services.plans.use_cases.import_worker import ImportWorker

PREFIX = "/api/v1/plans"


def routers() -> list[APIRouter]:
    return [
        organisations.router,
        organisation_events.router,
        unit_views.router,
        name_resolution.router,
        plans.router,
        wording.router,
        imports.router,
        plan_endings.router,
        plan_revisions.router,
        plan_packages.router,
        date_confirmation.router,
        targets.router,
        plan_calendar.router,
        responsibilities.router,
        assignments.router,
        duties.router,
        tasks.router,
        task_reports.router,
        task_tree.router,
        adoptions.router,
        coverage.router,
        statements.router,
        feed_router("plans", PREFIX, "机构与已发布方案的变更流 · Changes of organisations and published plans"),
    ]


def create(settings: Settings) -> FastAPI:
    service = stand_up("plans", settings, None)
    followers = [follower for follower in (service.policy, service.organisations) if follower]
    return create_app(
        "plans",
        service.ground,
        routers(),
        body_limit=settings.body_limit,
        followers=followers,
        background=[service.tokens.prefetch, ImportWorker(service.ground.database).run],
        on_close=[service.client.close],
    )
