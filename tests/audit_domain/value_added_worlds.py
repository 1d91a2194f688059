"""Groups of invented schools whose value added is known, and how often its interval holds it.

`python -m tests.acceptance value-added` asks all worlds for a thousand groups each, the suite for a fiftieth.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from services.audit.domain.value_added import expectations

WHOLE = 1000


@dataclass(frozen=True)
class World:
    """`level` and `added` are the spreads of lasting levels and of value added, in spreads of a year's fluctuation."""

    schools: int
    periods: int
    level: float
    added: float


WORLDS: Mapping[str, World] = {
    "smallest": World(6, 3, 3, 0.5),
    "alike": World(20, 3, 0.2, 1),
    "half reliable": World(20, 4, 0.5, 1),
    "usual": World(30, 4, 3, 1),
    "far apart": World(60, 5, 10, 2),
    "nothing added": World(12, 3, 2, 0),
}


def coverage(world: World, simulations: int, seed: int) -> float:
    """The share of intervals, over all schools of all groups, that hold the value added beyond that of the peers."""
    luck = np.random.default_rng(seed)
    held = 0
    for _ in range(simulations):
        truth = luck.normal(0, world.added, world.schools)
        values = (
            50
            + luck.normal(0, 2, world.periods + 1)[None, :]
            + luck.normal(0, world.level, world.schools)[:, None]
            + luck.normal(0, 1, (world.schools, world.periods + 1))
        )
        values[:, -1] += truth
        told = expectations(values)
        assert told is not None
        beyond = truth - (truth.sum() - truth) / (world.schools - 1)
        held += int((np.abs(told.added - beyond) <= told.half).sum())
    return held / (simulations * world.schools)
