"""Reads the documents that wait, one after another, for as long as the process runs."""

import asyncio

import structlog

from services.kernel.database import Database
from services.plans.domain.imported import Reading
from services.plans.readers.unreadable import Reason, Unreadable
from services.plans.repository import imports
from services.plans.use_cases.send_document import LONG_PATIENCE, read_draft

log = structlog.get_logger("dudao")
LOOKS_EVERY = 1.0
BEATS_EVERY = 5.0
MOST_ATTEMPTS = 3
"""A document during whose reading the whole process died three times is not tried again."""


class ImportWorker:
    """A document is leased while it is read: after a crash the lease runs out and it is read anew, with one effect."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def run(self) -> None:
        while True:
            try:
                worked = await self._read_next()
            except Exception:
                log.exception("reading a document failed")
                worked = False
            if not worked:
                await asyncio.sleep(LOOKS_EVERY)

    async def _read_next(self) -> bool:
        async with self._database.transaction() as session:
            leased = await imports.lease_next(session)
            await session.commit()
        if leased is None:
            return False
        id_, media_type, original, jurisdiction, attempt = leased
        try:
            found: Reading | Reason = Reason.READING_FAILED
            if attempt <= MOST_ATTEMPTS:
                found = await self._read(id_, media_type, original, jurisdiction)
        except Unreadable as refused:
            found = refused.reason
        async with self._database.transaction() as session:
            if isinstance(found, Reason):
                await imports.keep_refusal(session, id_, found.value)
            else:
                await imports.keep_reading(session, id_, found)
            await session.commit()
        return True

    async def _read(self, id_: str, media_type: str, original: bytes, jurisdiction: str) -> Reading:
        seen = 0.0

        def note(progress: float) -> None:
            nonlocal seen
            seen = progress

        async def beat() -> None:
            while True:
                await asyncio.sleep(BEATS_EVERY)
                async with self._database.transaction() as session:
                    await imports.keep_progress(session, id_, seen)
                    await session.commit()

        beating = asyncio.ensure_future(beat())
        try:
            return await read_draft(media_type, original, jurisdiction, LONG_PATIENCE, note)
        finally:
            beating.cancel()
