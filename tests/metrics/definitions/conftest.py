"""A district for every test: schools, items with units, open collections of two school years."""

import itertools

import httpx
import pytest_asyncio

from services.access.copies import write_principal
from services.kernel.database import Database
from tests.metrics.definitions.district import District, ask, open_district

NUMBERS = itertools.count(1)


@pytest_asyncio.fixture
async def district(database: Database, door: httpx.AsyncClient) -> District:
    return await open_district(database, door, f"district{next(NUMBERS)}")


@pytest_asyncio.fixture
async def neighbour(district: District, database: Database, door: httpx.AsyncClient) -> District:
    """A second district, of which the items of the first are asked, too."""
    found = await open_district(database, door, f"district{next(NUMBERS)}")
    await ask(district, found.code)
    return found


@pytest_asyncio.fixture
async def both(district: District, neighbour: District) -> str:
    """Who sends for both districts."""
    grants = [{"role": "sender", "organisation": each.code} for each in (district, neighbour)]
    async with district.database.transaction() as session:
        body = {"kind": "client", "name": "both", "active": True, "grants": grants}
        await write_principal(session, district.who("both"), body)
        await session.commit()
    return district.who("both")
