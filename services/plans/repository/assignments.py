"""Assignments of the measures of published plans, one row each."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.models import PlanAssignment
from services.plans.repository.revision_on import REVISION_ON


async def save_assignments(session: AsyncSession, assignments: Sequence[PlanAssignment]) -> None:
    session.add_all(assignments)
    await session.flush()


async def list_assignments(
    session: AsyncSession,
    *,
    plan: str | None,
    organisations: Collection[str] | None,
    role: str | None,
    measure: str | None,
    day: date | None = None,
    after: tuple[str, int],
    limit: int,
) -> Sequence[Any]:
    """Those of the newest published revisions, or of the day, in the order of plan and position; None leaves open."""
    found = await run_sql(
        session,
        f"""select a.* from {{schema}}.plan_assignment a
           join {{schema}}.plan p on p.code = a.plan_code and a.revision = {REVISION_ON}
           where (a.plan_code, a.position) > (cast(:code as text), cast(:position as integer))
             and (cast(:plan as text) is null or a.plan_code = cast(:plan as text))
             and (cast(:organisations as text[]) is null
                  or a.organisation_code = any(cast(:organisations as text[])))
             and (cast(:role as text) is null or a.role = cast(:role as text))
             and (cast(:measure as text) is null or a.measure_code = cast(:measure as text))
           order by a.plan_code, a.position limit :limit""",  # noqa: S608 - a constant of this package
        code=after[0],
        position=after[1],
        plan=plan,
        organisations=None if organisations is None else sorted(organisations),
        role=role,
        measure=measure,
        day=day,
        limit=limit,
    )
    return found.all()
