"""Every way to send readings as nobody should, and two hundred bodies; `python -m tests.acceptance readings` takes
ten thousand."""

import os
import secrets

from deploy.supervisor import House
from tests.door.conftest import Town
from tests.hostile.posting import Posting, peak_mib
from tests.hostile.town import asked_for

BODIES = 200
MOST_MIB = 640  # the processes of the whole run


async def test_no_body_of_readings_breaks_or_blocks_the_door(house: House, town: Town) -> None:
    seed = int(os.environ.get("DUDAO_TEST_SEED", secrets.randbits(32)))
    print(f"seed {seed}: set DUDAO_TEST_SEED to run it again")
    door, readings = await asked_for(town)
    ends = await Posting(door, readings, print).all(seed, BODIES)
    assert sum(ends.values()) == BODIES
    assert len(ends) > 10, ends
    assert ends["taken"], ends
    assert {name: peak_mib(house.pids[name]) < MOST_MIB for name in ("gateway", "metrics")} == {
        "gateway": True,
        "metrics": True,
    }
