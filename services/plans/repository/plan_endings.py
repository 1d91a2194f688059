"""How plans ended, and what they were on a day."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.domain.legal_standing import Ending, EndingStatus, Force
from services.plans.domain.words import LegalStatus
from services.plans.models import PlanEnding
from services.plans.repository.revision_on import REVISION_ON

ENDING = """e.status as ending_status, e.takes_effect_on, e.superseded_by, e.reason as ending_reason, e.recorded_by,
    e.recorded_at as ending_recorded_at, e.imported_by as ending_imported_by"""
"""The columns of `plan_ending e` that `ending_of` reads; all null where a plan has not ended."""


def ending_of(row: Any) -> Ending | None:
    if row.ending_status is None:
        return None
    return Ending(
        EndingStatus(row.ending_status),
        row.takes_effect_on,
        row.superseded_by,
        row.ending_reason,
        row.recorded_by,
        row.ending_recorded_at,
        row.ending_imported_by,
    )


async def save_ending(session: AsyncSession, ending: PlanEnding) -> None:
    session.add(ending)
    await session.flush()


async def raise_version(session: AsyncSession, code: str, version: int) -> None:
    """Something was said about the plan beside its document. Hold the row first."""
    await run_sql(session, "update {schema}.plan set version = :version where code = :code", version=version, code=code)


async def last_succession(session: AsyncSession, code: str) -> date | None:
    """The last day on which the plan takes the place of another; None where it takes nobody's."""
    found = await run_sql(
        session, "select max(takes_effect_on) from {schema}.plan_ending where superseded_by = :code", code=code
    )
    day: date | None = found.scalar_one()
    return day


async def forces_on(session: AsyncSession, codes: Collection[str], day: date) -> dict[str, Force]:
    """Of the plans that were published by that day what the revision of the day says, and how each plan ended.

    What a person has confirmed about the date of a plan is knowledge, not law: it holds for every day.
    """
    found = await run_sql(
        session,
        f"""select p.code, r.document ->> 'legal_status' as legal_status,
              cast(case when n.document -> 'document' ->> 'date_certainty' = 'confirmed'
                then n.document else r.document end ->> 'in_force_from' as date) as in_force_from, {ENDING}
            from {{schema}}.plan p
            join {{schema}}.plan_revision r on r.plan_code = p.code and r.revision = {REVISION_ON}
            join {{schema}}.plan_revision n on n.plan_code = p.code and n.revision = p.published
            left join {{schema}}.plan_ending e on e.plan_code = p.code
            where p.code = any(:codes)""",  # noqa: S608 - constants of this package
        codes=sorted(codes),
        day=day,
    )
    return {row.code: Force(LegalStatus(row.legal_status), row.in_force_from, ending_of(row)) for row in found}
