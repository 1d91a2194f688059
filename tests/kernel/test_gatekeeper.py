"""The gatekeeper lets nobody in unjudged, and nothing be stored that nobody was asked about."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Annotated, Any

import httpx
import pytest
import pytest_asyncio
from fastapi import APIRouter, Depends

from deploy.supervisor import House
from services.access import gatekeeper
from services.access.caller import Guard, guard_of
from services.access.copies import write_principal
from services.access.gatekeeper import PolicyGatekeeper
from services.access.policy import POLICY, ROOT_ORGANISATION
from services.kernel.app import create_app
from services.kernel.client import MachineToken, NeighbourClient
from services.kernel.database import Database, run_sql
from services.kernel.feed import Feed, publish
from services.kernel.follower import Follower
from services.kernel.routes import Ground, OneTransaction, Session
from services.kernel.tokens import Claims, TokenVerifier
from tests.in_process import Trusting

ASKING, ANYWHERE, WITHOUT_ROW = "plans_put_plan", "plans_get_plan", "plans_no_such_operation"
Guarded = Annotated[Guard, Depends(guard_of)]


class Versioned(Trusting):
    """As trusting, and the token says that its principal is part of this version of the policy."""

    def __init__(self, policy_version: int) -> None:
        super().__init__()
        self._version = policy_version

    async def verify(self, authorization: str | None) -> Claims:
        return Claims((await super().verify(authorization)).subject, self._version, 0)


def router() -> APIRouter:
    found = APIRouter(route_class=OneTransaction)

    @found.post("/asking/{name}", operation_id=ASKING, status_code=201)
    async def asking(name: str, session: Session, guard: Guarded, forget: bool = False) -> None:
        await publish(session, "note", name, {})
        if not forget:
            await guard.require(ROOT_ORGANISATION)

    @found.post("/anywhere/{name}", operation_id=ANYWHERE, status_code=201)
    @found.post("/without-row/{name}", operation_id=WITHOUT_ROW, status_code=201)
    async def not_asking(name: str, session: Session) -> None:
        await publish(session, "note", name, {})

    return found


@pytest_asyncio.fixture(scope="module")
async def database(house: House) -> AsyncIterator[Database]:
    opened = Database(house.settings["DUDAO_PLANS_DATABASE_URL"], "plans")
    yield opened
    await opened.close()


@pytest_asyncio.fixture(scope="module")
async def administrator(database: Database) -> str:
    """The id of an administrator of the whole country, known to plans alone."""
    name = f"test-{secrets.token_hex(6)}"
    grants = [{"role": "administrator", "organisation": ROOT_ORGANISATION}]
    async with database.transaction() as session:
        await write_principal(session, name, {"kind": "person", "name": name, "active": True, "grants": grants})
        await session.commit()
    return name


@pytest_asyncio.fixture(scope="module")
async def policy(house: House, database: Database) -> AsyncIterator[Follower]:
    """Follows the real feed of the gateway, once it is run; applies nothing, for the process beside does that."""

    async def nothing(_session: object, _changes: Sequence[dict[str, Any]]) -> None:
        return None

    secret = house.settings["DUDAO_PLANS_CLIENT_SECRET"]
    client = NeighbourClient(MachineToken(house.gateway_url, "service-plans", secret))
    url = f"{house.gateway_url}/api/v1/identity/changes"
    yield Follower(f"test-{secrets.token_hex(6)}", url, ["principal"], database, client, nothing)
    await client.close()


@asynccontextmanager
async def opened(
    database: Database, caller: str | None, verifier: TokenVerifier | None = None, copy: Follower | None = None
) -> AsyncIterator[httpx.AsyncClient]:
    ground = Ground(database, Feed(database), PolicyGatekeeper(verifier or Trusting(), copy))
    app = create_app("plans", ground, [router()], body_limit=1000)
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    headers = {"Authorization": f"Bearer {caller}"} if caller else {}
    async with httpx.AsyncClient(transport=transport, base_url="http://kernel", headers=headers) as client:
        yield client


async def is_stored(database: Database, name: str) -> bool:
    async with database.transaction() as session:
        found = await run_sql(session, "select count(*) from {schema}.change where key = :name", name=name)
        return bool(found.scalar_one())


def new_name() -> str:
    return f"note-{secrets.token_hex(6)}"


def test_the_operations_of_this_file_stand_in_the_policy_table_as_it_needs_them() -> None:
    assert (POLICY[ASKING].anywhere, POLICY[ANYWHERE].anywhere, WITHOUT_ROW in POLICY) == (False, True, False)


@pytest.mark.parametrize("path", ["asking", "anywhere"])
async def test_a_stranger_is_not_let_in(database: Database, path: str) -> None:
    for caller in (None, "nobody at all"):
        async with opened(database, caller) as door:
            name = new_name()
            assert (await door.post(f"/{path}/{name}")).status_code == 401
            assert not await is_stored(database, name)


async def test_an_operation_without_a_row_lets_nobody_in(database: Database, administrator: str) -> None:
    for caller in (None, "nobody at all", administrator):
        async with opened(database, caller) as door:
            name = new_name()
            assert (await door.post(f"/without-row/{name}")).status_code == 500
            assert not await is_stored(database, name)


async def test_an_operation_that_forgets_to_ask_for_whom_stores_nothing(database: Database, administrator: str) -> None:
    async with opened(database, administrator) as door:
        name = new_name()
        assert (await door.post(f"/asking/{name}", params={"forget": True})).status_code == 500
        assert not await is_stored(database, name)


async def test_an_operation_that_asks_is_stored(database: Database, administrator: str) -> None:
    async with opened(database, administrator) as door:
        name = new_name()
        assert (await door.post(f"/asking/{name}")).status_code == 201
        assert await is_stored(database, name)


async def test_an_operation_that_concerns_no_organisation_need_not_ask(database: Database, administrator: str) -> None:
    async with opened(database, administrator) as door:
        name = new_name()
        assert (await door.post(f"/anywhere/{name}")).status_code == 201
        assert await is_stored(database, name)


async def test_a_token_newer_than_the_copy_waits_for_it_and_is_then_sent_away(
    database: Database, administrator: str, policy: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gatekeeper, "COPY_WAIT_SECONDS", 0.3)
    async with opened(database, administrator, Versioned(2**60), policy) as door:
        name, began = new_name(), time.monotonic()
        answer = await door.post(f"/asking/{name}")
    assert (answer.status_code, answer.json()["code"]) == (503, "copy_behind")
    assert answer.headers["retry-after"]
    assert time.monotonic() - began >= 0.3
    assert not await is_stored(database, name)


async def test_a_token_newer_than_the_copy_is_let_in_when_the_copy_arrives(
    database: Database, administrator: str, policy: Follower
) -> None:
    async with opened(database, administrator, Versioned(1), policy) as door:
        name = new_name()
        waiting = asyncio.ensure_future(door.post(f"/asking/{name}"))
        await asyncio.sleep(0.2)
        assert not waiting.done()
        following = asyncio.ensure_future(policy.run())
        assert (await waiting).status_code == 201
        following.cancel()
        await asyncio.wait([following])
    assert await is_stored(database, name)
