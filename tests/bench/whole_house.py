"""Everything that needs the whole product: the house once, then one measure after the other."""

from collections.abc import AsyncIterator
from pathlib import Path

from tests.bench import ingest, long_return, pages, single
from tests.bench.rounds import Figure, Generator
from tests.bench.standing import stand

MEASURES = (ingest.measure, pages.measure, single.measure, long_return.measure)


async def measure(generator: Generator, scratch: Path) -> AsyncIterator[Figure]:
    async with stand(generator, scratch) as ground:
        for measured in MEASURES:
            async for figure in measured(ground):
                yield figure
