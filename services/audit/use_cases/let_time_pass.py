"""Clocks run out on their day, also if nobody looks: asked for each day, and once again after a process was down."""

import asyncio
from datetime import date

import structlog

from services.audit.domain.procedures.life import passed
from services.audit.procedures import calendar
from services.audit.repository.cases import cases_run_out
from services.audit.use_cases.case_day import today
from services.audit.use_cases.case_lives import keep_moved, life_of
from services.kernel.database import Database
from services.kernel.feed import Feed

AT_ONCE = 200
LOOKS_EVERY = 30.0
log = structlog.get_logger("dudao")


async def let_time_pass(database: Database, day: date) -> int:
    """How many live cases moved by what `day` brings. Each in a transaction of its own; done again, nothing happens."""
    moved, failed = 0, set[str]()
    while True:
        async with database.transaction() as session:
            found = [id_ for id_ in await cases_run_out(session, day, AT_ONCE + len(failed)) if id_ not in failed]
        if not found:
            return moved
        for id_ in found:
            try:
                moved += await _let_pass(database, id_, day)
            except Exception:
                # One case that cannot move must not stop the clocks of all others.
                log.exception("a clock could not run out", case=id_)
                failed.add(id_)


async def _let_pass(database: Database, id_: str, day: date) -> bool:
    async with database.transaction() as session:
        found = await life_of(session, id_)
        if found is None:
            return False
        kept, before = found
        life = passed(before, day, calendar())
        await keep_moved(session, kept, before, life)
        await session.commit()
    return life is not before


class Timekeeper:
    """Lets time pass for as long as the process runs."""

    def __init__(self, database: Database, feed: Feed) -> None:
        self._database, self._feed = database, feed

    async def run(self) -> None:
        while True:
            try:
                if await let_time_pass(self._database, today()):
                    self._feed.wake()
            except Exception:
                log.exception("clocks were not looked at")
            await asyncio.sleep(LOOKS_EVERY)
