"""Duty clauses of published plans, one row each."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.models import PlanDuty
from services.plans.repository.revision_on import REVISION_ON


async def save_duties(session: AsyncSession, duties: Sequence[PlanDuty]) -> None:
    session.add_all(duties)
    await session.flush()


async def list_duties(
    session: AsyncSession,
    *,
    plan: str | None,
    organisation: str | None,
    day: date | None = None,
    after: tuple[str, int],
    limit: int,
) -> Sequence[Any]:
    """Clauses of the newest published revisions, or of those of a day, in the order of plan and position."""
    found = await run_sql(
        session,
        f"""select d.* from {{schema}}.plan_duty d
           join {{schema}}.plan p on p.code = d.plan_code and d.revision = {REVISION_ON}
           where (d.plan_code, d.position) > (cast(:code as text), cast(:position as integer))
             and (cast(:plan as text) is null or d.plan_code = cast(:plan as text))
             and (cast(:organisation as text) is null or d.organisation_code = cast(:organisation as text))
           order by d.plan_code, d.position limit :limit""",  # noqa: S608 - a constant of this package
        code=after[0],
        position=after[1],
        plan=plan,
        organisation=organisation,
        day=day,
        limit=limit,
    )
    return found.all()
