"""A metrics process in this one, on a real PostgreSQL, with a county of its own for every test."""

import asyncio
import itertools
from collections.abc import AsyncIterator

import httpx
import pytest_asyncio

from services.access.copies import write_principal
from services.access.gatekeeper import PolicyGatekeeper
from services.kernel.app import create_app
from services.kernel.database import Database
from services.kernel.feed import Feed
from services.kernel.routes import Ground
from services.metrics.app import ROUTERS, UNPACK
from services.metrics.process import PROCESS
from services.metrics.use_cases.large_bodies import LargeBodyWorker
from tests.in_process import Trusting, own_database
from tests.metrics.county import County, open_county
from tests.metrics.ladder import Ladder, open_ladder
from tests.metrics.province import open_province

NUMBERS = itertools.count(1)


@pytest_asyncio.fixture(scope="session")
async def database() -> AsyncIterator[Database]:
    """The application role's way to a migrated schema."""
    async with own_database(PROCESS) as opened:
        yield opened


@pytest_asyncio.fixture(scope="session")
async def door(database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """The routes of metrics; a bearer token is the name of a principal."""
    ground = Ground(database, Feed(database, UNPACK), PolicyGatekeeper(Trusting(), None))
    app = create_app("metrics", ground, ROUTERS, body_limit=64 * 1024 * 1024)
    worker = app.state.large_bodies = LargeBodyWorker(database, ground.feed)
    working = asyncio.ensure_future(worker.run())
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://metrics/api/v1/metrics"
    ) as client:
        yield client
    working.cancel()


@pytest_asyncio.fixture
async def county(database: Database, door: httpx.AsyncClient) -> County:
    """Three schools, an open collection of three indicators, and everybody who has to do with them."""
    return await open_county(database, door, f"county{next(NUMBERS)}")


@pytest_asyncio.fixture
async def other_county(database: Database, door: httpx.AsyncClient) -> County:
    """A second county, whose administrator has no say in the first."""
    return await open_county(database, door, f"county{next(NUMBERS)}")


@pytest_asyncio.fixture
async def both_roles(county: County) -> str:
    """A principal that both reports and reviews."""
    grants = [{"role": role, "organisation": county.code} for role in ("sender", "reviewer")]
    async with county.database.transaction() as session:
        body = {"kind": "person", "name": "both", "active": True, "grants": grants}
        await write_principal(session, county.who("both"), body)
        await session.commit()
    return county.who("both")


@pytest_asyncio.fixture
async def province(database: Database, door: httpx.AsyncClient) -> County:
    """Two counties with departments, townships and schools, and an open collection of items of every form."""
    return await open_province(database, door, f"province{next(NUMBERS)}")


@pytest_asyncio.fixture
async def ladder(database: Database, door: httpx.AsyncClient) -> Ladder:
    """A county in a city in a province, with a reviewer at each level."""
    return await open_ladder(database, door, f"ladder{next(NUMBERS)}")
