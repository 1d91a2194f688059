"""How the cases of units stand, those that stand alike together."""

from datetime import date

from services.access.caller import Reach
from services.audit.domain.signals import Standing
from services.audit.repository.cases import CASES, CASES_REACHED
from services.audit.repository.organisations import reached
from services.kernel.database import run_sql
from services.kernel.routes import Session


async def standing_of(session: Session, reach: Reach, below: str, day: date) -> list[Standing]:
    """Cases of units and schools at or below a place and within the reach, those that stand alike together."""
    found = await run_sql(
        session,
        f"""select c.unit, c.kind, c.state, cast(:day as date) as day, min(k.last_day) as last_day, count(*) as many,
              (array_agg(c.id order by k.last_day nulls last, c.number))[1:5] as some
            {CASES} left join {{schema}}.case_clock k on k.case_id = c.id and k.clock = 'due'
            where {CASES_REACHED} and c.kind in ('rectification', 'outcome', 'shortage')
              and (u.path = :below or starts_with(u.path, :below || '/'))
            group by c.unit, c.kind, c.state, k.last_day is null, k.last_day <= cast(:day as date) + 30""",
        **reached(reach),
        below=below,
        day=day,
    )
    return [
        Standing(
            row.unit,
            row.kind,
            row.state,
            None if row.last_day is None else (row.last_day - row.day).days,
            row.many,
            tuple(row.some),
        )
        for row in found
    ]
