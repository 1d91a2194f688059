"""An audit process in this one, on a real PostgreSQL, following feeds of its own, with a county for every test."""

import asyncio
import itertools
from collections.abc import AsyncIterator

import httpx
import pytest
import pytest_asyncio

from services.access.gatekeeper import PolicyGatekeeper
from services.audit.app import ROUTERS
from services.audit.currency import Copies, Watched
from services.audit.process import PROCESS
from services.audit.repository.copies import PLAN_TOPICS, READING_TOPICS, apply_plans, apply_readings
from services.audit.rulebook import load_rulebook
from services.audit.use_cases.scoring_runs import RunWorker
from services.kernel.app import create_app
from services.kernel.database import Database
from services.kernel.feed import Feed
from services.kernel.follower import Follower
from services.kernel.routes import Ground
from tests.audit.county import County, open_county
from tests.audit.feeds import METRICS, PLANS, Feeds
from tests.in_process import Trusting, own_database

NUMBERS = itertools.count(1)


@pytest_asyncio.fixture(scope="session")
async def database() -> AsyncIterator[Database]:
    """The application role's way to a migrated schema."""
    async with own_database(PROCESS) as opened:
        yield opened


@pytest.fixture(scope="session")
def feeds() -> Feeds:
    return Feeds()


@pytest_asyncio.fixture(scope="session")
async def door(database: Database, feeds: Feeds) -> AsyncIterator[httpx.AsyncClient]:
    """The routes of audit; a bearer token is the name of a principal."""
    plans = Follower("plans", PLANS, PLAN_TOPICS, database, feeds, apply_plans)
    readings = Follower("readings", METRICS, READING_TOPICS, database, feeds, apply_readings, packed=True)
    app = create_app(
        "audit",
        Ground(database, Feed(database), PolicyGatekeeper(Trusting(), None)),
        ROUTERS,
        body_limit=1024 * 1024,
    )
    app.state.rulebook = load_rulebook()
    app.state.runs = RunWorker(database, app.state.ground.feed, app.state.rulebook)
    app.state.copies = Copies(feeds, Watched(readings, METRICS), [Watched(plans, PLANS)])
    beside = (plans.run, readings.run, app.state.runs.run)
    following = [asyncio.ensure_future(run()) for run in beside]
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://audit/api/v1/audit") as client:
        yield client
    for task in following:
        task.cancel()
    await asyncio.gather(*following, return_exceptions=True)


@pytest_asyncio.fixture
async def county(database: Database, door: httpx.AsyncClient, feeds: Feeds) -> County:
    """Three schools, a plan with two units, and everybody who has to do with them; nothing reported yet."""
    return await open_county(database, door, feeds, f"county{next(NUMBERS)}")
