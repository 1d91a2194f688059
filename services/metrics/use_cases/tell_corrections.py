"""Keeps which versions correct an approved one, and tells in the feed whoever used the old value."""

from collections.abc import Mapping
from typing import Any

from services.kernel.feed import publish_all
from services.kernel.routes import Session
from services.metrics.domain.packing import plain
from services.metrics.domain.submission import Sent
from services.metrics.domain.taking import WITHDRAWN, Approved, Rows
from services.metrics.repository.corrections import keep_corrections
from services.metrics.repository.replacing import keep_replacements, names_of
from services.metrics.use_cases.basis import Names

TOPIC = "correction"
MOST = 10_000
"""Corrections in one change."""
_COLUMNS = ("organisation", "indicator", "period", "version", "corrects", "old", "new")


async def tell_corrections(session: Session, sent: Sent, rows: Rows, approved: Approved, names: Names) -> None:
    """The rows as they were kept, and what was approved of their keys. That a correction counts, its review says."""
    await keep_corrections(session, rows, approved.versions)
    columns = {
        "organisation": rows.organisations,
        "indicator": rows.indicators,
        "period": rows.periods,
        "version": rows.versions,
        "corrects": approved.versions,
        "old": approved.values,
        "new": rows.values,
    }
    await _tell(session, sent.id, {"submission": sent.id, "reason": sent.correction_reason}, columns, names)


async def tell_replaced(session: Session, review: int, reason: str, replaced: Mapping[str, Any]) -> None:
    """Of readings that nobody sent as corrections, and whose approval made them some: `reason` is that of the review,
    which stands in the place of a submission."""
    await keep_replacements(session, replaced, reason)
    head = {"submission": None, "review": review, "reason": reason}
    await _tell(session, f"review-{review}", head, replaced, await names_of(session, replaced))


async def _tell(session: Session, key: str, head: dict[str, Any], columns: Mapping[str, Any], names: Names) -> None:
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
            *(columns[name].tolist() for name in _COLUMNS), strict=True
        )
    ]
    pieces = [said[begun : begun + MOST] for begun in range(0, len(said), MOST)]
    await publish_all(
        session,
        TOPIC,
        [(f"{key}/{number}", {**head, "corrections": piece}) for number, piece in enumerate(pieces, 1)],
    )
