"""The ground of the matrix, prepared once for this folder."""

import secrets
from collections.abc import AsyncIterator

import pytest_asyncio

from deploy.demo.door import Door
from deploy.supervisor import House
from tests.door.access.ground import Ground, prepare
from tests.door.conftest import Town


@pytest_asyncio.fixture(scope="package")
async def ground(house: House, admin: Door) -> AsyncIterator[Ground]:
    town = Town(house, admin, f"m{secrets.token_hex(3)}")
    yield await prepare(town)
    for door in town.doors:
        await door.close()
