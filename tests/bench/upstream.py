"""The service the client libraries are measured against: a greeting, a page of 54 kB, and a place to send a body."""

import json

from starlette.types import Receive, Scope, Send

HELLO = b'{"hello": "world"}'
PAGE = json.dumps([{"organisation": f"3{n:05d}", "indicator": "teachers", "value": n % 97} for n in range(900)]).encode()
PREFIX = "/api/v1/bench"
ANSWERS = {f"{PREFIX}/hello": HELLO, f"{PREFIX}/page": PAGE[: 54 * 1024]}


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Bare ASGI, so that the upstream costs as little as an upstream can."""
    if scope["type"] != "http":
        return
    taken, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        taken, more = taken + len(message.get("body", b"")), message.get("more_body", False)
    body = ANSWERS.get(scope["path"]) or str(taken).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
