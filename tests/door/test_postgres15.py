"""The whole main job on the oldest PostgreSQL that is supported."""

import pytest

from deploy.demo import walk
from deploy.demo.door import Door
from deploy.ports import free_ports
from deploy.supervisor import House
from deploy.throwaway import temporary_data_folder
from tests.conftest import POSTGRES15, PROCESSES


@pytest.mark.postgres15
async def test_the_main_job_is_walked_on_postgresql_15(capsys: pytest.CaptureFixture[str]) -> None:
    with temporary_data_folder() as data:
        ports = free_ports(*PROCESSES)
        async with House(data=data, ports=ports, postgres_bin=POSTGRES15, durable=False) as house:
            assert await walk.main(house) == 0
            door = Door.stranger(house.gateway_url)
            assert (await door.get("/ready/all"))["status"] == "ready"
            await door.close()
    assert "confirmed on 2021-11-20 by another person" in capsys.readouterr().out
