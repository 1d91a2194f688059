"""A thousand documents as nobody should send them, through the gateway of a house of their own."""

from collections.abc import Callable

from deploy.demo.door import Door
from deploy.demo.people import create_administrator
from deploy.ports import free_ports
from deploy.supervisor import House
from deploy.throwaway import temporary_data_folder
from tests.conftest import PROCESSES
from tests.hostile.sending import send_all

DOCUMENTS = 1_000
CODE = "hostile"
COUNTY = {"code": CODE, "name": {"zh": "虚构县", "en": "Fictitious county"}, "kind": "government", "synthetic": True}


async def rounds(seed: int, say: Callable[[str], None]) -> None:
    with temporary_data_folder() as data:
        async with House(data=data, ports=free_ports(*PROCESSES), durable=False) as house:
            await create_administrator(house, "root.hostile", "a pass phrase for tests")
            door = await Door.person(house.gateway_url, "root.hostile", "a pass phrase for tests")
            await door.post("/api/v1/plans/organisations", {"organisations": [COUNTY]})
            ends = await send_all(door, CODE, seed, DOCUMENTS, say)
            await door.close()
    say(f"{sum(ends.values())} documents, none broke anything: {dict(ends.most_common())}")
