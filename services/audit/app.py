"""Assembly of the audit process."""

from pathlib import Path

from fastapi import FastAPI

from services.access.service import stand_up
from services.audit.currency import Copies, Watched
from services.audit.endpoints import ROUTERS
from services.audit.models import METADATA
from services.audit.repository.copies import PLAN_TOPICS, READING_TOPICS, apply_plans, apply_readings
from services.audit.rulebook import load_rulebook
from services.audit.settings import Settings
from services.kernel.app import create_app, feed_router
from services.kernel.follower import Follower
from services.kernel.process import Process

PREFIX = "/api/v1/audit"


def create(settings: Settings) -> FastAPI:
    service = stand_up("audit", settings, settings.plans_url)
    database, client = service.ground.database, service.client
    plans_feed, metrics_feed = (
        f"{settings.plans_url}/api/v1/plans/changes",
        f"{settings.metrics_url}/api/v1/metrics/changes",
    )
    plans = Follower("plans", plans_feed, PLAN_TOPICS, database, client, apply_plans)
    readings = Follower("readings", metrics_feed, READING_TOPICS, database, client, apply_readings)
    organisations = [service.organisations] if service.organisations else []
    app = create_app(
        "audit",
        service.ground,
        [feed_router("audit", PREFIX, "审计结果的变更流 · Changes of results"), *ROUTERS],
        body_limit=settings.body_limit,
        followers=[service.policy, *organisations, plans, readings],
        on_close=[service.client.close],
    )
    followed = [Watched(follower, plans_feed) for follower in (plans, *organisations)]
    app.state.rulebook = load_rulebook()
    app.state.copies = Copies(client, Watched(readings, metrics_feed), followed)
    return app


PROCESS = Process("audit", Settings, METADATA, Path(__file__).parent, create)
