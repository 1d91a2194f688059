"""Assembly of the audit process."""

from fastapi import FastAPI

from services.access.service import Service, stand_up
from services.audit.currency import Copies, Watched
from services.audit.endpoints import (
    accountability,
    appraisals,
    assessments,
    bindings,
    cases,
    evaluations,
    evidence,
    findings,
    inspections,
    judgements,
    ledger,
    orders,
    plan_assessments,
    procedures,
    runs,
    samples,
    shortages,
    signals,
    standard_drafts,
    standards,
    unit_assessments,
    uses,
    value_added,
)
from services.audit.repository.copies import PLAN_TOPICS, READING_TOPICS, apply_places, apply_plans, apply_readings
from services.audit.rulebook import load_rulebook
from services.audit.settings import Settings
from services.audit.use_cases.let_time_pass import Timekeeper
from services.audit.use_cases.scoring_runs import RunWorker
from services.kernel.app import create_app, feed_router
from services.kernel.follower import Follower

ROUTERS = (
    standards.router,
    standard_drafts.router,
    assessments.router,
    runs.router,
    plan_assessments.router,
    shortages.router,
    uses.router,
    judgements.router,
    findings.router,
    bindings.router,
    orders.router,
    cases.router,
    signals.router,
    appraisals.router,
    inspections.router,
    evidence.router,
    ledger.router,
    accountability.router,
    procedures.router,
    samples.router,
    value_added.router,
    evaluations.router,
    unit_assessments.router,
    feed_router("audit", "/api/v1/audit", "评估结果的变更流 · Changes of assessments"),
)


def create(settings: Settings) -> FastAPI:
    service = stand_up("audit", settings, settings.plans_url, apply_places)
    plans, readings = _followers(service, settings)
    rulebook = load_rulebook()
    worker = RunWorker(service.ground.database, service.ground.feed, rulebook)
    timekeeper = Timekeeper(service.ground.database, service.ground.feed)
    watched = [plans]
    if service.organisations is not None:
        watched.append(Watched(service.organisations, plans.feed))
    app = create_app(
        "audit",
        service.ground,
        ROUTERS,
        body_limit=settings.body_limit,
        followers=[service.policy, readings.follower, *(each.follower for each in watched)],
        background=[service.tokens.prefetch, worker.run, timekeeper.run],
        on_close=[service.client.close],
    )
    app.state.rulebook, app.state.runs = rulebook, worker
    app.state.copies = Copies(service.client, readings, watched)
    return app


def _followers(service: Service, settings: Settings) -> tuple[Watched, Watched]:
    """Published plans, and readings with all that explains them."""
    database, client = service.ground.database, service.client
    plans = f"{settings.plans_url}/api/v1/plans/changes"
    metrics = f"{settings.metrics_url}/api/v1/metrics/changes"
    return (
        Watched(Follower("plans", plans, PLAN_TOPICS, database, client, apply_plans), plans),
        Watched(Follower("readings", metrics, READING_TOPICS, database, client, apply_readings, packed=True), metrics),
    )
