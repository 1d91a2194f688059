"""Clocks run out on their day, also if nobody looks: asked for each day, and once again after a process was down."""

import asyncio
import contextlib
from datetime import date

import structlog

from services.audit.domain.procedures.life import passed
from services.audit.procedures import calendar
from services.audit.repository.cases import cases_run_out
from services.audit.use_cases.case_day import today_of
from services.audit.use_cases.case_lives import keep_moved, life_of
from services.kernel.database import Database
from services.kernel.feed import Feed

AT_ONCE = 200
LOOKS_EVERY = 30.0
log = structlog.get_logger("dudao")


async def let_time_pass(database: Database, today: date) -> int:
    """How many cases moved. Each in a transaction of its own; done again, nothing happens."""
    moved, failed = 0, set[str]()
    while True:
        async with database.transaction() as session:
            found = [id_ for id_ in await cases_run_out(session, today, AT_ONCE + len(failed)) if id_ not in failed]
        if not found:
            return moved
        for id_ in found:
            try:
                moved += await _let_pass(database, id_, today)
            except Exception:
                # One case that cannot move must not stop the clocks of all others.
                log.exception("a clock could not run out", case=id_)
                failed.add(id_)


async def _let_pass(database: Database, id_: str, today: date) -> bool:
    async with database.transaction() as session:
        found = await life_of(session, id_)
        if found is None:
            return False
        kept, before = found
        life = passed(before, today, calendar())
        await keep_moved(session, kept, before, life)
        await session.commit()
    return life is not before


class Timekeeper:
    """Lets time pass for as long as the process runs."""

    def __init__(self, database: Database, feed: Feed, *, drill: bool) -> None:
        self._database, self._feed, self._drill = database, feed, drill
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Say that it may be another day."""
        self._news.set()

    async def run(self) -> None:
        while True:
            self._news.clear()
            with contextlib.suppress(Exception):
                await self.look()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), LOOKS_EVERY)

    async def look(self) -> int:
        """How many cases moved."""
        try:
            async with self._database.transaction() as session:
                today = await today_of(session, drill=self._drill)
            moved = await let_time_pass(self._database, today)
        except Exception:
            log.exception("clocks were not looked at")
            raise
        if moved:
            self._feed.wake()
        return moved
