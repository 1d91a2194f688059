"""Follows a neighbour's change feed into local copies, each page and its cursor in one transaction."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.client import NeighbourClient
from services.kernel.database import Database, run_sql
from services.kernel.errors import CopyBehind

Apply = Callable[[AsyncSession, Sequence[dict[str, Any]]], Awaitable[None]]
PAGE = 1000
WAIT = 20
STALE_SECONDS = 60.0
log = structlog.get_logger("dudao.follower")


class Follower:
    """One feed, one cursor. `apply` must be harmless when it sees a page again. `packed`: ask for bulk as bytes."""

    def __init__(
        self,
        name: str,
        url: str,
        topics: Sequence[str],
        database: Database,
        client: NeighbourClient,
        apply: Apply,
        *,
        packed: bool = False,
    ) -> None:
        self.name, self._url = name, url
        self._asked = {"limit": PAGE, "topic": list(topics)} | ({"packed": True} if packed else {})
        self._database, self._client, self._apply = database, client, apply
        self.version = -1
        self.in_step = False
        self._answered = float("-inf")
        self._moved = asyncio.Condition()

    @property
    def is_current(self) -> bool:
        """Whether the copy has caught up once and the neighbour has answered lately (a long poll included)."""
        return self.version >= 0 and time.monotonic() - self._answered < STALE_SECONDS

    async def run(self) -> None:
        """Follow for ever; whatever goes wrong is logged and tried again."""
        while True:
            try:
                if self.version < 0:
                    self.version = await self._stored()
                await self.step(WAIT if self.in_step else 0)
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 - the neighbour may be away; following must outlive it
                log.warning("following waits", feed=self.name, reason=f"{type(error).__name__}: {error}"[:200])
                await asyncio.sleep(0.5)

    async def step(self, wait: float) -> None:
        """Fetch one page, apply it, move the cursor."""
        page = await self._client.get(self._url, {"after": self.version, "wait": wait, **self._asked})
        if page["next"] > self.version:
            await self._take(page["changes"], page["next"])
        self._answered = time.monotonic()
        async with self._moved:
            self.version, self.in_step = page["next"], page["next"] >= page["head"]
            self._moved.notify_all()

    async def _take(self, changes: Sequence[dict[str, Any]], version: int) -> None:
        """Apply a page and move the cursor, unless another process of this schema has already got further."""
        async with self._database.transaction() as session:
            ensured = "insert into {schema}.feed_cursor (feed, version) values (:feed, 0) on conflict do nothing"
            await run_sql(session, ensured, feed=self.name)
            locked = "select version from {schema}.feed_cursor where feed = :feed for update"
            stored = int((await run_sql(session, locked, feed=self.name)).scalar_one())
            if stored < version:
                await self._apply(session, [change for change in changes if change["version"] > stored])
                moved = "update {schema}.feed_cursor set version = :version where feed = :feed"
                await run_sql(session, moved, feed=self.name, version=version)
                await session.commit()

    async def reached(self, version: int, seconds: float = 5.0) -> None:
        """Return once the copy holds `version`; `CopyBehind` after `seconds`."""
        try:
            async with asyncio.timeout(seconds), self._moved:
                await self._moved.wait_for(lambda: self.version >= version)
        except TimeoutError as error:
            raise CopyBehind(f"the copy of {self.name} is at {self.version}, wanted is {version}") from error

    async def _stored(self) -> int:
        async with self._database.transaction() as session:
            row = await run_sql(session, "select version from {schema}.feed_cursor where feed = :feed", feed=self.name)
            return int(row.scalar_one_or_none() or 0)
