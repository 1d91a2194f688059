"""`python -m tests.bench`: measures and writes build/bench.json, one JSON object a line; progress on standard error."""

import asyncio
import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from deploy.ground import ROOT
from tests.bench import clients, measuring, nation, policy_texts, whole_house
from tests.bench.rounds import Figure, generator

RESULT = ROOT / "build" / "bench.json"
LONGEST_SECONDS = 1_200
MEASURES = (clients.measure, whole_house.measure, policy_texts.measure, measuring.measure, nation.measure)


async def measure_all() -> list[Figure]:
    """Every figure, in order. Raises TimeoutError rather than measuring on and on."""
    figures, started = [], time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dudao-bench-") as scratch:
        async with asyncio.timeout(LONGEST_SECONDS), generator() as load:
            for measure in MEASURES:
                _say(f"{time.monotonic() - started:4.0f} s  {measure.__module__} …")
                async for figure in measure(load, Path(scratch)):
                    figures.append(figure)
                    told = f"{figure.name} {figure.value} ({figure.low}–{figure.high})"
                    _say(f"{time.monotonic() - started:4.0f} s  {told}: {figure.note}")
    return figures


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    figures = asyncio.run(measure_all())
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text("".join(json.dumps(asdict(figure), ensure_ascii=False) + "\n" for figure in figures))
    _say(f"written: {RESULT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
