"""What happened to a unit in a year, as cases tell of it, and whether it is appraised already."""

from datetime import date

from services.audit.domain.appraising import Condition
from services.kernel.driver import fetch
from services.kernel.routes import Session


async def happened_to(session: Session, unit: str, first: date, last: date) -> dict[Condition, list[str]]:
    """By condition the cases, each once; those that were revoked or lapsed say nothing."""
    rows = await fetch(
        session,
        """select distinct c.id, c.kind, s.step from {schema}.case_file c
           join {schema}.case_step s on s.case_id = c.id
           where c.unit = $1 and s.happened_on between $2 and $3 and c.state not in ('revoked', 'lapsed', 'dropped')
             and (c.kind, s.step) in
               (('outcome', 'decided'), ('rectification', 'overdue'), ('rectification', 'escalated'))
           order by c.id""",
        *(unit, first, last),
    )
    words = {
        "decided": Condition.HELD_TO_ACCOUNT,
        "overdue": Condition.ORDER_OVERDUE,
        "escalated": Condition.ORDER_ESCALATED,
    }
    found: dict[Condition, list[str]] = {each: [] for each in words.values()}
    for row in rows:
        found[words[row["step"]]].append(row["id"])
    return found


async def standing_appraisal(session: Session, unit: str, year: int) -> str | None:
    """The appraisal of a year that was not dropped."""
    rows = await fetch(
        session,
        """select id from {schema}.case_file where kind = 'appraisal' and unit = $1
           and (details ->> 'year')::int = $2 and state <> 'dropped' limit 1""",
        *(unit, year),
    )
    return rows[0]["id"] if rows else None


async def lock_appraisals(session: Session, unit: str) -> None:
    await fetch(session, "select pg_advisory_xact_lock(hashtextextended('appraisal ' || $1, 0))", unit)
