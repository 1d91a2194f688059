"""A service with odd habits, and the hop before it, both served for a moment in this very loop."""

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import uvicorn
from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send

from deploy.ports import free_ports
from gateway.proxy import Proxy
from services.kernel.logs import RequestContext
from services.kernel.problems import install_problem_handlers

LIMIT = 3_000_000


@dataclass
class OddService:
    """Answers by the last word of the path: `headers`, `echo`, `endless`, `never`, `torn`, `size`."""

    left: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        habits: Mapping[str, Callable[[Scope, Receive, Send], Awaitable[None]]] = {
            "headers": self._headers,
            "echo": self._echo,
            "endless": self._endless,
            "never": self._never,
            "torn": self._torn,
            "size": self._size,
        }
        if scope["type"] == "http":
            await habits[scope["path"].rsplit("/", 1)[-1]](scope, receive, send)

    async def _headers(self, scope: Scope, _: Receive, send: Send) -> None:
        seen = [(name.decode(), value.decode()) for name, value in scope["headers"]]
        await _start(send, [(b"set-cookie", b"a=1"), (b"set-cookie", b"b=2"), (b"x-request-id", b"of-the-service")])
        await send({"type": "http.response.body", "body": json.dumps(seen).encode()})

    async def _echo(self, _: Scope, receive: Receive, send: Send) -> None:
        """Every part of the body at once, while the next is still to come."""
        await _start(send)
        more = True
        while more:
            message = await receive()
            more = message.get("more_body", False)
            await send({"type": "http.response.body", "body": message.get("body", b""), "more_body": more})

    async def _endless(self, _: Scope, receive: Receive, send: Send) -> None:
        await _start(send)
        watch = asyncio.ensure_future(self._notice(receive))
        while not watch.done():
            await send({"type": "http.response.body", "body": b"x" * 1000, "more_body": True})
            await asyncio.sleep(0.02)

    async def _never(self, _: Scope, receive: Receive, __: Send) -> None:
        await self._notice(receive)

    async def _torn(self, _: Scope, __: Receive, send: Send) -> None:
        await _start(send, [(b"content-length", b"2000000")])
        await send({"type": "http.response.body", "body": b"x" * 1000, "more_body": True})

    async def _size(self, _: Scope, receive: Receive, send: Send) -> None:
        taken, more = 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                self.left.set()
                return
            taken, more = taken + len(message.get("body", b"")), message.get("more_body", False)
        await _start(send)
        await send({"type": "http.response.body", "body": str(taken).encode()})

    async def _notice(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.left.set()


async def _start(send: Send, headers: list[tuple[bytes, bytes]] | None = None) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": headers or []})


@dataclass(frozen=True)
class Hopped:
    """The service, and the port of the hop before it: `odd` leads to it, `away` to nobody."""

    service: OddService
    port: int


@contextlib.asynccontextmanager
async def hopped() -> AsyncIterator[Hopped]:
    service, (away,) = OddService(), free_ports("away").values()
    async with _served(service) as odd:
        proxy = Proxy({"odd": f"http://127.0.0.1:{odd}", "away": f"http://127.0.0.1:{away}"}, LIMIT)
        app = FastAPI(middleware=[Middleware(RequestContext)])
        install_problem_handlers(app)
        app.router.routes[:0] = proxy.routes()
        async with _served(app) as port:
            yield Hopped(service, port)
        await proxy.close()


@contextlib.asynccontextmanager
async def _served(app: ASGIApp) -> AsyncIterator[int]:
    """The port; it takes connections at once, before the server has begun to answer them."""
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off", timeout_graceful_shutdown=1))
    listening = socket.create_server(("127.0.0.1", 0))
    serving = asyncio.ensure_future(server.serve([listening]))
    yield listening.getsockname()[1]
    server.should_exit = True
    await serving
