"""The hop to the services: aiohttp's client, streaming both ways, with its own time-outs.

Chosen by measurement (docs/decisions): httpx keeps a twentieth of the direct speed here, aiohttp the most of the
well-kept clients. The gateway judges nothing about the request; the services verify the token themselves.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

import aiohttp
from multidict import CIMultiDict
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from yarl import URL

from services.kernel.errors import BodyTooLarge, Unavailable
from services.kernel.problems import problem_response

HOP_BY_HOP = frozenset(
    {
        "connection",
        "host",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)
FORGEABLE = frozenset(
    {"forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "x-request-id"}
)
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
CHUNK = 64 * 1024
IDLE_SECONDS = 60  # shorter than the services keep a connection, so that none closes under a request
TIMEOUT = aiohttp.ClientTimeout(total=120, sock_connect=3, sock_read=60)


class Proxy:
    """Passes `/api/v1/{service}/…` on to where the service listens."""

    def __init__(self, targets: Mapping[str, str], body_limit: int) -> None:
        self._targets, self._body_limit = dict(targets), body_limit
        self._client: aiohttp.ClientSession | None = None

    def _session(self) -> aiohttp.ClientSession:
        if self._client is None:
            connector = aiohttp.TCPConnector(limit=200, keepalive_timeout=IDLE_SECONDS, ttl_dns_cache=60)
            self._client = aiohttp.ClientSession(
                connector=connector, timeout=TIMEOUT, auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._client

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

    def routes(self) -> list[Route]:
        return [Route(f"/api/v1/{name}/{{rest:path}}", self._hop(name), methods=METHODS) for name in self._targets]

    def _hop(self, name: str) -> Callable[[Request], Awaitable[Response]]:
        async def hop(request: Request) -> Response:
            return await self.pass_on(request, name)

        return hop

    async def pass_on(self, request: Request, name: str) -> Response:
        if int(request.headers.get("content-length") or 0) > self._body_limit:
            return problem_response(request.scope, BodyTooLarge())
        try:
            answer = await self._ask(request, self._targets[name])
        except (aiohttp.ClientError, TimeoutError) as error:
            refusal = Unavailable(f"{name} does not answer ({type(error).__name__})")
            return problem_response(request.scope, refusal)
        headers = {name: value for name, value in answer.headers.items() if name.lower() not in HOP_BY_HOP}
        headers.pop("X-Request-ID", None)
        if request.method == "HEAD" or answer.headers.get("Content-Length") == "0" or answer.status in (204, 304):
            answer.release()
            return Response(status_code=answer.status, headers=headers)
        return StreamingResponse(_passing_on(answer), status_code=answer.status, headers=headers)

    async def _ask(self, request: Request, base: str) -> aiohttp.ClientResponse:
        raw_path = request.scope["raw_path"].decode("latin-1").split("?")[0]
        query = request.scope["query_string"].decode("latin-1")
        url = URL(base + raw_path + ("?" + query if query else ""), encoded=True)
        has_body = "content-length" in request.headers or "transfer-encoding" in request.headers
        return await self._session().request(
            request.method,
            url,
            headers=_headers(request),
            data=request.stream() if has_body else None,
            allow_redirects=False,
        )


def _headers(request: Request) -> CIMultiDict[str]:
    named = request.headers.get("connection", "").lower().replace(" ", "").split(",")
    dropped = HOP_BY_HOP | FORGEABLE | set(named)
    passed = CIMultiDict((name, value) for name, value in request.headers.items() if name not in dropped)
    passed["X-Request-ID"] = request.state.request_id
    return passed


async def _passing_on(answer: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    try:
        async for chunk in answer.content.iter_chunked(CHUNK):
            yield chunk
    except (ClientDisconnect, asyncio.CancelledError):
        answer.close()
        raise
    finally:
        answer.release()
