"""The plans application in this process, on a real PostgreSQL, with callers named by a header."""

import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import httpx
import pytest
import pytest_asyncio
from fastapi import FastAPI, Request
from sqlmodel.ext.asyncio.session import AsyncSession

from services.access.caller import Caller, Grant, Guard
from services.access.gatekeeper import PolicyGatekeeper
from services.access.policy import POLICY, Role
from services.kernel.app import create_app
from services.kernel.errors import NotAllowed, TokenInvalid
from services.kernel.feed import Feed
from services.kernel.routes import Ground
from services.kernel.tokens import TokenVerifier
from services.plans.app import routers
from services.plans.process import PROCESS
from tests.in_process import own_database
from tests.plans.asked import EVERY_YEAR, collect, plan, published, target
from tests.plans.statements import act, draw
from tests.plans.tree import Tree, named

GRANT = "x-grant"
NATION = {GRANT: "administrator@000000"}


class NamedGate(PolicyGatekeeper):
    """Takes the caller's grants from a header, separated by commas; everything behind that is the real thing."""

    async def admit(self, request: Request, session: AsyncSession, operation: str) -> str:
        given = [each.partition("@") for each in request.headers.get(GRANT, "").split(",")]
        if not all(organisation for _, _, organisation in given):
            raise TokenInvalid()
        grants = tuple(Grant(Role(role), organisation) for role, _, organisation in given)
        row = POLICY[operation]
        if not any(grant.role in row.roles for grant in grants):
            raise NotAllowed()
        caller = Caller(f"tester-{grants[0].role}", "person", "Tester", grants)
        request.state.guard = Guard(caller, row, session)
        return caller.id


async def no_keys() -> dict[str, Any]:
    return {"keys": []}


@pytest_asyncio.fixture(scope="session")
async def app() -> AsyncIterator[FastAPI]:
    gate = NamedGate(TokenVerifier(no_keys), None)
    async with own_database(PROCESS) as database:
        made = create_app("plans", Ground(database, Feed(database), gate), routers(), body_limit=2_000_000)
        async with made.router.lifespan_context(made):
            yield made


@pytest_asyncio.fixture(scope="session")
async def http(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://plans", headers=NATION) as client:
        yield client


@pytest_asyncio.fixture
async def tree(http: httpx.AsyncClient) -> Tree:
    """A province with two counties, one of which has an office and a school; codes are new for every test."""
    tree = Tree(f"t{uuid.uuid4().hex[:12]}")
    answer = await http.post("/api/v1/plans/organisations", json={"organisations": tree.organisations()})
    assert (answer.status_code, answer.json()["created"]) == (200, 5), answer.text
    return tree


Changes = Callable[[str], Awaitable[list[dict[str, Any]]]]


@pytest.fixture
def changes(app: FastAPI) -> Changes:
    """What the feed has said about a key so far, oldest first."""

    async def read(key: str) -> list[dict[str, Any]]:
        feed: Feed = app.state.ground.feed
        await feed.sequence()
        after, found = 0, []
        while True:
            page = await feed.page(after, 1000, [])
            found += [change.model_dump() for change in page.changes if change.key == key]
            if page.next >= page.head:
                return found
            after = page.next

    return read


@pytest.fixture
def administrator(tree: Tree) -> dict[str, str]:
    """Headers of the administrator of the tree's first county."""
    return named("administrator", tree.county)


@pytest_asyncio.fixture
async def office_plan(http: httpx.AsyncClient, tree: Tree) -> dict[str, Any]:
    """The first county's plan in force, which asks three things of its office in 2022 and two in other years."""
    await collect(http, tree)
    targets = [
        target("T01", 15, "2022-12-31"),
        target("T02", 20, "2023-12-31"),
        target("T03", 3, None, yardstick=EVERY_YEAR, unit="节"),
        target("T04", 2, None, kind="frequency", unit="次", measure=None, responsible_unit="education"),
        target("T05", 2, None, deadline_certainty="lost"),
        target("T06", 2, "2022-12-31", measure="m1.2"),
    ]
    return await published(http, plan(tree, "a", tree.county, targets))


@pytest_asyncio.fixture
async def issued(http: httpx.AsyncClient, tree: Tree, office_plan: dict[str, Any]) -> dict[str, Any]:
    drawn = await draw(http, tree)
    answer = await act(http, named("administrator", tree.county), drawn, "issuance", "2022-01-20")
    assert (answer.status_code, answer.json()["state"]) == (201, "issued"), answer.text
    found: dict[str, Any] = answer.json()
    return found
