"""Assembles a process: problem documents, request ids, health, the change feed's background work, its routes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, FastAPI, Query, Request
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, Response
from starlette.types import Lifespan

from services.kernel.errors import catalogue
from services.kernel.feed import LONGEST_WAIT, ChangePage
from services.kernel.follower import Follower
from services.kernel.logs import RequestContext
from services.kernel.problems import install_problem_handlers
from services.kernel.routes import FeedOf, Ground, OneTransaction, Session

Background = Callable[[], Awaitable[Any]]


def create_app(
    process: str,
    ground: Ground,
    routers: Sequence[APIRouter],
    *,
    body_limit: int,
    documented: bool = True,
    followers: Sequence[Follower] = (),
    background: Sequence[Background] = (),
    on_close: Sequence[Background] = (),
) -> FastAPI:
    """The application of one process, with everything that runs beside its requests tied to its lifespan."""
    app = FastAPI(
        title=f"dudao {process}",
        version="1",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(ground, [*background, *(follower.run for follower in followers)], on_close),
        telemetry={"auto_configure": False},
        middleware=[Middleware(RequestContext)],
        redirect_slashes=False,
    )
    app.state.ground, app.state.body_limit = ground, body_limit
    install_problem_handlers(app)
    app.include_router(_health(process, ground, followers))
    if documented:
        app.include_router(_document())
    for router in routers:
        app.include_router(router)
    return app


def _lifespan(ground: Ground, beside: Sequence[Background], on_close: Sequence[Background]) -> Lifespan[FastAPI]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        work: list[Background] = [ground.feed.run, ground.feed.listen, *beside]
        tasks = [asyncio.ensure_future(start()) for start in work]
        yield
        await _ended(tasks)
        for close in on_close:
            await close()
        await ground.database.close()

    return lifespan


async def _ended(tasks: Sequence[asyncio.Future[None]]) -> None:
    """Cancelled until they have ended: what they wait for may swallow a cancellation, and the process must go."""
    while going := [task for task in tasks if not task.done()]:
        for task in going:
            task.cancel()
        await asyncio.wait(going, timeout=1)
    await asyncio.gather(*tasks, return_exceptions=True)


def _health(process: str, ground: Ground, followers: Sequence[Follower]) -> APIRouter:
    router = APIRouter(include_in_schema=False)

    @router.get("/health")
    async def health() -> dict[str, str]:
        return {"process": process, "status": "alive"}

    @router.get("/ready")
    async def ready() -> JSONResponse:
        state = await readiness(process, ground, followers)
        return JSONResponse(state, status_code=200 if state["status"] == "ready" else 503)

    @router.get("/problem-codes")
    async def codes() -> list[dict[str, Any]]:
        return problem_codes()

    return router


def _document() -> APIRouter:
    """`/openapi.json`, drawn in a thread: it takes a second or three, in which nobody else is to wait."""
    router = APIRouter(include_in_schema=False)

    @router.get("/openapi.json")
    def document(request: Request) -> JSONResponse:
        return JSONResponse(request.app.openapi())

    return router


async def readiness(process: str, ground: Ground, followers: Sequence[Follower]) -> dict[str, Any]:
    """Whether the process can serve: its database answers and its copies are current."""
    checks: dict[str, bool] = {}
    try:
        async with asyncio.timeout(3):
            checks["database"] = await ground.database.answers()
    except Exception:  # noqa: BLE001 - any failure means not ready
        checks["database"] = False
    checks.update({f"copy of {follower.name}": follower.is_current for follower in followers})
    return {"process": process, "status": "ready" if all(checks.values()) else "not ready", "checks": checks}


def problem_codes() -> list[dict[str, Any]]:
    """The refusals this process knows, as data."""
    return [
        {
            "code": cls.code,
            "status": cls.status,
            "title_en": cls.title_en,
            "title_zh": cls.title_zh,
            "action_owner": cls.action_owner.value,
        }
        for cls in catalogue()
    ]


def feed_router(process: str, prefix: str, summary: str) -> APIRouter:
    """`GET {prefix}/changes`: the change feed of a process, by long polling."""
    router = APIRouter(prefix=prefix, route_class=OneTransaction, tags=[f"{process}.changes"])

    @router.get("/changes", operation_id=f"{process}_changes", summary=summary, response_model=ChangePage)
    async def changes(
        session: Session,
        feed: FeedOf,
        after: Annotated[int, Query(ge=0, le=2**62, description="the last version you have · 已有的最后版本")] = 0,
        limit: Annotated[int, Query(ge=1, le=1000)] = 200,
        wait: Annotated[float, Query(ge=0, le=LONGEST_WAIT, allow_inf_nan=False)] = 0,
        topic: Annotated[list[str] | None, Query(max_length=20)] = None,
        packed: Annotated[bool, Query(description="readings as bytes: see below · 读数以字节给出，见下")] = False,
    ) -> Response:
        """What was published after a version, oldest first, each version once. With `packed` a change of many readings
        holds them in base64, sixteen bytes each, little-endian: four unsigned 16-bit numbers (the places of its codes
        among `organisations`, `indicators` and `periods` of the body, and its version) and a double: no number is an
        unknown, infinity a withdrawal. `remarks` of the body names by its place what is said of a reading in words.

        按版本先后给出变更，每个版本一次。packed 为真时，读数以 base64 给出，每条十六字节，小端：四个十六位无符号整数
        （机构、指标、期间在 body 所列代码中的位置，及其版本）和一个双精度数；非数表示未知，无穷大表示撤回；
        remarks 按位置列出文字说明。
        """
        await session.rollback()  # a hundred waiting pollers must not hold a hundred connections
        page = await feed.page(after, limit, topic or [], wait, packed=packed)
        shown = {"changes": [vars(change) for change in page.changes], "next": page.next, "head": page.head}
        return Response(msgspec.json.encode(shown), media_type="application/json")

    return router
