"""Whether readings cost more the more there are already. `make acceptance` takes in eight million; this stands in."""

from collections.abc import AsyncIterator

import asyncpg

from tests.bench.rounds import Figure, compared
from tests.bench.standing import TABLES, Stand

ROUNDS, PIECES, BODIES, BODY = 3, 8, 10, 5_000


async def measure(stand: Stand) -> AsyncIterator[Figure]:
    """`ingest_last_vs_first_million`, of a smaller return: the last eighth against the first, from empty tables."""
    first, last = [], []
    for _ in range(ROUNDS):
        await _empty(stand)
        rates = [await _piece(stand) for _ in range(PIECES)]
        first.append(rates[0])
        last.append(rates[-1])
    piece = BODIES * BODY
    note = f"STAND-IN: the last {piece:,} of {PIECES * piece:,} readings against the first; in full: make acceptance"
    yield compared("ingest_last_vs_first_million", last, first, note)


async def _piece(stand: Stand) -> float:
    batches = [stand.supply.whole_schools(BODY) for _ in range(BODIES)]
    return await stand.contest.rate(stand.product, batches)


async def _empty(stand: Stand) -> None:
    """Readings are never removed but here: their triggers are told to look away."""
    connection = await asyncpg.connect(stand.house.ground.admin.url(), timeout=10)
    await connection.execute("set session_replication_role = replica")
    await connection.execute(f"truncate {', '.join(f'metrics.{table}' for table in TABLES)}")
    await connection.close()
