"""A district for every test: schools, items with units, open collections of two school years."""

import itertools

import httpx
import pytest_asyncio

from services.kernel.database import Database
from tests.metrics.definitions.district import District, open_district

NUMBERS = itertools.count(1)


@pytest_asyncio.fixture
async def district(database: Database, door: httpx.AsyncClient) -> District:
    return await open_district(database, door, f"district{next(NUMBERS)}")
