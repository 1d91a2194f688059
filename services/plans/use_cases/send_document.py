"""Take in a document: read at once where it is short, later where it is long."""

import asyncio
import hashlib
import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from services.access.caller import Guard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.routes import Session
from services.plans.domain.imported import Imported, ImportState, Reading
from services.plans.errors import DocumentUnreadable
from services.plans.readers.process import Unreadable, read_document
from services.plans.repository import imports
from services.plans.use_cases.draft_from_reading import TooMany, draft_from

AT_ONCE = 400_000
"""Bytes up to which a sender waits for the draft; longer ones are read by the worker."""
PATIENCE = 20.0
LONG_PATIENCE = 300.0
_TURNS = asyncio.Semaphore(2)
Progress = Callable[[float], Awaitable[None]]


@dataclass(frozen=True)
class Taken:
    """`created` is False where the same document was here before."""

    imported: Imported
    created: bool


async def read_draft(
    media_type: str, body: bytes, jurisdiction: str, seconds: float, on_progress: Progress | None = None
) -> Reading:
    """In a process of its own, at most two at a time. Raises Unreadable."""
    async with _TURNS:
        found = await read_document(media_type, body, seconds=seconds, on_progress=on_progress)
    source = found["source"]
    text = source["text"].replace("\x00", "\ufffd")  # PostgreSQL keeps no NUL; places stay as they are
    try:
        draft = draft_from(found["draft"], text, jurisdiction)
    except TooMany as error:
        raise Unreadable("too_many_parts") from error
    return Reading(text, source["blocks"], source["notes"], draft.model_dump(mode="json"))


async def send_document(
    session: Session, guard: Guard, jurisdiction: str, content_type: str, body: bytes, *, dry_run: bool
) -> Taken:
    """The import of the document; the same one for the same jurisdiction is imported once."""
    await guard.require(jurisdiction)
    if not body:
        raise BodyInvalid(faults=[Fault("document_missing", "", "the document as the body of the request")])
    sha256, media_type = hashlib.sha256(body).hexdigest(), content_type.split(";")[0].strip().lower()
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
        return await read_draft(content_type, body, jurisdiction, PATIENCE)
    except Unreadable as refused:
        if refused.reason == "reading_took_too_long":
            return None
        raise DocumentUnreadable(faults=[unreadable_fault(refused.reason, content_type)]) from refused


def unreadable_fault(reason: str, media_type: str) -> Fault:
    return Fault(reason, "", UNREADABLE.get(reason, "a document that can be read"), media_type)


UNREADABLE = {
    "media_type_unknown": "text/plain, text/html, a Word file (.docx) or a PDF",
    "not_what_it_says": "a document of the type that Content-Type names",
    "encoding_unknown": "text in UTF-8, UTF-16 or GB18030",
    "encrypted": "a document without a password",
    "pdf_without_text": "a PDF with a text layer; of a scan send the text or the Word file",
    "expands_too_far": "a file that does not unpack to many times its size",
    "too_many_parts": "a document with no more parts than a plan can have; send it in pieces",
    "damaged": "a whole file; save it anew and send it again",
    "empty": "a document with words in it",
    "reading_took_too_long": "a document that can be read in five minutes; send it as text, or in pieces",
    "reading_failed": "a document that can be read; send it as text",
}
