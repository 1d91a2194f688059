"""How plans take up measures of plans above: every decision, oldest first."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.models import Adoption

Key = tuple[str, str, str]
"""The plan, the plan above and its measure."""
_COLUMNS = (
    "a.plan_code, a.upper_plan_code, a.upper_measure, a.version, cast(a.document as text) as document,"
    " a.decided_on, a.reason, a.decided_by"
)


@dataclass(frozen=True)
class Decision:
    """`document` is None where the measure is no longer taken up."""

    key: Key
    version: int
    document: dict[str, Any] | None
    decided_on: date
    reason: str
    decided_by: str


async def save_decision(session: AsyncSession, decision: Adoption) -> None:
    session.add(decision)
    await session.flush()


async def decisions_about(session: AsyncSession, key: Key) -> list[Decision]:
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {{schema}}.adoption a
            where a.plan_code = :plan and a.upper_plan_code = :upper and a.upper_measure = :measure
            order by a.version""",  # noqa: S608 - the columns are a constant of this module
        plan=key[0],
        upper=key[1],
        measure=key[2],
    )
    return _decisions(found.all())


async def decisions_on_plan(session: AsyncSession, upper_plan: str) -> list[Decision]:
    """All that was ever decided about measures of a plan, key by key."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {{schema}}.adoption a where a.upper_plan_code = :upper
            order by a.plan_code, a.upper_measure, a.version""",  # noqa: S608 - as above
        upper=upper_plan,
    )
    return _decisions(found.all())


async def list_newest(
    session: AsyncSession, *, plan: str, upper_plan: str | None, after: tuple[str, str], limit: int
) -> list[Decision]:
    """The newest decision about each measure that a plan takes or took up, in the order of plan and measure above."""
    found = await run_sql(
        session,
        f"""select distinct on (a.upper_plan_code, a.upper_measure) {_COLUMNS} from {{schema}}.adoption a
            where a.plan_code = :plan
              and (a.upper_plan_code, a.upper_measure) > (cast(:after_plan as text), cast(:after_measure as text))
              and (cast(:upper as text) is null or a.upper_plan_code = cast(:upper as text))
            order by a.upper_plan_code, a.upper_measure, a.version desc limit :limit""",  # noqa: S608 - as above
        plan=plan,
        upper=upper_plan,
        after_plan=after[0],
        after_measure=after[1],
        limit=limit,
    )
    return _decisions(found.all())


def _decisions(rows: Sequence[Any]) -> list[Decision]:
    return [
        Decision(
            (row.plan_code, row.upper_plan_code, row.upper_measure),
            row.version,
            None if row.document is None else json.loads(row.document, parse_float=Decimal),
            row.decided_on,
            row.reason,
            row.decided_by,
        )
        for row in rows
    ]
