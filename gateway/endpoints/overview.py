"""`/health/all` and `/ready/all`: every process at one look.

Asked by anybody, so it is cheap: the answers of the neighbours are good for a second, and the gateway knows its own.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx2
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from services.kernel.errors import NotFound

FRESH_SECONDS = 1.0
WELL = {"health": "alive", "ready": "ready"}
router = APIRouter(include_in_schema=False)


class Overview:
    """What the processes say of themselves; `own` tells the gateway's own readiness."""

    def __init__(self, targets: Mapping[str, str], own: Callable[[], Awaitable[dict[str, Any]]]) -> None:
        self._targets, self._own = dict(targets), own
        self._http = httpx2.AsyncClient(timeout=4, trust_env=False)
        self._known: dict[str, tuple[float, dict[str, Any]]] = {}
        self._asking = asyncio.Lock()

    async def close(self) -> None:
        await self._http.aclose()

    async def ask(self, question: str) -> dict[str, Any]:
        """The state of every process by name, at most a second old."""
        async with self._asking:
            asked, found = self._known.get(question, (float("-inf"), {}))
            if time.monotonic() - asked > FRESH_SECONDS:
                answers = await asyncio.gather(*(self._one(f"{base}/{question}") for base in self._targets.values()))
                own = await self._own() if question == "ready" else {"process": "gateway", "status": "alive"}
                found = {**dict(zip(self._targets, answers, strict=True)), "gateway": own}
                self._known[question] = (time.monotonic(), found)
            return found

    async def _one(self, url: str) -> dict[str, Any]:
        try:
            body: dict[str, Any] = (await self._http.get(url)).json()
        except (httpx2.HTTPError, ValueError):
            return {"status": "no answer"}
        return body


@router.get("/{question}/all")
async def everybody(question: str, request: Request) -> JSONResponse:
    wanted = WELL.get(question)
    if wanted is None:
        raise NotFound()
    overview: Overview = request.app.state.overview
    found = await overview.ask(question)
    well = all(answer.get("status") == wanted for answer in found.values())
    return JSONResponse({"status": wanted if well else "not " + wanted, "processes": found}, 200 if well else 503)
