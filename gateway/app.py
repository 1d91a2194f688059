"""Assembly of the gateway: identity, the hop to the services, one document, one place to ask whether all is well."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

import structlog
from fastapi import FastAPI
from sqlalchemy.exc import DBAPIError
from starlette.staticfiles import StaticFiles

from gateway import repository
from gateway.domain.attempts import Attempts
from gateway.domain.secrets import SecretHasher
from gateway.endpoints import documentation, overview, registrations, tokens
from gateway.endpoints.page import PAGES
from gateway.proxy import Proxy
from gateway.settings import Settings
from gateway.signing import Signer
from gateway.use_cases.signing_in import DOCS_REDIRECT, Identity
from services.access.copies import ORGANISATION_TOPIC, apply_organisations
from services.access.gatekeeper import PolicyGatekeeper
from services.access.policy import ROOT_ORGANISATION, Role
from services.kernel.app import create_app, feed_router, readiness
from services.kernel.client import NeighbourClient
from services.kernel.database import Database
from services.kernel.feed import Feed
from services.kernel.follower import Follower
from services.kernel.routes import Ground
from services.kernel.tokens import TokenVerifier

VERSION = "0.6.0"
SELF = "service-gateway"
log = structlog.get_logger("dudao.gateway")


def create(settings: Settings) -> FastAPI:
    targets = {"plans": settings.plans_url, "metrics": settings.metrics_url, "audit": settings.audit_url}
    database = Database(settings.database_url.get_secret_value(), "gateway", settings.pool_size)
    feed = Feed(database)
    signer = Signer(settings.signing_key.get_secret_value(), settings.token_seconds)
    hasher = SecretHasher(settings.secret_key.get_secret_value())
    client = NeighbourClient(_OwnToken(signer))
    plans_feed = f"{settings.plans_url}/api/v1/plans/changes"
    organisations = Follower("organisations", plans_feed, [ORGANISATION_TOPIC], database, client, apply_organisations)
    documents, proxy = documentation.Documents(targets, VERSION), Proxy(targets, settings.passed_limit)
    ground = Ground(database, feed, PolicyGatekeeper(TokenVerifier(_own_keys(signer)), None))
    everybody = overview.Overview(targets, partial(readiness, "gateway", ground, [organisations]))
    app = create_app(
        "gateway",
        ground,
        [
            tokens.router,
            registrations.router,
            feed_router("identity", "/api/v1/identity", "权限的变更流 · Changes of the policy"),
            documentation.router,
            overview.router,
        ],
        body_limit=settings.body_limit,
        documented=False,
        followers=[organisations],
        background=[_service_clients(database, hasher, settings)],
        on_close=[client.close, documents.close, everybody.close, proxy.close],
    )
    redirects = [settings.public_url + DOCS_REDIRECT]
    app.state.identity = Identity(hasher, signer, feed, Attempts(), redirects)
    app.state.documents, app.state.overview = documents, everybody
    app.mount("/docs/swagger", documentation.swagger_assets())
    app.mount("/docs/assets", StaticFiles(directory=PAGES / "assets"))
    app.router.routes[:0] = proxy.routes()  # first: the hop need not be compared with every route of identity
    return app


class _OwnToken:
    """The gateway signs its own token, anew for every call."""

    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    async def __call__(self) -> str:
        return self._signer.token(SELF, 0)

    def drop(self) -> None:
        """Nothing is kept."""


def _own_keys(signer: Signer) -> Callable[[], Awaitable[dict[str, Any]]]:
    async def keys() -> dict[str, Any]:
        return signer.public_keys()

    return keys


def _service_clients(database: Database, hasher: SecretHasher, settings: Settings) -> Callable[[], Awaitable[None]]:
    """Registers the processes themselves as machines, once the database answers."""

    async def register() -> None:
        secrets = {f"service-{name}": secret for name, secret in settings.service_secrets.items()}
        while True:
            with contextlib.suppress(OSError, DBAPIError):
                await _register_missing(database, hasher, {name: s.get_secret_value() for name, s in secrets.items()})
                return
            log.warning("registering the processes waits for the database")
            await asyncio.sleep(1)

    return register


async def _register_missing(database: Database, hasher: SecretHasher, secrets: dict[str, str]) -> None:
    grant = {"role": Role.SERVICE.value, "organisation": ROOT_ORGANISATION}
    async with database.transaction() as session:
        for principal in (*secrets, SELF):
            if not await repository.is_active(session, principal):
                await repository.register(session, principal, "service", principal, [grant])
        for principal, secret in secrets.items():
            await repository.put_secret(session, principal, hasher.hash(secret))
        await session.commit()
