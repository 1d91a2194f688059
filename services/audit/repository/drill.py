"""The day on which a drill stands."""

from datetime import date

from services.kernel.driver import fetch
from services.kernel.routes import Session


async def drill_day(session: Session) -> date | None:
    rows = await fetch(session, "select day from {schema}.drill_day")
    return rows[0]["day"] if rows else None


async def set_drill_day(session: Session, day: date) -> None:
    await fetch(
        session,
        """insert into {schema}.drill_day (one, day) values (true, $1)
           on conflict (one) do update set day = greatest(drill_day.day, excluded.day)""",
        day,
    )
