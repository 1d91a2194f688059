"""The published revisions of a plan with all that is known of their publication."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.domain.stored_plan import Document
from services.plans.repository.plans import document_from


@dataclass(frozen=True)
class KeptRevision:
    """`kept` is the document exactly as it was published, `document` in the form of today."""

    revision: int
    document: Document
    kept: str
    published_on: date
    reason: str
    published_by: str
    recorded_at: datetime
    imported_by: str | None


async def list_revisions(session: AsyncSession, code: str, *, after: int, limit: int) -> Sequence[KeptRevision]:
    """Oldest first, those with a number above `after`."""
    found = await run_sql(
        session,
        """select revision, cast(document as text) as document, published_on, reason, published_by, recorded_at,
             imported_by
           from {schema}.plan_revision where plan_code = :code and revision > :after order by revision limit :limit""",
        code=code,
        after=after,
        limit=limit,
    )
    return [
        KeptRevision(
            row.revision,
            document_from(row.document),
            row.document,
            row.published_on,
            row.reason,
            row.published_by,
            row.recorded_at,
            row.imported_by,
        )
        for row in found
    ]
