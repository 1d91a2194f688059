"""One reading a request, from many at once: how long the slowest wait."""

from collections.abc import AsyncIterator
from functools import partial

from tests.bench.contenders import Contender, endpoint
from tests.bench.load import Outcome
from tests.bench.rounds import Figure, compared, in_turn, middle
from tests.bench.standing import Stand

CLIENTS, REQUESTS = 32, 320


async def measure(stand: Stand) -> AsyncIterator[Figure]:
    """`ingest_single_p99_ms_vs_core`: below 1 the product is faster."""

    async def sent(contender: Contender) -> Outcome:
        batches = [stand.supply.single() for _ in range(REQUESTS)]
        return await stand.contest.outcome(contender, batches, connections=CLIENTS)

    acts = {
        "core": partial(sent, endpoint(stand.yardsticks.ports["core"])),
        "product": partial(sent, stand.product),
    }
    await in_turn(acts, 1)
    found = await in_turn(acts)
    late = {name: [each.p99_ms for each in outcomes] for name, outcomes in found.items()}
    told = ", ".join(
        f"{name} {middle([each.rate for each in outcomes]):,.0f}/s p99 {middle(late[name]):,.0f} ms"
        for name, outcomes in found.items()
    )
    note = f"one new reading a request, {CLIENTS} clients, {REQUESTS} requests a round; {told}"
    yield compared("ingest_single_p99_ms_vs_core", late["product"], late["core"], note)
