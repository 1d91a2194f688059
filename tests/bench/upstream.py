"""The service the client libraries are measured against: a greeting, a page of 54 kB, and a place to send a body."""

import json

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

PREFIX = "/api/v1/bench"
HELLO = b'{"hello": "world"}'
ROWS = [{"organisation": f"3{n:05d}", "indicator": "teachers", "value": n % 97} for n in range(820)]
PAGE = json.dumps(ROWS).encode()


async def hello(_: Request) -> Response:
    return Response(HELLO, media_type="application/json")


async def page(_: Request) -> Response:
    return Response(PAGE, media_type="application/json")


async def upload(request: Request) -> Response:
    """How many bytes arrived; they are not kept."""
    taken = 0
    async for chunk in request.stream():
        taken += len(chunk)
    return Response(str(taken).encode(), media_type="application/json")


app = Starlette(
    routes=[
        Route(f"{PREFIX}/hello", hello),
        Route(f"{PREFIX}/page", page),
        Route(f"{PREFIX}/upload", upload, methods=["POST"]),
    ]
)
