"""Batches to send: every value different, so that nothing can stand for another, in all the ways a batch may come."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Reading = tuple[str, str, str, int | str]
SCHOOLS_A_BATCH = 3
WITHDRAWN = "withdrawn"
"""The value of a reading that takes back what was said before."""


class Way(StrEnum):
    """How a batch is sent: answered at once or read later, as a whole or what is valid of it, for new keys or known."""

    PLAIN = "plain"
    LATER = "later"
    VALID_ONLY = "valid_only"
    CORRECTION = "correction"
    SCOPE = "scope"


FIRST_WAYS = (*[Way.PLAIN] * 4, Way.LATER, Way.VALID_ONLY)
NEXT_WAYS = (None, None, None, Way.CORRECTION, Way.SCOPE)


@dataclass(frozen=True)
class Batch:
    """Readings to be posted together, under one Idempotency-Key. `then` changes them once they are acknowledged."""

    number: int
    readings: tuple[Reading, ...]
    key: str
    way: Way = Way.PLAIN
    then: "Batch | None" = None
    rejected: tuple[Reading, ...] = field(default=())
    """readings that come along and cannot be taken"""

    def body(self) -> dict[str, Any]:
        said = [reading for reading in self.readings if reading[3] != WITHDRAWN]
        names = ("organisation", "indicator", "period", "value")
        body: dict[str, Any] = {
            "readings": [dict(zip(names, reading, strict=True)) for reading in (*said, *self.rejected)]
        }
        if self.way is Way.VALID_ONLY:
            body["mode"] = "valid_only"
        if self.way is Way.CORRECTION:
            body["correction_reason"] = "measured again (synthetic)"
        if self.way is Way.SCOPE:
            organisations = list(dict.fromkeys(reading[0] for reading in self.readings))
            body["scope"] = {"organisations": organisations, "period": self.readings[0][2]}
        return body

    def chain(self) -> Iterator["Batch"]:
        """It and all that follows it."""
        yield self
        if self.then is not None:
            yield from self.then.chain()


def batches(
    draw: random.Random, schools: Sequence[str], indicators: Sequence[str], periods: Sequence[str]
) -> Iterator[Batch]:
    """All keys, some schools at a time; which schools meet in a batch is drawn anew for every period."""
    make, number = _Maker(draw), 0
    for period in periods:
        order = draw.sample(list(schools), len(schools))
        for start in range(0, len(order), SCHOOLS_A_BATCH):
            keys = [(s, i, period) for s in order[start : start + SCHOOLS_A_BATCH] for i in indicators]
            yield make.batch(number, keys)
            number += 1


class _Maker:
    def __init__(self, draw: random.Random) -> None:
        self._draw, self._value, self._later = draw, 0, 1_000_000

    def batch(self, number: int, keys: Sequence[tuple[str, str, str]]) -> Batch:
        way, after = self._draw.choice(FIRST_WAYS), self._draw.choice(NEXT_WAYS)
        rejected: tuple[Reading, ...] = ((keys[0][0], "no.such.item", keys[0][2], 1),) if way is Way.VALID_ONLY else ()
        then = None if after is None else self._after(after, keys)
        return Batch(number, self._valued(keys), self._key(), way, then, rejected)

    def _after(self, way: Way, keys: Sequence[tuple[str, str, str]]) -> Batch:
        """Other values of the same keys; a scope leaves the last item of each school out, which withdraws it."""
        self._later += 1
        if way is Way.CORRECTION:
            return Batch(self._later, self._valued(keys), self._key(), way)
        last = keys[-1][1]
        said = self._valued([key for key in keys if key[1] != last])
        gone: tuple[Reading, ...] = tuple((*key, WITHDRAWN) for key in keys if key[1] == last)
        return Batch(self._later, said + gone, self._key(), way)

    def _valued(self, keys: Sequence[tuple[str, str, str]]) -> tuple[Reading, ...]:
        first = self._value + 1
        self._value += len(keys)
        return tuple((*key, value) for value, key in enumerate(keys, first))

    def _key(self) -> str:
        return f"batch-{self._draw.getrandbits(64):016x}"
