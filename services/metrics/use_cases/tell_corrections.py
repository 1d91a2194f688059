"""Keeps which versions correct an approved one, and tells in the feed whoever used the old value."""

from services.kernel.feed import publish_all
from services.kernel.routes import Session
from services.metrics.domain.packing import plain
from services.metrics.domain.submission import Sent
from services.metrics.domain.taking import WITHDRAWN, Approved, Rows
from services.metrics.repository.corrections import keep_corrections
from services.metrics.use_cases.basis import Names

TOPIC = "correction"
MOST = 10_000
"""Corrections in one change."""


async def tell_corrections(session: Session, sent: Sent, rows: Rows, approved: Approved, names: Names) -> None:
    """The rows as they were kept, and what was approved of their keys. That a correction counts, its review says."""
    await keep_corrections(session, rows, approved.versions)
    said = [
        {
            "organisation": names["organisation"][organisation],
            "indicator": names["indicator"][indicator],
            "period": names["period"][period],
            "version": version,
            "corrects": corrects,
            "old_value": plain(old),
            "new_value": plain(new),
            "withdrawn": new == WITHDRAWN,
        }
        for organisation, indicator, period, version, corrects, old, new in zip(
            rows.organisations.tolist(),
            rows.indicators.tolist(),
            rows.periods.tolist(),
            rows.versions.tolist(),
            approved.versions.tolist(),
            approved.values.tolist(),
            rows.values.tolist(),
            strict=True,
        )
    ]
    head = {"submission": sent.id, "reason": sent.correction_reason}
    pieces = [said[begun : begun + MOST] for begun in range(0, len(said), MOST)]
    await publish_all(
        session,
        TOPIC,
        [(f"{sent.id}/{number}", {**head, "corrections": piece}) for number, piece in enumerate(pieces, 1)],
    )
