"""Reads the large bodies that wait, one after another, for as long as the process runs."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import structlog

from services.access.caller import Guard, load_caller
from services.access.policy import POLICY
from services.kernel.database import Database
from services.kernel.errors import NotAllowed, Refusal, Unavailable
from services.kernel.feed import Feed
from services.kernel.problems import plain_problem
from services.metrics.errors import ReadingFailed
from services.metrics.repository import large_bodies
from services.metrics.repository.large_bodies import Waiting
from services.metrics.use_cases.receive import Beside, read_given
from services.metrics.use_cases.submit import submit

LOOKS_EVERY, BEATS_EVERY = 1.0, 5.0
MOST_ATTEMPTS = 3
"""A body during whose reading the whole process died three times is not tried again."""
Tell = Callable[[float], None]
log = structlog.get_logger("dudao")


class LargeBodyWorker:
    """A body is leased while it is worked on. What it stores and its answer are one transaction: after a crash it is
    read anew, and takes effect once."""

    def __init__(self, database: Database, feed: Feed) -> None:
        self._database, self._feed = database, feed
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Say that a body waits."""
        self._news.set()

    async def run(self) -> None:
        while True:
            self._news.clear()
            try:
                worked = await self._work_next()
            except Exception:
                log.exception("reading a large body failed")
                worked = False
            if not worked:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(LOOKS_EVERY):
                        await self._news.wait()

    async def _work_next(self) -> bool:
        async with self._database.transaction() as session:
            waiting = await large_bodies.lease_next(session)
            await session.commit()
        if waiting is None:
            return False
        try:
            if waiting.attempt > MOST_ATTEMPTS:
                raise ReadingFailed()
            async with self._beating(waiting) as tell:
                await self._take(waiting, tell)
        except Unavailable:
            raise  # the lease runs out, and it is tried again
        except Refusal as refused:
            await self._refuse(waiting, refused)
        return True

    async def _take(self, waiting: Waiting, tell: Tell) -> None:
        beside = Beside.kept(waiting.beside)
        given = await read_given(waiting.media_type, waiting.encoding, waiting.body, beside)
        tell(0.3)
        dry_run = bool(waiting.beside.get("dry_run"))
        async with self._database.transaction() as session:
            caller = await load_caller(session, waiting.sender)
            if caller is None:
                raise NotAllowed()
            guard = Guard(caller, POLICY["metrics_submit"], session)
            report = await submit(session, guard, given, dry_run=dry_run, id_=waiting.id, tell=tell)
            if dry_run:
                await session.rollback()
            settled = await large_bodies.settle(session, waiting.id, "stored", report.model_dump(mode="json"))
            if settled:
                await session.commit()
        self._feed.wake()

    async def _refuse(self, waiting: Waiting, refused: Refusal) -> None:
        async with self._database.transaction() as session:
            await large_bodies.settle(session, waiting.id, "refused", plain_problem(refused))
            await session.commit()

    @asynccontextmanager
    async def _beating(self, waiting: Waiting) -> AsyncIterator[Tell]:
        """Renews the lease and says how far it is, while the work goes on."""
        reached = 0.0

        def tell(progress: float) -> None:
            nonlocal reached
            reached = progress

        async def beat() -> None:
            while True:
                await asyncio.sleep(BEATS_EVERY)
                with contextlib.suppress(Exception):
                    async with self._database.transaction() as session:
                        await large_bodies.keep_progress(session, waiting.id, reached)
                        await session.commit()

        beating = asyncio.ensure_future(beat())
        try:
            yield tell
        finally:
            beating.cancel()
