"""A house of its own on the oldest PostgreSQL supported: the whole main job, and a stop in the middle of work."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from deploy.demo import people, walk
from deploy.demo.door import Door
from deploy.demo.sending import SUBMISSIONS, Sender
from deploy.demo.synthetic import county
from deploy.demo.synthetic_planted import PERIODS
from deploy.ports import free_ports
from deploy.supervisor import House
from deploy.throwaway import temporary_data_folder
from tests.conftest import POSTGRES15, PROCESSES

pytestmark = pytest.mark.postgres15


@pytest_asyncio.fixture(scope="module")
async def old_house() -> AsyncIterator[House]:
    with temporary_data_folder() as data:
        ports = free_ports(*PROCESSES)
        async with House(data=data, ports=ports, postgres_bin=POSTGRES15, durable=False) as house:
            yield house


async def test_the_main_job_is_walked_on_postgresql_15(old_house: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert await walk.main(old_house) == 0
    door = Door.stranger(old_house.gateway_url)
    assert (await door.get("/ready/all"))["status"] == "ready"
    await door.close()
    assert "confirmed on 2021-11-20 by another person" in capsys.readouterr().out


async def test_a_process_asked_to_stop_finishes_what_it_has_begun(old_house: House) -> None:
    keys = people.Keys.read(old_house.ground.folder.demo)
    admin = await people.administrator(old_house, keys)
    machine = await people.machine(old_house, keys, admin, people.SYSTEM)
    readings = [reading for period in PERIODS for reading in county(walk.SEED).readings(period)]
    body = Sender(machine, {}).body(readings, mode="valid_only")
    asked = asyncio.create_task(machine.http.post(SUBMISSIONS, json=body))
    await asyncio.sleep(0.15)
    os.kill(old_house.pids["metrics"], signal.SIGTERM)
    answer = await asked
    assert answer.status_code in (200, 201), answer.text
    await old_house.wait_until_ready()
    assert (await machine.get("/api/v1/metrics/indicators"))["items"]
    await admin.close()
    await machine.close()
