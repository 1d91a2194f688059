"""Ten thousand bodies of readings as nobody should send them, through the gateway of a house of their own."""

import secrets
from collections.abc import Callable

from deploy.demo.data import load
from deploy.demo.door import Door
from deploy.demo.people import create_administrator
from deploy.ports import free_ports
from deploy.supervisor import House
from deploy.throwaway import temporary_data_folder
from tests.conftest import PROCESSES
from tests.door.conftest import PASSWORD, Town, county
from tests.hostile.posting import Posting, peak_mib
from tests.hostile.town import asked_for

BODIES = 10_000
MOST_MIB = 512


async def rounds(seed: int, say: Callable[[str], None]) -> None:
    """No 5xx, nothing that hangs, no process above half a gibibyte, all of them as they were at the end."""
    with temporary_data_folder() as data:
        async with House(data=data, ports=free_ports(*PROCESSES), durable=False) as house:
            await create_administrator(house, "root.hostile", PASSWORD)
            admin = await Door.person(house.gateway_url, "root.hostile", PASSWORD)
            await admin.post("/api/v1/metrics/indicators", {"indicators": load("indicators/resources.yaml")})
            town = Town(house, admin, f"h{secrets.token_hex(4)}")
            await town.organisations(county(town.code))
            door, readings = await asked_for(town)
            before = dict(house.pids)
            ends = await Posting(door, readings, say).all(seed, BODIES)
            await house.wait_until_ready()
            peaks = {name: peak_mib(pid) for name, pid in house.pids.items() if name != "database"}
            assert dict(house.pids) == before, "a process died and was started again"
            for each in (door, admin):
                await each.close()
    say(f"{sum(ends.values())} bodies, none broke anything: {dict(ends.most_common())}")
    say(f"most memory of a process, MiB: { {name: round(peak) for name, peak in peaks.items()} }")
    assert max(peaks.values()) < MOST_MIB, peaks
