"""Whether the local copies hold what the neighbours have committed; asked before an assessment pins its snapshot."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from services.kernel.client import NeighbourClient
from services.kernel.follower import Follower

BEYOND_EVERY_VERSION = 2**62
CATCH_UP_SECONDS = 10.0


@dataclass(frozen=True)
class Watched:
    """A follower and the feed it follows."""

    follower: Follower
    feed: str


class Copies:
    """The copies of a process, and the one of them whose version an assessment pins."""

    def __init__(self, client: NeighbourClient, readings: Watched, others: Sequence[Watched]) -> None:
        self._client, self._readings, self._others = client, readings, tuple(others)

    async def catch_up(self, at_least_readings_version: int) -> None:
        """Return once everything committed at the neighbours before this call is here; else `CopyBehind`."""
        watched = (self._readings, *self._others)
        heads = await asyncio.gather(*(self._head(each.feed) for each in watched))
        wanted = [max(heads[0], at_least_readings_version), *heads[1:]]
        await asyncio.gather(
            *(each.follower.reached(version, CATCH_UP_SECONDS) for each, version in zip(watched, wanted, strict=True))
        )

    async def _head(self, feed: str) -> int:
        page = await self._client.get(feed, {"after": BEYOND_EVERY_VERSION, "limit": 1})
        return int(page["head"])


def copies_of(request: Request) -> Copies:
    copies: Copies = request.app.state.copies
    return copies


CopiesOf = Annotated[Copies, Depends(copies_of)]
