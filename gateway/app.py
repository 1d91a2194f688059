"""Assembly of the gateway: identity, the hop to the services, one document, one place to ask whether all is well."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx2
import structlog
from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from sqlalchemy.exc import DBAPIError
from starlette.staticfiles import StaticFiles

from gateway import repository
from gateway.domain.attempts import Attempts
from gateway.domain.secrets import SecretHasher
from gateway.endpoints import documentation, registrations, tokens
from gateway.endpoints.page import PAGES
from gateway.models import METADATA
from gateway.proxy import Proxy
from gateway.settings import Settings
from gateway.signing import Signer
from gateway.use_cases.signing_in import DOCS_REDIRECT, Identity
from services.access.copies import ORGANISATION_TOPIC, apply_organisations
from services.access.gatekeeper import PolicyGatekeeper
from services.access.policy import ROOT_ORGANISATION, Role
from services.kernel.app import create_app, feed_router, problem_codes
from services.kernel.client import NeighbourClient
from services.kernel.database import Database
from services.kernel.errors import NotFound
from services.kernel.feed import Feed
from services.kernel.follower import Follower
from services.kernel.process import Process
from services.kernel.routes import Ground
from services.kernel.tokens import TokenVerifier

VERSION = "0.1.0"
SELF = "service-gateway"
log = structlog.get_logger("dudao.gateway")


def create(settings: Settings) -> FastAPI:
    targets = {"plans": settings.plans_url, "metrics": settings.metrics_url, "audit": settings.audit_url}
    database = Database(settings.database_url.get_secret_value(), "gateway", settings.pool_size)
    feed = Feed(database)
    signer = Signer(settings.signing_key.get_secret_value(), settings.token_seconds)
    hasher = SecretHasher(settings.secret_key.get_secret_value())
    client = NeighbourClient(_own_token(signer))
    plans_feed = f"{settings.plans_url}/api/v1/plans/changes"
    organisations = Follower("organisations", plans_feed, [ORGANISATION_TOPIC], database, client, apply_organisations)
    documents, proxy = documentation.Documents(targets, VERSION), Proxy(targets, settings.body_limit)
    app = create_app(
        "gateway",
        Ground(database, feed, PolicyGatekeeper(TokenVerifier(_own_keys(signer)), None)),
        [
            tokens.router,
            registrations.router,
            feed_router("identity", "/api/v1/identity", "权限的变更流 · Changes of the policy"),
            documentation.router,
            _overview(targets),
        ],
        body_limit=settings.body_limit,
        openapi_url=None,
        followers=[organisations],
        background=[_service_clients(database, hasher, settings)],
        on_close=[client.close, documents.close, proxy.close],
    )
    redirects = [settings.public_url + DOCS_REDIRECT]
    app.state.identity = Identity(hasher, signer, feed, Attempts(), redirects)
    app.state.documents = documents
    app.state.own_codes = _own_codes
    app.mount("/docs/swagger", documentation.swagger_assets())
    app.mount("/docs/assets", StaticFiles(directory=PAGES / "assets"))
    app.router.routes[:0] = proxy.routes()  # first: the hop need not be compared with every route of identity
    return app


async def _own_codes() -> list[dict[str, Any]]:
    return problem_codes()


def _own_token(signer: Signer) -> Callable[[], Awaitable[str]]:
    async def bearer() -> str:
        return signer.token(SELF, 0)

    return bearer


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


def _overview(targets: dict[str, str]) -> APIRouter:
    """`/health/all` and `/ready/all`: every process at one look."""
    router = APIRouter(include_in_schema=False)

    async def ask(base: str, path: str) -> dict[str, Any]:
        try:
            async with httpx2.AsyncClient(timeout=4, trust_env=False) as http:
                body: dict[str, Any] = (await http.get(base + path)).json()
                return body
        except (httpx2.HTTPError, ValueError):
            return {"status": "no answer"}

    @router.get("/{question}/all")
    async def everybody(question: str, request: Request) -> JSONResponse:
        wanted = {"health": "alive", "ready": "ready"}.get(question)
        if wanted is None:
            raise NotFound()
        own = str(request.base_url).rstrip("/")
        found = await asyncio.gather(*(ask(base, f"/{question}") for base in (*targets.values(), own)))
        body = dict(zip((*targets, "gateway"), found, strict=True))
        well = all(answer.get("status") == wanted for answer in found)
        return JSONResponse({"status": wanted if well else "not " + wanted, "processes": body}, 200 if well else 503)

    return router


PROCESS = Process("gateway", Settings, METADATA, Path(__file__).parent, create)
