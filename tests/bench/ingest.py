"""How fast readings are taken in, by the product over the full path and by its yardsticks on the same PostgreSQL.

Full path: through the gateway, token verified, organisations and what is asked checked, every value judged, harmless to
repeat, with history and change feed, committed to disk. One client sends one body after another.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial

import asyncpg

from tests.bench.contenders import Contender, copied, endpoint
from tests.bench.rounds import Figure, compared, in_turn, middle
from tests.bench.standing import Stand, written_rows
from tests.bench.supply import Batch

BODIES, CORE_BODIES = 20, 2
BODY, NAIVE_BODY = 5_000, 1_000


async def measure(stand: Stand) -> AsyncIterator[Figure]:
    """`ingest_new_…`, `ingest_worst_shape_…`, `ingest_replay_…` and `ingest_changed_vs_naive`."""
    ingest = Ingest(stand)
    async for figure in ingest.new():
        yield figure
    yield await ingest.replayed()
    yield await ingest.changed()


class Ingest:
    """Remembers what was sent, to send it again."""

    def __init__(self, stand: Stand) -> None:
        self._contest, self._stand = stand.contest, stand
        self._product = stand.product
        self._naive, self._core = (endpoint(stand.yardsticks.ports[name]) for name in ("naive", "core"))
        self._sent: dict[str, list[Batch]] = {}

    async def new(self) -> AsyncIterator[Figure]:
        """Keys that nobody has sent yet, everywhere."""
        connection = await asyncpg.connect(self._stand.yardsticks.database)
        acts: dict[str, Callable[[], Awaitable[float]]] = {
            "naive": partial(self._new, self._naive, NAIVE_BODY, 1),
            "core": partial(self._new, self._core, BODY, CORE_BODIES),
            "copy": partial(self._copied, connection),
            "product": partial(self._new, self._product, BODY, BODIES),
            "worst": self._worst,
        }
        await in_turn(acts, 1)
        found = await in_turn(acts)
        await connection.close()
        rates = {name: f"{name} {middle(each):,.0f}/s" for name, each in found.items()}
        note = f"full path, bodies of {BODY} readings, {rates['product']}, one client;"
        naive = f"{rates['naive']} with bodies of {NAIVE_BODY}"
        yield compared("ingest_new_vs_naive", found["product"], found["naive"], f"{note} {naive}")
        yield compared("ingest_new_vs_core", found["product"], found["core"], f"{note} {rates['core']}")
        bare = f"bare COPY into a keyed table, {rates['copy']}"
        yield compared("ingest_new_vs_copy_pk", found["product"], found["copy"], f"{note} {bare}")
        worst = f"one item of {BODY} schools, {rates['worst']}; {naive}"
        yield compared("ingest_worst_shape_vs_naive", found["worst"], found["naive"], worst)

    async def replayed(self) -> Figure:
        """The same bodies again, to everybody who has them; proves that the product wrote no row."""
        mine, others = self._sent["product"][-BODIES:], self._sent["naive"][-1:]
        acts = {
            "naive": partial(self._contest.rate, self._naive, others, repeated=True),
            "product": partial(self._contest.rate, self._product, mine, repeated=True),
        }
        before = await written_rows(self._stand.house)
        found = await in_turn(acts)
        written = await written_rows(self._stand.house) - before
        if written:
            raise RuntimeError(f"{written} rows were written for repetitions")
        note = f"product {middle(found['product']):,.0f}/s, naive {middle(found['naive']):,.0f}/s"
        proof = "rows inserted, updated or deleted among readings and submissions meanwhile: 0"
        return compared("ingest_replay_vs_naive", found["product"], found["naive"], f"{note}; {proof}")

    async def changed(self) -> Figure:
        """The same keys with other values, a new version of each in the product, an update in the other."""

        async def again(name: str, contender: Contender, count: int) -> float:
            batches = [batch.changed for batch in self._sent[name][-count:]]
            self._sent[name][-count:] = batches
            return await self._contest.rate(contender, batches)

        acts = {
            "naive": partial(again, "naive", self._naive, 1),
            "product": partial(again, "product", self._product, BODIES),
        }
        found = await in_turn(acts)
        note = f"product {middle(found['product']):,.0f}/s, naive {middle(found['naive']):,.0f}/s; every value differs"
        return compared("ingest_changed_vs_naive", found["product"], found["naive"], note)

    async def _new(self, contender: Contender, size: int, count: int) -> float:
        batches = self._supply(size, count)
        if contender is not self._core:
            name = "naive" if contender is self._naive else "product"
            self._sent.setdefault(name, []).extend(batches)
        return await self._contest.rate(contender, batches)

    async def _copied(self, connection: asyncpg.Connection) -> float:
        return await copied(connection, self._supply(BODY, BODIES))

    async def _worst(self) -> float:
        return await self._contest.rate(self._product, [self._stand.supply.one_item() for _ in range(BODIES)])

    def _supply(self, size: int, count: int) -> list[Batch]:
        return [self._stand.supply.whole_schools(size) for _ in range(count)]
