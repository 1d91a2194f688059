"""Somebody of the case adds a file that proves something."""

import hashlib
from dataclasses import dataclass
from datetime import date

from services.access.caller import Guard
from services.audit.domain.evidence import BEGINNINGS, LARGEST, MOST_FILES, is_what_it_says
from services.audit.errors import CaseUnfit
from services.audit.repository.cases import case_of
from services.audit.repository.evidence import KeptEvidence, NewEvidence, add_evidence, evidence_of
from services.audit.use_cases.case_day import ahead_faults
from services.kernel.errors import Fault
from services.kernel.routes import Session


@dataclass(frozen=True)
class File:
    media_type: str
    content: bytes
    title: str
    collected_on: date
    valid_until: date | None


async def add_file(session: Session, guard: Guard, case: str, file: File) -> tuple[KeptEvidence, bool]:
    """The file as it is kept, and whether it is new."""
    kept = await case_of(session, case, locked=True)
    if kept is None or not await guard.allowed({kept.unit, kept.organisation, kept.about}):
        raise guard.refusal()
    there = await evidence_of(session, case)
    sha256 = hashlib.sha256(file.content).hexdigest()
    faults = _faults(file, full=len(there) >= MOST_FILES and sha256 not in {each.sha256 for each in there})
    if faults:
        raise CaseUnfit(faults=faults)
    caller = guard.caller
    new = await add_evidence(
        session,
        NewEvidence(
            case,
            sha256,
            file.media_type,
            file.content,
            file.title,
            file.collected_on,
            file.valid_until,
            caller.id,
            caller.name,
        ),
    )
    return next(each for each in await evidence_of(session, case) if each.sha256 == sha256), new


def _faults(file: File, *, full: bool) -> list[Fault]:
    faults = ahead_faults("?collected_on", file.collected_on)
    if not 0 < len(file.content) <= LARGEST:
        expected = f"a file of at most {LARGEST} bytes, and of more than none"
        faults.append(Fault("file_size", "", expected, str(len(file.content))))
    elif not is_what_it_says(file.media_type, file.content):
        expected = f"a file that is what its type says, one of: {', '.join(BEGINNINGS)}"
        faults.append(Fault("file_is_another", "", expected, file.media_type))
    if full:
        faults.append(Fault("too_many_files", "", f"at most {MOST_FILES} files in a case"))
    if file.valid_until is not None and file.valid_until < file.collected_on:
        expected = f"{file.collected_on} or later, when it was collected"
        faults.append(Fault("never_valid", "?valid_until", expected, file.valid_until.isoformat()))
    return faults
