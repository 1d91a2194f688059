"""Submissions and their parts, as far as a caller may see them.

Who sent a submission sees all of it; anybody else sees the parts within reach, and nothing where there is none.
"""

from collections.abc import Sequence
from typing import Any

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.repository.reached import reach_values, reaching

STATES = ["pending", "approved", "returned"]
"""Of a part. All of them are named where any will do: it is by its state that a part is found."""
_SELECT = """select s.id, s.number, s.sender_id, s.sender_name, s.note, s.mode, s.correction_reason, s.received_at,
    s.created, s.updated, s.unchanged, s.rejected, s.withdrawn, s.parts from {schema}.submission s """
_VISIBLE = reaching(
    """
where (not :mine or s.sender_id = :caller)
  and (cast(:before as text) is null
       or s.number < (select b.number from {schema}.submission b where b.id = :before))
  and exists (
    select from {schema}.submission_part p join {schema}.organisation o on o.number = p.organisation
    where p.submission = s.number and (s.sender_id = :caller or {reached})
      and (cast(:organisation as text) is null or o.code = :organisation)
      and p.state = any(:states))
order by s.number desc limit :limit
"""
)
_SEEN = """
from {schema}.submission s join {schema}.submission_part p on p.submission = s.number
join {schema}.organisation o on o.number = p.organisation
where s.id = any(:submissions) and (s.sender_id = :caller or {reached})
"""
_STATES = reaching(
    """
select s.id, count(*) filter (where p.state = 'pending') as pending,
  count(*) filter (where p.state = 'approved') as approved, count(*) filter (where p.state = 'returned') as returned
"""
    + _SEEN
    + "group by s.id"
)
_PARTS = reaching(
    """
select o.code as organisation_code, p.submission, p.organisation, p.readings, p.state, p.needs, p.approvals,
  v.reviewer_id, v.reviewer_name, v.reviewed_at, v.reason
"""
    + _SEEN.replace("where", "left join {schema}.review v on v.number = p.review\nwhere")
    + "and o.code > :after order by o.code limit :limit"
)


async def list_submissions(
    session: Session,
    caller: str,
    reach: Reach,
    *,
    organisation: str | None,
    state: str | None,
    mine: bool,
    before: str | None,
    limit: int,
) -> Sequence[Any]:
    """The newest first; `before` is the id of the last one of the page before."""
    found = await run_sql(
        session,
        _SELECT + _VISIBLE,
        caller=caller,
        organisation=organisation,
        states=[state] if state else STATES,
        mine=mine,
        before=before,
        limit=limit,
        **reach_values(reach),
    )
    return found.all()


async def submission_head(session: Session, submission: str) -> Any | None:
    found = await run_sql(session, _SELECT + "where s.id = :id", id=submission)
    return found.one_or_none()


async def part_states_seen(session: Session, caller: str, reach: Reach, submissions: Sequence[str]) -> dict[str, Any]:
    """How many parts that the caller may see are in which state, for each submission that has any."""
    found = await run_sql(session, _STATES, caller=caller, submissions=list(submissions), **reach_values(reach))
    return {row.id: row for row in found}


async def parts_seen(
    session: Session, caller: str, reach: Reach, submission: str, *, after: str, limit: int
) -> Sequence[Any]:
    """The parts that the caller may see, in order of organisation, those above `after`."""
    found = await run_sql(
        session,
        _PARTS,
        caller=caller,
        submissions=[submission],
        after=after,
        limit=limit,
        **reach_values(reach),
    )
    return found.all()
