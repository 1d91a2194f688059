"""Assembly of the plans process."""

from pathlib import Path

from fastapi import APIRouter, FastAPI

from services.access.service import stand_up
from services.kernel.app import create_app, feed_router
from services.kernel.process import Process
from services.plans.endpoints import (
    assignments,
    date_confirmation,
    duties,
    name_resolution,
    organisations,
    plan_endings,
    plan_packages,
    plan_revisions,
    plans,
    responsibilities,
    targets,
)
from services.plans.models import METADATA
from services.plans.settings import Settings

PREFIX = "/api/v1/plans"


def routers() -> list[APIRouter]:
    return [
        organisations.router,
        name_resolution.router,
        plans.router,
        plan_endings.router,
        plan_revisions.router,
        plan_packages.router,
        date_confirmation.router,
        targets.router,
        responsibilities.router,
        assignments.router,
        duties.router,
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
        background=[service.tokens.prefetch],
        on_close=[service.client.close],
    )


PROCESS = Process("plans", Settings, METADATA, Path(__file__).parent, create)
