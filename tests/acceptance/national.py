"""A national return: two hundred thousand schools, forty items each, eight million readings."""

import time
from collections.abc import Callable

from tests.acceptance.crash import durable_house
from tests.national.country import Country, settle
from tests.national.returning import followed, peaks, read_back, send

COUNTRY = Country(schools=200_000)
SCHOOLS_A_BODY, BODIES_A_MILLION = 12_500, 2
LARGEST = 64 * 1024 * 1024
MOST_MIB = 512
LAST_VS_FIRST = 0.8


async def rounds(_: int, say: Callable[[str], None]) -> None:
    """All stored, the last million as fast as the first, every reading in the feed once, no process above its bound."""
    async with durable_house() as house:
        door = await settle(house, COUNTRY, say)
        taken = await send(door, COUNTRY, SCHOOLS_A_BODY, say)
        last = taken.last_against_first(BODIES_A_MILLION)
        whole = sum(taken.seconds)
        say(f"{taken.readings:,} readings in {whole:.0f} s, {taken.readings / whole:,.0f}/s")
        say(f"largest body {taken.largest:,} bytes")
        say(f"ingest_last_vs_first_million {last:.3f}")
        begun = time.monotonic()
        await followed(house)
        say(f"audit had them {time.monotonic() - begun:.0f} s after the last was stored")
        begun = time.monotonic()
        found = await read_back(house, COUNTRY)
        say(f"{found:,} readings read back from the feed in {time.monotonic() - begun:.0f} s, each once")
        memory = peaks(house)
        say(f"most memory of a process, MiB: {memory}")
        await door.close()
    assert taken.largest <= LARGEST, taken.largest
    assert last >= LAST_VS_FIRST, last
    assert max(memory.values()) <= MOST_MIB, memory
