"""Files in cases, kept as they came."""

from dataclasses import dataclass
from datetime import date, datetime

from services.kernel.driver import fetch
from services.kernel.routes import Session

_TOLD = "sha256, media_type, size, title, collected_on, valid_until, actor_id, actor_name, recorded_at"


@dataclass(frozen=True)
class NewEvidence:
    """`collected_on` is the day it tells of; after `valid_until` it proves nothing."""

    case_id: str
    sha256: str
    media_type: str
    content: bytes
    title: str
    collected_on: date
    valid_until: date | None
    actor_id: str
    actor_name: str


@dataclass(frozen=True)
class KeptEvidence:
    """Without its bytes."""

    sha256: str
    media_type: str
    size: int
    title: str
    collected_on: date
    valid_until: date | None
    actor_id: str
    actor_name: str
    recorded_at: datetime


async def add_evidence(session: Session, new: NewEvidence) -> bool:
    """Whether it is new: the same bytes are kept once in a case."""
    rows = await fetch(
        session,
        """insert into {schema}.case_evidence (case_id, sha256, media_type, size, content, title, collected_on,
             valid_until, actor_id, actor_name)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning sha256""",
        *(new.case_id, new.sha256, new.media_type, len(new.content), new.content, new.title, new.collected_on),
        *(new.valid_until, new.actor_id, new.actor_name),
    )
    return bool(rows)


async def evidence_of(session: Session, case: str) -> list[KeptEvidence]:
    """In the order in which it came."""
    rows = await fetch(
        session,
        f"select {_TOLD} from {{schema}}.case_evidence where case_id = $1 order by recorded_at, sha256",  # noqa: S608
        case,
    )
    return [KeptEvidence(**dict(row)) for row in rows]


async def content_of(session: Session, case: str, sha256: str) -> tuple[str, bytes] | None:
    """Media type and bytes."""
    rows = await fetch(
        session,
        "select media_type, content from {schema}.case_evidence where case_id = $1 and sha256 = $2",
        *(case, sha256),
    )
    return (rows[0]["media_type"], rows[0]["content"]) if rows else None
