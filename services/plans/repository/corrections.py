"""Corrections of drafts in the database."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.kernel.fields import shown_number


@dataclass(frozen=True)
class Correction:
    """One node of a draft that somebody changed."""

    position: int
    node: str
    patch: Any
    before: Any
    reason: str
    actor: str
    recorded_at: datetime


async def add_corrections(
    session: AsyncSession, import_id: str, changes: list[tuple[str, Any, Any]], reason: str, actor: str
) -> None:
    """Each (node, patch, before); hold the row of the import first."""
    rows = [{"node": node, "patch": patch, "before": before} for node, patch, before in changes]
    await run_sql(
        session,
        """insert into {schema}.plan_import_correction (import_id, position, node, patch, before, reason, actor)
           select :id, coalesce(
               (select max(position) from {schema}.plan_import_correction where import_id = :id), 0) + place,
             body ->> 'node', body -> 'patch', body -> 'before', :reason, :actor
           from jsonb_array_elements(cast(cast(:rows as text) as jsonb)) with ordinality as r(body, place)""",
        id=import_id,
        rows=json.dumps(rows, ensure_ascii=False, default=shown_number),
        reason=reason,
        actor=actor,
    )


async def list_corrections(session: AsyncSession, import_id: str, *, after: int, limit: int) -> list[Correction]:
    found = await run_sql(
        session,
        """select position, node, cast(patch as text) as patch, cast(before as text) as before, reason, actor,
             recorded_at
           from {schema}.plan_import_correction where import_id = :id and position > :after
           order by position limit :limit""",
        id=import_id,
        after=after,
        limit=limit,
    )
    return [
        Correction(
            row.position,
            row.node,
            json.loads(row.patch),
            json.loads(row.before),
            row.reason,
            row.actor,
            row.recorded_at,
        )
        for row in found
    ]
