"""A process ends its work beside the requests, even where a cancellation is swallowed."""

import asyncio

from services.kernel.app import create_app
from services.kernel.feed import Feed
from services.kernel.routes import Ground
from tests.kernel.conftest import OpenGate


class NoDatabase:
    """Where nothing is asked."""

    schema = "nothing"
    url = "postgresql+asyncpg://nobody@127.0.0.1:1/nothing"

    async def close(self) -> None:
        """There is nothing to close."""


async def test_what_swallows_a_cancellation_is_cancelled_again() -> None:
    swallowed = 0

    async def stubborn() -> None:
        nonlocal swallowed
        while True:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                swallowed += 1
                if swallowed == 2:
                    raise

    database = NoDatabase()
    ground = Ground(database, Feed(database), OpenGate())  # type: ignore[arg-type]
    app = create_app("nothing", ground, [], body_limit=1024, background=[stubborn])

    async def lived() -> None:
        async with app.router.lifespan_context(app):
            await asyncio.sleep(0.1)

    ended, _ = await asyncio.wait({asyncio.ensure_future(lived())}, timeout=20)
    assert ended, "the process waits for what swallowed its cancellation"
    assert swallowed == 2
