"""Whatever is killed while the house runs comes back, and what was committed is still there."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import asyncpg
import pytest_asyncio

from deploy.ports import free_ports
from deploy.supervisor import House
from deploy.throwaway import temporary_data_folder
from tests.deploy.run import PATIENCE, PROCESSES, until
from tests.deploy.tree import plant


@pytest_asyncio.fixture(scope="module")
async def house() -> AsyncIterator[House]:
    with temporary_data_folder() as place:
        tree = plant(place / "tree")
        async with House(root=tree, data=place / "data", ports=free_ports(*PROCESSES), durable=False) as house:
            yield house


async def until_replaced(house: House, name: str, old: int) -> None:
    await until(lambda: house.pids.get(name, old) != old)


async def connect(house: House) -> asyncpg.Connection:
    """As the application, as soon as the database answers again."""
    url = house.settings["DUDAO_PLANS_DATABASE_URL"].replace("+asyncpg", "")
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                return await asyncpg.connect(url)
            except (OSError, asyncpg.PostgresError):
                await asyncio.sleep(0.05)


async def test_a_killed_process_is_started_again(house: House) -> None:
    for name in PROCESSES:
        old = house.pids[name]
        os.kill(old, signal.SIGKILL)
        await until_replaced(house, name, old)
    await house.wait_until_ready()


async def test_a_killed_postmaster_is_started_again_and_nothing_committed_is_lost(house: House) -> None:
    connection = await connect(house)
    await connection.execute("INSERT INTO plans.run VALUES ('2021-09-01')")
    old = house.pids["database"]
    os.kill(old, signal.SIGKILL)
    connection.terminate()
    await until_replaced(house, "database", old)
    connection = await connect(house)
    assert await connection.fetchval("SELECT count(*) FROM plans.run WHERE at = '2021-09-01'") == 1
    await connection.close()


async def test_a_postmaster_killed_in_the_middle_of_a_query_is_started_again(house: House) -> None:
    """Its child counts on and holds the shared memory: the next server would be refused."""
    connection = await connect(house)
    counting = asyncio.create_task(connection.execute("SELECT count(*) FROM generate_series(1, 10000000000)"))
    await asyncio.sleep(0.3)
    old = house.pids["database"]
    os.kill(old, signal.SIGKILL)
    await until_replaced(house, "database", old)
    await asyncio.wait([counting], timeout=PATIENCE)
    assert isinstance(counting.exception(), asyncpg.PostgresError | OSError)
    connection = await connect(house)
    assert await connection.fetchval("SELECT 1") == 1
    await connection.close()
