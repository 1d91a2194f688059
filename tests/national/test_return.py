"""A fiftieth of a national return; `python -m tests.acceptance national` takes in all of it."""

from deploy.ports import free_ports
from deploy.supervisor import House
from deploy.throwaway import temporary_data_folder
from tests.conftest import PROCESSES
from tests.national.country import ITEMS, Country, settle
from tests.national.returning import followed, peaks, read_back, send

COUNTRY = Country(schools=4_000)
MOST_MIB = 512


async def test_a_return_in_large_bodies_is_stored_once_and_read_back_in_bounded_memory() -> None:
    with temporary_data_folder() as data:
        async with House(data=data, ports=free_ports(*PROCESSES), durable=False) as house:
            await _returned(house)


async def _returned(house: House) -> None:
    door = await settle(house, COUNTRY, print)
    taken = await send(door, COUNTRY, 2_500, print)
    assert (taken.readings, len(taken.seconds)) == (COUNTRY.schools * ITEMS, 2)
    await followed(house)
    assert await read_back(house, COUNTRY) == COUNTRY.schools * ITEMS
    await door.close()
    assert max(peaks(house).values()) <= MOST_MIB
