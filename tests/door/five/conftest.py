"""The five plans, furnished once for this folder."""

from collections.abc import AsyncIterator

import pytest_asyncio

from deploy.ports import free_ports
from deploy.supervisor import House
from deploy.throwaway import temporary_data_folder
from tests.conftest import PROCESSES
from tests.door.five.furnishing import FivePlans, furnish


@pytest_asyncio.fixture(scope="package")
async def five() -> AsyncIterator[FivePlans]:
    """In a house of its own: the counties are real ones, and the walk counts what it finds there."""
    with temporary_data_folder() as data:
        async with House(data=data, ports=free_ports(*PROCESSES), durable=False) as house:
            found = await furnish(house)
            yield found
            for door in (found.admin, found.sender.door, found.review.door, found.supervisor):
                await door.close()
