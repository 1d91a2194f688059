"""Bodies of evidence in cases."""

from datetime import date, datetime

from services.audit.repository.evidence import KeptEvidence
from services.audit.schemas.common import Actor
from services.kernel.fields import Shown


class EvidenceShown(Shown):
    """`holds`: it still proves something today."""

    sha256: str
    media_type: str
    size: int
    title: str
    collected_on: date
    valid_until: date | None
    holds: bool
    added_by: Actor
    recorded_at: datetime


class EvidenceList(Shown):
    items: list[EvidenceShown]


def shown_evidence(kept: KeptEvidence, *, holds: bool) -> EvidenceShown:
    return EvidenceShown(
        sha256=kept.sha256,
        media_type=kept.media_type,
        size=kept.size,
        title=kept.title,
        collected_on=kept.collected_on,
        valid_until=kept.valid_until,
        holds=holds,
        added_by=Actor(id=kept.actor_id, name=kept.actor_name),
        recorded_at=kept.recorded_at,
    )
