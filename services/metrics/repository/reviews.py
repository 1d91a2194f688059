"""Parts under review."""

from collections.abc import Collection
from datetime import datetime

from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.domain.submission import Person


async def part_states(session: Session, submission: str) -> dict[str, str]:
    """The state of each part, keyed by organisation in order of its code."""
    found = await run_sql(
        session,
        """select organisation_code, state from {schema}.submission_part
           where submission_id = :submission order by organisation_code""",
        submission=submission,
    )
    return {row.organisation_code: row.state for row in found}


async def review_parts(
    session: Session,
    submission: str,
    organisations: Collection[str],
    *,
    decision: str,
    reason: str | None,
    reviewer: Person,
) -> datetime:
    """Settle pending parts, whose desks must be held; returns when."""
    found = await run_sql(
        session,
        """update {schema}.submission_part set state = :decision, reason = :reason, reviewer_id = :reviewer,
             reviewer_name = :reviewer_name, reviewed_at = now()
           where submission_id = :submission and organisation_code = any(:organisations) and state = 'pending'
           returning reviewed_at""",
        submission=submission,
        organisations=sorted(organisations),
        decision=decision,
        reason=reason,
        reviewer=reviewer.id,
        reviewer_name=reviewer.name,
    )
    reviewed_at: datetime = found.scalars().all()[0]
    return reviewed_at
