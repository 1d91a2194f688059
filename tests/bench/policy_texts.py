"""Whether a long policy text costs what its length says: the same kind of text, four times as much of it."""

import statistics
import time
from collections.abc import AsyncIterator
from pathlib import Path

from services.plans.readers.process import read_document
from tests.bench.rounds import Figure, Generator

TEXTS = sorted((Path(__file__).parents[1] / "plans" / "policy_texts").glob("*.txt"))
SHORT_BYTES, TIMES, ROUNDS = 200_000, 4, 3
NOTHING = "通知\n".encode()


async def measure(_: Generator, __: Path) -> AsyncIterator[Figure]:
    """`import_cost_long_vs_short`: what a byte of 0.8 MB costs over one of 0.2 MB, from bytes to draft; 1 is linear."""
    piece = "\n".join(text.read_text(encoding="utf-8") for text in TEXTS).encode() + b"\n"
    short = piece * (SHORT_BYTES // len(piece) + 1)
    found = [await _ratio(short) for _ in range(ROUNDS)]
    yield Figure(
        name="import_cost_long_vs_short",
        value=round(statistics.median(found), 3),
        low=round(min(found), 3),
        high=round(max(found), 3),
        rounds=ROUNDS,
        unit="ratio",
        note=f"{len(short)} bytes against {TIMES} times as many, the start of the process taken off both",
    )


async def _ratio(short: bytes) -> float:
    """The start of the process is the same for both and would hide what grows."""
    start = await _took(NOTHING)
    return (await _took(short * TIMES) - start) / (await _took(short) - start) / TIMES


async def _took(body: bytes) -> float:
    started = time.perf_counter()
    await read_document("text/plain; charset=utf-8", body, on_progress=lambda _: None)
    return time.perf_counter() - started
