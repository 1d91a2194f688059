"""The hop to the services: aiohttp's client, streaming both ways, with its own time-outs.

Chosen and shaped by measurement (docs/decisions/0003-proxy-client.md). The hop is bare ASGI: Starlette's
StreamingResponse starts a task group for each answer, which alone costs a fifth of the hop. A body of at most `WHOLE`
bytes passes in one piece, a larger one as it comes. The gateway judges nothing about the request; the services verify
the token themselves.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from typing import cast

import aiohttp
from multidict import CIMultiDict
from starlette.requests import ClientDisconnect
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from yarl import URL

from services.kernel.errors import BodyTooLarge, Refusal, Unavailable

HOP_BY_HOP = frozenset(
    {
        b"connection",
        b"expect",  # our own server has answered it with 100
        b"host",
        b"keep-alive",
        b"proxy-authenticate",
        b"proxy-authorization",
        b"te",
        b"trailer",
        b"transfer-encoding",
        b"upgrade",
    }
)
FORGEABLE = frozenset(
    {b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip", b"x-request-id"}
)
NOT_ASKED = HOP_BY_HOP | FORGEABLE
NOT_ANSWERED = HOP_BY_HOP | {b"date", b"server", b"x-request-id"}  # our own server writes these
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
WHOLE = 1024 * 1024
PATIENCE_SECONDS = 1.0  # an answer that takes longer is worth a task that watches whether the caller is still there
IDLE_SECONDS = 60  # shorter than the services keep a connection, so that none closes under a request
TIMEOUT = aiohttp.ClientTimeout(total=None, connect=10, sock_connect=3, sock_read=60)
ADDED_BY_THE_CLIENT = ("Accept", "Accept-Encoding", "Content-Type", "User-Agent")


class Proxy:
    """Passes `/api/v1/{service}/…` on to where the service listens."""

    def __init__(self, targets: Mapping[str, str], body_limit: int) -> None:
        self._targets, self._body_limit = dict(targets), body_limit
        self._client: aiohttp.ClientSession | None = None

    def session(self) -> aiohttp.ClientSession:
        if self._client is None:
            connector = aiohttp.TCPConnector(
                limit=300, limit_per_host=100, keepalive_timeout=IDLE_SECONDS, ttl_dns_cache=60
            )
            self._client = aiohttp.ClientSession(
                connector=connector,
                timeout=TIMEOUT,
                auto_decompress=False,
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=ADDED_BY_THE_CLIENT,  # an answer in gzip for a caller who never offered it
            )
        return self._client

    async def close(self) -> None:
        if self._client is not None:
            await self._client.close()

    def routes(self) -> list[Route]:
        return [
            Route(f"/api/v1/{name}/{{rest:path}}", Hop(self, name, base, self._body_limit), methods=METHODS)
            for name, base in self._targets.items()
        ]


class Hop:
    """All routes of one service, as an ASGI application."""

    def __init__(self, proxy: Proxy, name: str, base: str, body_limit: int) -> None:
        self._proxy, self._name, self._base, self._body_limit = proxy, name, base, body_limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        caller = Caller(scope, receive, self._body_limit)
        try:
            answer, whole = await self._begin(scope, caller)
            try:
                await _pass_back(answer, whole, send)
            finally:
                answer.release()  # which closes the connection if the service was still answering
        except ClientDisconnect:
            return  # nobody is left to be answered
        except asyncio.CancelledError:
            if not caller.gone:
                raise
            caller.task.uncancel()
        finally:
            caller.watch_no_longer()

    async def _begin(self, scope: Scope, caller: "Caller") -> tuple[aiohttp.ClientResponse, bytes | None]:
        """The service's answer, and its body if that comes in one piece. Raises what the caller is told instead."""
        try:
            answer = await self._ask(scope, await caller.body())
            return answer, await _whole(answer)  # an answer that cannot be read closes itself
        except (aiohttp.ClientError, TimeoutError) as error:
            raise caller.fault or Unavailable(f"{self._name} does not answer ({type(error).__name__})") from error

    async def _ask(self, scope: Scope, body: bytes | AsyncIterator[bytes] | None) -> aiohttp.ClientResponse:
        target: str = scope["raw_path"].decode("latin-1").split("?")[0]
        query: str = scope["query_string"].decode("latin-1")
        url = URL(self._base + target + ("?" + query if query else ""), encoded=True)
        return await self._proxy.session().request(
            scope["method"], url, headers=asked_headers(scope), data=body, allow_redirects=False
        )


class Caller:
    """The one who asked: what he sends, and whether he is still there."""

    def __init__(self, scope: Scope, receive: Receive, body_limit: int) -> None:
        headers = dict(scope["headers"])
        length = headers.get(b"content-length")
        self._length = None if length is None else int(length)
        self._sends = length is not None or b"transfer-encoding" in headers
        self._receive, self._limit = receive, body_limit
        self._timer: asyncio.TimerHandle | None = None
        self._watch: asyncio.Task[None] | None = None
        self.task = cast("asyncio.Task[None]", asyncio.current_task())
        self.gone = False
        self.fault: Refusal | ClientDisconnect | None = None  # what ended the body; aiohttp hides it in its own error

    async def body(self) -> bytes | AsyncIterator[bytes] | None:
        """What he sends: a small body in one piece, a large one or one of unknown length as it comes."""
        if not self._sends:
            self._watch_later()
            return None
        if self._length is None or self._length > WHOLE:
            self._refuse_beyond_limit(self._length or 0)
            return self._parts()
        return b"".join([part async for part in self._parts()]) or None

    async def _parts(self) -> AsyncIterator[bytes]:
        taken, more = 0, True
        while more:
            message = await self._receive()
            if message["type"] == "http.disconnect":
                self.fault = ClientDisconnect()
                raise self.fault
            part, more = message.get("body", b""), message.get("more_body", False)
            taken += len(part)
            self._refuse_beyond_limit(taken)
            if part:
                yield part
        self._watch_later()

    def _refuse_beyond_limit(self, size: int) -> None:
        if size > self._limit:
            self.fault = BodyTooLarge(f"at most {self._limit} bytes are taken at once")
            raise self.fault

    def _watch_later(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(PATIENCE_SECONDS, self._watch_now)

    def _watch_now(self) -> None:
        self._watch = asyncio.create_task(self._wait_until_gone())

    async def _wait_until_gone(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        self.task.cancel()

    def watch_no_longer(self) -> None:
        for watching in (self._timer, self._watch):
            if watching is not None:
                watching.cancel()


def asked_headers(scope: Scope) -> CIMultiDict[str]:
    """What the service is told: the caller's headers without the hop-by-hop and the forgeable ones."""
    headers: list[tuple[bytes, bytes]] = scope["headers"]
    dropped: set[bytes] | frozenset[bytes] = NOT_ASKED
    for name, value in headers:
        if name == b"connection":
            dropped = dropped | {named.strip() for named in value.lower().split(b",")}
    passed = [(name, value) for name, value in headers if name not in dropped]
    asked = CIMultiDict((name.decode(), value.decode(errors="replace")) for name, value in passed)
    asked["X-Request-ID"] = scope["state"]["request_id"]
    return asked


def answered_headers(raw: Iterable[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """What the caller is told: the service's headers without the hop-by-hop ones and those our own server writes."""
    return [(lower, value) for name, value in raw if (lower := name.lower()) not in NOT_ANSWERED]


async def _whole(answer: aiohttp.ClientResponse) -> bytes | None:
    """The body of an answer that is here already or is small; None for one to be streamed."""
    here = answer.content.is_eof() or (answer.content_length or WHOLE + 1) <= WHOLE
    return await answer.read() if here else None


async def _pass_back(answer: aiohttp.ClientResponse, whole: bytes | None, send: Send) -> None:
    headers = answered_headers(answer.raw_headers)
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if whole is None:
        async for part in answer.content.iter_any():
            await send({"type": "http.response.body", "body": part, "more_body": True})
    await send({"type": "http.response.body", "body": whole or b""})
