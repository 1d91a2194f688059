"""Which revisions of plans were published when, and what they say, several at once."""

from collections.abc import Collection
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.domain.stored_plan import Document
from services.plans.repository.plans import document_from

Numbered = tuple[str, int]
"""A plan and the number of one of its revisions."""


async def days_of_revisions(session: AsyncSession, codes: Collection[str]) -> dict[str, list[tuple[int, date]]]:
    """Of every published plan the numbers of its revisions and their days, oldest first."""
    found = await run_sql(
        session,
        """select plan_code, revision, published_on from {schema}.plan_revision where plan_code = any(:codes)
           order by plan_code, revision""",
        codes=sorted(codes),
    )
    days: dict[str, list[tuple[int, date]]] = {}
    for row in found:
        days.setdefault(row.plan_code, []).append((row.revision, row.published_on))
    return days


async def documents_of(session: AsyncSession, wanted: Collection[Numbered]) -> dict[Numbered, Document]:
    """In the form of today; a number that is not published is left out."""
    rows = sorted(wanted)
    found = await run_sql(
        session,
        """select r.plan_code, r.revision, cast(r.document as text) as document from {schema}.plan_revision r
           join unnest(cast(:codes as text[]), cast(:numbers as integer[])) as asked (code, number)
             on r.plan_code = asked.code and r.revision = asked.number""",
        codes=[code for code, _ in rows],
        numbers=[number for _, number in rows],
    )
    return {(row.plan_code, row.revision): document_from(row.document) for row in found}
