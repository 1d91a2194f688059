"""Assessments: written once, read by place."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.access.caller import Reach
from services.audit.repository.organisations import REACHED, reached
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.driver import fetch
from services.kernel.routes import Session

_COLUMNS = """a.id, a.number, a.standard, a.standard_version, a.engine_version, a.plan, a.plan_revision,
    a.organisation, o.name_zh, o.name_en, a.period, a.as_of, a.snapshot_version, a.organisations_version, a.actor_id,
    a.actor_name, a.verdict, cast(a.information_only as text) as information_only,
    cast(a.summary as text) as summary, a.result_sha256, a.recorded_at"""
_FROM = "from {schema}.assessment a join {schema}.organisation o on o.code = a.organisation"
_PATH_THEN = """select c.path from {{schema}}.organisation_copy c
    where c.code = {code} and c.feed_version <= a.organisations_version order by c.feed_version desc limit 1"""

_LATER = """select from {schema}.assessment b where b.organisation = a.organisation and b.number > a.number
    and b.standard is not distinct from a.standard and b.period is not distinct from a.period
    and (a.standard is not null or b.plan = a.plan)"""


@dataclass(frozen=True)
class NewAssessment:
    """An assessment that is about to be kept; one of a plan's targets has neither standard nor period."""

    id: str
    standard: str | None
    standard_version: str | None
    engine_version: str
    plan: str | None
    plan_revision: int | None
    organisation: str
    period: str | None
    as_of: date
    snapshot_version: int
    organisations_version: int
    actor_id: str
    actor_name: str
    verdict: str
    information_only: tuple[str, ...]
    summary: Mapping[str, Any]
    result_sha256: str


@dataclass(frozen=True)
class Kept(NewAssessment):
    """An assessment as it was kept, with the name of the organisation assessed."""

    number: int
    name_zh: str
    name_en: str
    recorded_at: datetime


async def add_assessment(session: Session, new: NewAssessment) -> None:
    values = vars(new) | {
        "information_only": json.dumps(new.information_only),
        "summary": json.dumps(new.summary, ensure_ascii=False),
    }
    places = ", ".join(f"${place}" for place in range(1, len(values) + 1))
    await fetch(
        session,
        f"insert into {{schema}}.assessment ({', '.join(values)}) values ({places})",  # noqa: S608 - names of fields
        *values.values(),
    )


async def assessment_of(session: Session, id_: str) -> Kept | None:
    found = await run_sql(session, f"select {_COLUMNS} {_FROM} where a.id = :id", id=id_)
    row = found.one_or_none()
    return None if row is None else _kept(row)


async def list_assessments(
    session: Session, reach: Reach, *, organisation: str | None, before: int, limit: int
) -> list[Kept]:
    """Newest first, those of organisations within the reach."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} {_FROM} where {REACHED} and a.number < :before
            and (cast(:organisation as text) is null or a.organisation = :organisation)
            order by a.number desc limit :limit""",
        **reached(reach),
        organisation=organisation,
        before=before,
        limit=limit,
    )
    return [_kept(row) for row in found]


async def assessments_over(
    session: Session, reach: Reach, *, organisation: str, period: str, before: int, limit: int
) -> list[Kept]:
    """Newest first, those of the period, or of targets with periods of their own, whose place held the organisation as
    they pinned it."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} {_FROM}
            cross join lateral ({_PATH_THEN.format(code=":asked")}) mine
            cross join lateral ({_PATH_THEN.format(code="a.organisation")}) its
            where {REACHED} and a.number < :before and (a.period = :period or a.period is null)
              and (mine.path = its.path or starts_with(mine.path, rtrim(its.path, '/') || '/'))
            order by a.number desc limit :limit""",
        **reached(reach),
        asked=organisation,
        period=period,
        before=before,
        limit=limit,
    )
    return [_kept(row) for row in found]


async def newest_of_each(
    session: Session, reach: Reach, *, organisation: str | None, before: int, limit: int
) -> list[Kept]:
    """Newest first, of each place, standard or plan, and period the assessment that no later one has followed."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} {_FROM} where {REACHED} and a.number < :before
              and (cast(:organisation as text) is null or a.organisation = :organisation)
              and not exists ({_LATER})
            order by a.number desc limit :limit""",
        **reached(reach),
        organisation=organisation,
        before=before,
        limit=limit,
    )
    return [_kept(row) for row in found]


async def newest_of_plans(session: Session, codes: Mapping[str, str], day: date) -> Mapping[str, Kept]:
    """Of plans by code, each with its jurisdiction: the newest assessment of its targets there, made as of that day."""
    found = await run_sql(
        session,
        f"""select distinct on (a.plan) {_COLUMNS} {_FROM}
            join unnest(cast(:plans as text[]), cast(:places as text[])) as asked (plan, place)
              on asked.plan = a.plan and asked.place = a.organisation
            where a.standard is null and a.as_of <= :day
            order by a.plan, a.as_of desc, a.number desc""",
        plans=list(codes.keys()),
        places=list(codes.values()),
        day=day,
    )
    return {row.plan: _kept(row) for row in found}


async def newest_against(session: Session, standard: str, organisation: str, day: date) -> Kept | None:
    """The newest assessment of an organisation against a standard in force then, of those made as of that day."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} {_FROM} where a.standard = :standard and a.organisation = :organisation
            and a.as_of <= :day and not a.information_only @> '["standard_not_in_force"]'
            order by a.as_of desc, a.number desc limit 1""",
        standard=standard,
        organisation=organisation,
        day=day,
    )
    row = found.one_or_none()
    return None if row is None else _kept(row)


def _kept(row: Any) -> Kept:
    values = fields(row)
    reasons, summary = json.loads(values.pop("information_only")), json.loads(values.pop("summary"))
    return Kept(**values, information_only=tuple(reasons), summary=summary)
