"""The documents of the API: the merged OpenAPI, Swagger UI from an installed package, the access and error pages.

Nothing on these pages is loaded from outside; the content security policy says so to the browser as well.
"""

import asyncio
import importlib.util
import time
from pathlib import Path
from typing import Any

import httpx2
from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from gateway.endpoints.page import PAGE_HEADERS, pages
from gateway.openapi import Document, merge
from services.access.policy import POLICY, Role
from services.kernel.app import problem_codes
from services.kernel.errors import Unavailable
from services.kernel.routes import refuse_parameters

FRESH_SECONDS = 5.0
DRAWING_SECONDS = 30.0
OPENAPI = "/openapi.json"
ROLE_NAMES = {
    Role.SCHOOL: "学校",
    Role.SENDER: "报送系统",
    Role.UNIT: "责任单位",
    Role.REVIEWER: "审核",
    Role.SUPERVISOR: "督导",
    Role.DECIDER: "决定",
    Role.ADMINISTRATOR: "管理",
    Role.AUDITOR: "查阅",
    Role.DASHBOARD: "看板",
    Role.SERVICE: "内部进程",
}
router = APIRouter(include_in_schema=False)


def swagger_assets() -> StaticFiles:
    """Swagger UI's script and style sheet, as the package fastapi-offline ships them."""
    found = importlib.util.find_spec("fastapi_offline")
    if found is None or found.origin is None:
        raise RuntimeError("the package fastapi-offline is not installed")
    return StaticFiles(directory=Path(found.origin).parent / "static")


class Documents:
    """Fetches what the services say of themselves; a service that is away keeps its last good document."""

    def __init__(self, targets: dict[str, str], version: str) -> None:
        self._targets, self._version = targets, version
        self._known: dict[str, Any] = {}
        self._fetched: dict[str, float] = {}
        self._http = httpx2.AsyncClient(timeout=DRAWING_SECONDS, trust_env=False)

    async def close(self) -> None:
        await self._http.aclose()

    async def fetch(self, path: str) -> dict[str, Any]:
        """The JSON at `path` of every service, by name."""
        found = await asyncio.gather(*(self._one(base + path) for base in self._targets.values()))
        missing = [name for name, body in zip(self._targets, found, strict=True) if body is None]
        if missing:
            raise Unavailable(f"not yet known from {', '.join(missing)}")
        return dict(zip(self._targets, found, strict=True))

    async def merged(self, own: Document) -> Document:
        documents = await self.fetch(OPENAPI)
        return merge({**documents, "gateway": own}, self._version)

    async def _one(self, url: str) -> Any:
        if time.monotonic() - self._fetched.get(url, -FRESH_SECONDS) < FRESH_SECONDS:
            return self._known[url]
        try:
            response = await self._http.get(url)
            response.raise_for_status()
        except httpx2.HTTPError:
            return self._known.get(url)
        self._known[url], self._fetched[url] = response.json(), time.monotonic()
        return self._known[url]


def _documents(request: Request) -> Documents:
    documents: Documents = request.app.state.documents
    return documents


@router.get(OPENAPI, dependencies=[Depends(refuse_parameters)])
async def openapi(request: Request) -> JSONResponse:
    return JSONResponse(await _documents(request).merged(request.app.openapi()))


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    return pages.TemplateResponse(request, "docs.html", headers=PAGE_HEADERS)


@router.get("/docs/oauth2-redirect")
async def oauth2_redirect(request: Request) -> HTMLResponse:
    return pages.TemplateResponse(request, "oauth2_redirect.html", headers=PAGE_HEADERS)


@router.get("/docs/access", dependencies=[Depends(refuse_parameters)])
async def access(request: Request) -> HTMLResponse:
    """The policy table as a page: one row an operation, one column a role."""
    document = await _documents(request).merged(request.app.openapi())
    said = {
        operation["operationId"]: operation["summary"]
        for path in document["paths"].values()
        for operation in path.values()
    }
    context = {"rows": list(POLICY.values()), "roles": ROLE_NAMES, "said": said}
    return pages.TemplateResponse(request, "access.html", context, headers=PAGE_HEADERS)


@router.get("/docs/errors", dependencies=[Depends(refuse_parameters)])
async def errors(request: Request) -> HTMLResponse:
    context = {"codes": await _codes(request)}
    return pages.TemplateResponse(request, "errors.html", context, headers=PAGE_HEADERS)


@router.get("/api/v1/errors", dependencies=[Depends(refuse_parameters)])
async def error_codes(request: Request) -> JSONResponse:
    """The catalogue of problem codes of all processes."""
    return JSONResponse(await _codes(request))


async def _codes(request: Request) -> list[dict[str, Any]]:
    found = await _documents(request).fetch("/problem-codes")
    by_code = {item["code"]: item for items in (*found.values(), problem_codes()) for item in items}
    return [by_code[code] for code in sorted(by_code)]


@router.get("/")
async def home() -> Response:
    return Response(status_code=307, headers={"Location": "/docs"})
