"""Tasks, their versions and what was reported of them."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.plans.models import Task, TaskReport, TaskVersion
from services.plans.repository.organisation_states import BELOW


@dataclass(frozen=True)
class TaskFilter:
    """None leaves open; `below` is an organisation that owns them or under which the owner stood on the day asked
    about, `due_before` the first day that is too late.
    """

    plan: str | None = None
    below: str | None = None
    due_before: date | None = None


async def lock_tasks(session: AsyncSession) -> None:
    """Let one writer at a time in; two that cross would otherwise close a circle. Readers and reports go on."""
    await run_sql(session, "lock table {schema}.task in share row exclusive mode")


async def hold_task(session: AsyncSession, code: str) -> bool:
    """Whether there is such a task; its row is held until the transaction ends."""
    found = await run_sql(session, "select code from {schema}.task where code = :code for update", code=code)
    return found.one_or_none() is not None


async def save_version(session: AsyncSession, version: TaskVersion, plan: str) -> None:
    """The first one brings the task with it."""
    if version.version == 1:
        session.add(Task(code=version.task_code, plan_code=plan))
        await session.flush()
    session.add(version)
    await session.flush()


async def save_report(session: AsyncSession, report: TaskReport) -> None:
    session.add(report)
    await session.flush()


async def versions_of(session: AsyncSession, codes: Collection[str]) -> dict[str, list[Any]]:
    """Every version of the tasks that exist, oldest first; `document` is plain JSON."""
    found = await run_sql(
        session,
        """select task_code, version, cast(document as text) as document, decided_on, reason, decided_by
           from {schema}.task_version where task_code = any(:codes) order by task_code, version""",
        codes=sorted(codes),
    )
    return _by_task(found.all())


async def reports_of(session: AsyncSession, codes: Collection[str]) -> dict[str, list[Any]]:
    """Every report on the tasks, in the order of their numbers."""
    found = await run_sql(
        session,
        """select task_code, number, as_of, replaces, organisation_code, cast(document as text) as document, reason,
             reported_by
           from {schema}.task_report where task_code = any(:codes) order by task_code, number""",
        codes=sorted(codes),
    )
    return _by_task(found.all())


async def reachable(session: AsyncSession, codes: Collection[str]) -> set[str]:
    """The tasks and whatever they have ever depended on, step by step."""
    found = await run_sql(
        session,
        """with recursive reached (code) as (
             select unnest(cast(:codes as text[]))
             union
             select d.code from reached r join {schema}.task_version v on v.task_code = r.code
             cross join lateral jsonb_array_elements_text(v.document -> 'depends_on') as d (code))
           select code from reached""",
        codes=sorted(codes),
    )
    return set(found.scalars())


async def list_codes(
    session: AsyncSession, *, seen: Reach, wanted: TaskFilter, day: date, after: str, limit: int
) -> list[str]:
    """Tasks as they were on the day, in the order of their codes, whose owner lies within `seen`."""
    found = await run_sql(
        session,
        f"""with recursive {BELOW}
            select t.code from {{schema}}.task t
            join lateral (select owner_code, due_on from {{schema}}.task_version v
              where v.task_code = t.code and v.decided_on <= :day order by v.version desc limit 1) v on true
            join {{schema}}.organisation o on o.code = v.owner_code
            where t.code > :after
              and (o.code = any(:codes) or o.path like any(:patterns))
              and (cast(:plan as text) is null or t.plan_code = cast(:plan as text))
              and (cast(:below as text) is null or v.owner_code in (select code from down))
              and (cast(:due_before as date) is null or v.due_on < cast(:due_before as date))
            order by t.code limit :limit""",  # noqa: S608 - a constant of this package
        day=day,
        after=after,
        codes=list(seen.codes),
        patterns=seen.patterns,
        plan=wanted.plan,
        below=wanted.below,
        path="",
        due_before=wanted.due_before,
        limit=limit,
    )
    return list(found.scalars())


def _by_task(rows: Sequence[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.task_code, []).append(row)
    return found


def document_of(row: Any) -> dict[str, Any]:
    """What was put or posted, without what stands in columns of its own."""
    found: dict[str, Any] = json.loads(row.document)
    return found
