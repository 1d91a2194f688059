"""The interval of value added holds what was really added in 95 ± 2 percent of a thousand groups, in every world."""

import asyncio
from collections.abc import Callable

from tests.audit_domain.value_added_worlds import WHOLE, WORLDS, coverage

TOLERANCE = 0.02


async def rounds(seed: int, say: Callable[[str], None]) -> None:
    for name, world in WORLDS.items():
        held = await asyncio.to_thread(coverage, world, WHOLE, seed)
        say(f"{name}: {held:.1%} of the intervals of {WHOLE} groups of {world.schools}")
        assert abs(held - 0.95) <= TOLERANCE, name
