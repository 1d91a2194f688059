"""Assembly of the audit process."""

from pathlib import Path

from fastapi import FastAPI

from services.access.service import stand_up
from services.kernel.app import create_app, feed_router
from services.kernel.process import Process
from services.audit.models import METADATA
from services.audit.settings import Settings

PREFIX = "/api/v1/audit"


def create(settings: Settings) -> FastAPI:
    service = stand_up("audit", settings, settings.plans_url)
    followers = [follower for follower in (service.policy, service.organisations) if follower]
    return create_app(
        "audit",
        service.ground,
        [feed_router("audit", PREFIX, "审计结果的变更流 · Changes of results")],
        body_limit=settings.body_limit,
        followers=followers,
        on_close=[service.client.close],
    )


PROCESS = Process("audit", Settings, METADATA, Path(__file__).parent, create)
