"""Batches to send: every key once in the whole run, every value different, so that nothing can stand for another."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Reading = tuple[str, str, str, int]
SCHOOLS_A_BATCH = 3


@dataclass(frozen=True)
class Batch:
    """Readings to be posted together, under one Idempotency-Key."""

    number: int
    readings: tuple[Reading, ...]
    key: str

    def body(self) -> dict[str, Any]:
        names = ("organisation", "indicator", "period", "value")
        return {"readings": [dict(zip(names, reading, strict=True)) for reading in self.readings]}


def batches(
    draw: random.Random, schools: Sequence[str], indicators: Sequence[str], periods: Sequence[str]
) -> Iterator[Batch]:
    """All keys, some schools at a time; which schools meet in a batch is drawn anew for every period."""
    number = 0
    for period in periods:
        order = draw.sample(list(schools), len(schools))
        for start in range(0, len(order), SCHOOLS_A_BATCH):
            keys = [(s, i, period) for s in order[start : start + SCHOOLS_A_BATCH] for i in indicators]
            first = number * SCHOOLS_A_BATCH * len(indicators) + 1
            readings = tuple((*key, value) for value, key in enumerate(keys, first))
            yield Batch(number, readings, f"batch-{draw.getrandbits(64):016x}")
            number += 1
