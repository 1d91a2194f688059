"""An application of a few routes on the schema of plans, in this process, so that tests can reach behind the door."""

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any

import httpx
import pytest_asyncio
from fastapi import APIRouter, FastAPI, Request
from pydantic import Field
from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.app import create_app
from services.kernel.database import run_sql
from services.kernel.errors import NotFound
from services.kernel.feed import Feed, publish
from services.kernel.fields import Closed, Day, Line, Number
from services.kernel.routes import DryRun, Ground, OneTransaction, Session
from services.plans.process import PROCESS
from tests.in_process import own_database

BODY_LIMIT = 100_000
POOL_SIZE = 20


class OpenGate:
    """Lets everybody in under the name they give."""

    async def admit(self, request: Request, session: AsyncSession, operation: str) -> str:
        return request.headers.get("x-name", "tester")

    def sees(self, request: Request) -> str:
        return request.headers.get("x-name", "tester")

    def settle(self, request: Request) -> None:
        return None


class Note(Closed):
    text: Line
    number: Number = Field(default=None)  # type: ignore[assignment]
    day: Day | None = None


def router() -> APIRouter:
    found = APIRouter(route_class=OneTransaction)

    @found.post("/notes", status_code=201)
    async def add(note: Note, session: Session, dry_run: DryRun) -> dict[str, Any]:
        await publish(session, "note", note.text, {"text": note.text, "number": note.number})
        return {"text": note.text, "number": None if note.number is None else float(note.number), "dry": dry_run}

    @found.post("/slow", status_code=201)
    async def slow(note: Note, session: Session) -> dict[str, Any]:
        await publish(session, "note", note.text, {"text": note.text})
        await asyncio.sleep(0.4)
        return {"text": note.text}

    @found.post("/held", status_code=201)
    async def held(request: Request, note: Note, session: Session) -> dict[str, Any]:
        """Is not done before it is let go."""
        await publish(session, "note", note.text, {"text": note.text})
        request.app.state.holding.set()
        await request.app.state.let_go.wait()
        return {"text": note.text}

    @found.post("/lost-commit", status_code=201)
    async def lost(note: Note, session: Session) -> dict[str, Any]:
        await publish(session, "note", note.text, {"text": note.text})
        await run_sql(session, "set local idle_in_transaction_session_timeout = '40ms'")
        await asyncio.sleep(0.3)
        return {"text": note.text}

    @found.get("/fault")
    async def fault() -> None:
        raise RuntimeError("a secret that must not leave")

    @found.get("/nothing")
    async def nothing() -> None:
        raise NotFound()

    @found.get("/notes/{name}")
    async def read(name: str, session: Session, much: Annotated[int, Field(ge=1)] = 1) -> dict[str, Any]:
        rows = await run_sql(session, "select count(*) from {schema}.change where key = :key", key=name)
        return {"times": rows.scalar_one() * much}

    return found


@pytest_asyncio.fixture(scope="session")
async def app() -> AsyncIterator[FastAPI]:
    async with own_database(PROCESS, pool_size=POOL_SIZE) as database:
        made = create_app("plans", Ground(database, Feed(database), OpenGate()), [router()], body_limit=BODY_LIMIT)
        async with made.router.lifespan_context(made):
            yield made


@pytest_asyncio.fixture(scope="session")
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://kernel") as client:
        yield client
