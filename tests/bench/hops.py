"""The hops compared, each before the service at $BENCH_UPSTREAM: the gateway's own, and its promises kept by httpx2.

Served by `uvicorn --factory`; all that surrounds the client is the same.
"""

import os

import httpx2
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from gateway.proxy import METHODS, Caller, Proxy, answered_headers, asked_headers
from services.kernel.logs import RequestContext, configure_logs

BODY_LIMIT = 16 * 1024 * 1024


def with_aiohttp() -> Starlette:
    return _app(*Proxy({"bench": os.environ["BENCH_UPSTREAM"]}, BODY_LIMIT).routes())


def with_httpx2() -> Starlette:
    return _app(Route("/api/v1/bench/{rest:path}", Httpx2Hop(os.environ["BENCH_UPSTREAM"]), methods=METHODS))


def _app(*routes: BaseRoute) -> Starlette:
    configure_logs("bench")
    return Starlette(routes=routes, middleware=[Middleware(RequestContext)])


class Httpx2Hop:
    """`gateway.proxy.Hop` with the other client, for the measurement only: no refusals."""

    def __init__(self, base: str) -> None:
        limits = httpx2.Limits(max_connections=200, max_keepalive_connections=200, keepalive_expiry=60)
        timeout = httpx2.Timeout(60, connect=3)
        self._base, self._client = base, httpx2.AsyncClient(limits=limits, timeout=timeout, trust_env=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        caller = Caller(scope, receive, BODY_LIMIT)
        url = self._base + scope["raw_path"].decode()
        headers = list(asked_headers(scope).items())
        body = await caller.body()
        async with self._client.stream(scope["method"], url, headers=headers, content=body) as answer:
            started = {"type": "http.response.start", "status": answer.status_code}
            await send({**started, "headers": answered_headers(answer.headers.raw)})
            async for part in answer.aiter_raw():
                await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
        caller.watch_no_longer()
