"""The change feed: one order, each version once, whatever the order in which writers commit."""

import asyncio
import random
import uuid

from fastapi import FastAPI

from services.kernel.feed import publish
from services.kernel.routes import Ground

WRITERS, ROUNDS = 16, 12


async def test_sixteen_writers_committing_out_of_order_and_one_poller_see_each_version_once(app: FastAPI) -> None:
    ground: Ground = app.state.ground
    topic, rng = uuid.uuid4().hex, random.Random(4)
    start = (await ground.feed.page(0, 1, [topic])).head
    expected = {f"{writer}/{n}" for writer in range(WRITERS) for n in range(ROUNDS)}

    async def write(writer: int) -> None:
        for n in range(ROUNDS):
            async with ground.database.transaction() as session:
                await publish(session, topic, f"{writer}/{n}", {"n": n})
                await asyncio.sleep(rng.random() * 0.02)
                await session.commit()
            ground.feed.wake()

    seen: list[tuple[int, str]] = []

    async def poll() -> None:
        after = start
        while len(seen) < len(expected):
            page = await ground.feed.page(after, 7, [topic], wait=2)
            assert all(change.version > after for change in page.changes)
            seen.extend((change.version, change.key) for change in page.changes)
            after = page.next

    async with asyncio.timeout(30):
        await asyncio.gather(poll(), *(write(writer) for writer in range(WRITERS)))
    assert [key for _, key in seen].__len__() == len(expected)
    assert {key for _, key in seen} == expected
    assert [version for version, _ in seen] == sorted({version for version, _ in seen})


async def test_what_is_rolled_back_never_appears(app: FastAPI) -> None:
    ground: Ground = app.state.ground
    topic = uuid.uuid4().hex
    async with ground.database.transaction() as session:
        await publish(session, topic, "dropped", {})
    await ground.feed.sequence()
    assert (await ground.feed.page(0, 10, [topic])).changes == []


async def test_a_poller_that_waits_is_woken_by_the_next_change(app: FastAPI) -> None:
    ground: Ground = app.state.ground
    topic = uuid.uuid4().hex
    head = await ground.feed.sequence()
    waiting = asyncio.create_task(ground.feed.page(head, 10, [topic], wait=10))
    await asyncio.sleep(0.1)
    async with ground.database.transaction() as session:
        await publish(session, topic, "news", {"value": 10.2})
        await session.commit()
    ground.feed.wake()
    page = await asyncio.wait_for(waiting, 5)
    assert [(change.key, change.body) for change in page.changes] == [("news", {"value": 10.2})]
