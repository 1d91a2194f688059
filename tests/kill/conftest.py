"""A house of their own for the tests that kill: durable, since what is acknowledged must be on disk."""

from collections.abc import AsyncIterator

import pytest_asyncio

from deploy.ports import free_ports
from deploy.supervisor import House
from deploy.throwaway import temporary_data_folder
from tests.conftest import PROCESSES


@pytest_asyncio.fixture(scope="package")
async def durable_house() -> AsyncIterator[House]:
    with temporary_data_folder() as data:
        async with House(data=data, ports=free_ports(*PROCESSES), durable=True) as running:
            yield running
