"""The product and its yardsticks as one asks them: readings a second of some batches, one client, one after another."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import numpy as np

from services.kernel.copying import packed
from tests.bench.county import METRICS
from tests.bench.load import Outcome, Plan
from tests.bench.rounds import Generator
from tests.bench.supply import Batch, stacked

LONGEST_WINDOW = 60.0
JSON = {"Content-Type": "application/json"}
_ROW = {"period": "i4", "organisation": "i4", "indicator": "i4", "value": "f8"}


@dataclass(frozen=True)
class Contender:
    """Where bodies are posted, and with what; a body taken is answered `created`, one that is known `repeated`."""

    port: int
    path: str
    headers: Mapping[str, str] = field(default_factory=dict)
    created: int = 200
    repeated: int = 200


@dataclass(frozen=True)
class Contest:
    """Sends batches to contenders and says how fast they were taken."""

    generator: Generator
    scratch: Path

    async def rate(self, contender: Contender, batches: Sequence[Batch], *, repeated: bool = False) -> float:
        """Readings a second."""
        outcome = await self.outcome(contender, batches, repeated=repeated)
        return sum(map(len, batches)) / outcome.seconds

    async def outcome(
        self, contender: Contender, batches: Sequence[Batch], *, repeated: bool = False, connections: int = 1
    ) -> Outcome:
        plan = Plan(
            contender.port,
            contender.path,
            LONGEST_WINDOW,
            "POST",
            headers=JSON | dict(contender.headers),
            stack=stacked(self.scratch / "stack", list(batches)),
            expect=contender.repeated if repeated else contender.created,
            connections=connections,
        )
        return await self.generator.run(plan)


def product(gateway: int, authorization: str) -> Contender:
    return Contender(gateway, f"{METRICS}/submissions", {"Authorization": authorization}, created=201)


def endpoint(port: int) -> Contender:
    return Contender(port, "/readings")


async def copied(connection: asyncpg.Connection, batches: Sequence[Batch]) -> float:
    """Readings a second by COPY and nothing else, a transaction a batch; the bytes lie ready, in order of the key."""
    ready = [_bytes(batch) for batch in batches]
    started = time.perf_counter()
    for data in ready:
        await connection.copy_to_table(
            "reading", schema_name="copied", columns=list(_ROW), source=_whole(data), format="binary"
        )
    return sum(map(len, batches)) / (time.perf_counter() - started)


async def _whole(data: bytes):  # type: ignore[no-untyped-def]
    yield data


def _bytes(batch: Batch) -> bytes:
    columns = np.array(list(batch.rows())).T
    return packed(dict(zip(_ROW, columns, strict=True)), _ROW)
