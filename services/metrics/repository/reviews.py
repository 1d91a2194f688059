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
        """select o.code, p.state from {schema}.submission_part p
           join {schema}.submission s on s.number = p.submission
           join {schema}.organisation o on o.number = p.organisation
           where s.id = :submission order by o.code""",
        submission=submission,
    )
    return {row.code: row.state for row in found}


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
        """update {schema}.submission_part p set state = :decision, reason = :reason, reviewer_id = :reviewer,
             reviewer_name = :reviewer_name, reviewed_at = now()
           from {schema}.submission s, {schema}.organisation o
           where s.id = :submission and p.submission = s.number and o.code = any(:organisations)
             and p.organisation = o.number and p.state = 'pending'
           returning p.reviewed_at""",
        submission=submission,
        organisations=sorted(organisations),
        decision=decision,
        reason=reason,
        reviewer=reviewer.id,
        reviewer_name=reviewer.name,
    )
    reviewed_at: datetime = found.scalars().all()[0]
    return reviewed_at
