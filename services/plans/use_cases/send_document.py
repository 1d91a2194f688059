"""Take in a document: read at once where it is short, later where it is long."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from services.access.caller import Guard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.routes import Session
from services.plans.domain.imported import Imported, ImportState, Reading
from services.plans.errors import DocumentUnreadable
from services.plans.readers.process import read_document
from services.plans.readers.unreadable import Reason, Unreadable
from services.plans.repository import imports
from services.plans.schemas.draft_plan import DraftPlan
from services.plans.use_cases.draft_from_reading import TooMany, draft_from
from services.plans.use_cases.findings_in_draft import findings_in, findings_in_text
from services.plans.use_cases.unreadable_words import UNREADABLE

AT_ONCE = 400_000
"""Bytes up to which a sender waits for the draft; longer ones are read by the worker."""
LONGEST_TYPE = 200
PATIENCE = 20.0
LONG_PATIENCE = 300.0
_TURNS = asyncio.Semaphore(2)
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Taken:
    """`created` is False where the same document was here before."""

    imported: Imported
    created: bool


async def read_draft(media_type: str, body: bytes, jurisdiction: str, seconds: float, on_progress: Progress) -> Reading:
    """In a process of its own, at most two at a time. Raises Unreadable."""
    async with _TURNS:
        found = await read_document(media_type, body, seconds=seconds, on_progress=on_progress)
    source = found["source"]
    text = source["text"].replace("\x00", "\ufffd")  # PostgreSQL keeps no NUL; places stay as they are
    try:
        draft = await asyncio.to_thread(_draft, found["draft"], text, jurisdiction)
    except TooMany as error:
        raise Unreadable(Reason.TOO_MANY_PARTS) from error
    return Reading(text, source["blocks"], source["notes"], draft.plain())


def _draft(read: Any, text: str, jurisdiction: str) -> DraftPlan:
    draft = draft_from(read, text, jurisdiction)
    return draft.model_copy(update={"findings": findings_in(draft, known=findings_in_text(text))})


async def send_document(
    session: Session, guard: Guard, jurisdiction: str, content_type: str, body: bytes, *, dry_run: bool
) -> Taken:
    """The import of the document; the same one for the same jurisdiction is imported once."""
    await guard.require(jurisdiction)
    if not body:
        raise BodyInvalid(faults=[Fault("document_missing", "", "the document as the body of the request")])
    sha256, media_type = hashlib.sha256(body).hexdigest(), content_type.strip().lower()[:LONGEST_TYPE]
    known = await imports.find_same(session, jurisdiction, media_type, sha256)
    if known is not None:
        return Taken(known, created=False)
    await session.rollback()  # reading takes seconds, and no connection waits for it
    reading = await _read_now(content_type, body, jurisdiction)
    if dry_run and reading is None:
        raise BodyInvalid(faults=[Fault("too_long_to_try", "?dry_run", f"a document of at most {AT_ONCE} bytes")])
    one = Imported(
        id=f"imp_{secrets.token_hex(12)}",
        jurisdiction=jurisdiction,
        media_type=media_type,
        sha256=sha256,
        size=len(body),
        state=ImportState.READ if reading else ImportState.QUEUED,
        progress=1 if reading else 0,
        refusal=None,
        notes=reading.notes if reading else (),
        draft=reading.draft if reading else None,
        version=1,
        plan=None,
        recorded_at=datetime.now(UTC),
    )
    await guard.require(jurisdiction)
    if await imports.insert_import(session, one, body, guard.caller.id, reading):
        return Taken(await imports.find_import(session, one.id) or one, created=True)
    same = await imports.find_same(session, jurisdiction, media_type, sha256)
    return Taken(same or one, created=False)


async def _read_now(content_type: str, body: bytes, jurisdiction: str) -> Reading | None:
    """The reading of a short document; None for one that the worker shall read."""
    if len(body) > AT_ONCE:
        return None
    try:
        return await read_draft(content_type, body, jurisdiction, PATIENCE, lambda _: None)
    except Unreadable as refused:
        if refused.reason is Reason.READING_TOOK_TOO_LONG:
            return None
        raise DocumentUnreadable(faults=[_fault(refused)]) from refused


def _fault(refused: Unreadable) -> Fault:
    return Fault(refused.reason.value, "", refused.expected or UNREADABLE[refused.reason].en, refused.given)
