"""Tasks and statements as plans told them, at a version of its feed."""

import json
from collections.abc import Collection
from typing import Any

from services.audit.domain.task_record import TaskRecord, record_from
from services.kernel.database import run_sql
from services.kernel.routes import Session

_TASKS = """select * from (select distinct on (code) code, document, cast(document as text) as told
      from {schema}.task_copy where feed_version <= :version order by code, feed_version desc) newest
    where newest.code = any(:codes)
      or exists (select from jsonb_array_elements(newest.document -> 'versions') v
        where v ->> 'owner' = any(:owners))
    order by code"""
_STATEMENTS = """select distinct on (id) id, cast(document as text) as told from {schema}.statement_copy
    where organisation = :organisation and feed_version <= :version order by id, feed_version desc"""


async def tasks_of(session: Session, owners: Collection[str], version: int) -> list[TaskRecord]:
    """Every task that one of the organisations owns or has owned."""
    return await _tasks(session, version, owners=owners, codes=())


async def tasks_by_code(session: Session, codes: Collection[str], version: int) -> list[TaskRecord]:
    return await _tasks(session, version, owners=(), codes=codes) if codes else []


async def _tasks(
    session: Session, version: int, *, owners: Collection[str], codes: Collection[str]
) -> list[TaskRecord]:
    found = await run_sql(session, _TASKS, version=version, owners=sorted(owners), codes=sorted(codes))
    return [record_from(row.code, json.loads(row.told)) for row in found]


async def statements_of(session: Session, organisation: str, version: int) -> list[dict[str, Any]]:
    """Every statement that was drawn for the organisation, with all its events."""
    found = await run_sql(session, _STATEMENTS, organisation=organisation, version=version)
    return [json.loads(row.told) for row in found]
