"""A new organisation reaches the neighbours by change feed, some tens of milliseconds later; tests wait for it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from deploy.demo.door import Door, UnexpectedAnswer

SECONDS = 60.0


async def until_known(door: Door, path: str, body: Any) -> Any:
    """Post until the organisations in the body are known (403 before)."""

    async def attempt() -> Any:
        try:
            return await door.post(path, body, expect=(201,))
        except UnexpectedAnswer as refused:
            if refused.answer.status_code != 403:
                raise
            return None

    return await until(attempt)


async def until(attempt: Callable[[], Awaitable[Any]], seconds: float = SECONDS) -> Any:
    """The first true result of an attempt."""
    async with asyncio.timeout(seconds):
        found = await attempt()
        while not found:
            await asyncio.sleep(0.05)
            found = await attempt()
        return found
