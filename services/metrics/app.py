"""Assembly of the metrics process."""

from fastapi import FastAPI

from services.access.service import stand_up
from services.kernel.app import create_app, feed_router
from services.metrics.domain.packing import unpacked
from services.metrics.endpoints import (
    burden,
    code_mappings,
    collections,
    completeness,
    corrections,
    derived,
    derived_values,
    differences,
    indicators,
    locks,
    obligations,
    official,
    publications,
    readings,
    reviews,
    rules,
    submissions,
    tables,
)
from services.metrics.settings import Settings
from services.metrics.use_cases.large_bodies import LargeBodyWorker

# Looked through one after another, so those that are asked a thousand times as often come first.
ROUTERS = (
    submissions.router,
    readings.router,
    tables.router,
    feed_router("metrics", "/api/v1/metrics", "读数与审核的变更流 · Changes of readings and reviews"),
    indicators.router,
    derived.router,
    rules.router,
    collections.router,
    obligations.router,
    completeness.router,
    burden.router,
    code_mappings.router,
    reviews.router,
    locks.router,
    publications.router,
    derived_values.router,
    corrections.router,
    official.router,
    differences.router,
)

UNPACK = {"readings": unpacked}


def create(settings: Settings) -> FastAPI:
    service = stand_up("metrics", settings, settings.plans_url, unpack=UNPACK)
    worker = LargeBodyWorker(service.ground.database, service.ground.feed)
    followers = [follower for follower in (service.policy, service.organisations) if follower]
    app = create_app(
        "metrics",
        service.ground,
        ROUTERS,
        body_limit=settings.body_limit,
        followers=followers,
        background=[service.tokens.prefetch, worker.run],
        on_close=[service.client.close],
    )
    app.state.large_bodies = worker
    return app
