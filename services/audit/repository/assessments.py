"""Assessments: written once, read by place."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from services.access.caller import Reach
from services.audit.domain.verdict import Verdict
from services.audit.repository.organisations import REACHED, below, reached
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.routes import Session

_COLUMNS = """a.id, a.number, a.standard, a.standard_version, a.engine_version, a.plan, a.plan_revision,
    a.organisation, o.name_zh, o.name_en, a.period, a.as_of, a.snapshot_version, a.organisations_version, a.actor_id,
    a.actor_name, a.verdict, cast(a.information_only as text) as information_only,
    cast(a.summary as text) as summary, a.result_sha256, a.recorded_at"""
_FROM = "from {schema}.assessment a join {schema}.organisation o on o.code = a.organisation"


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
    values = asdict(new) | {
        "information_only": json.dumps(new.information_only),
        "summary": json.dumps(new.summary, ensure_ascii=False),
    }
    await run_sql(
        session,
        """insert into {schema}.assessment (id, standard, standard_version, engine_version, plan, plan_revision,
             organisation, period, as_of, snapshot_version, organisations_version, actor_id, actor_name, verdict,
             information_only, summary, result_sha256)
           values (:id, :standard, :standard_version, :engine_version, :plan, :plan_revision, :organisation, :period,
             :as_of, :snapshot_version, :organisations_version, :actor_id, :actor_name, :verdict,
             cast(:information_only as jsonb), cast(:summary as jsonb), :result_sha256)""",
        **values,
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


async def newest_of_plans(session: Session, path: str, day: date) -> list[Kept]:
    """Of every plan whose targets were assessed at or below a path as of that day, the newest assessment."""
    found = await run_sql(
        session,
        f"""select distinct on (a.organisation, a.plan) {_COLUMNS} {_FROM}
            where a.standard is null and a.as_of <= :day and (o.path = :path or o.path like :pattern)
            order by a.organisation, a.plan, a.as_of desc, a.number desc""",
        day=day,
        path=path,
        pattern=below(path),
    )
    return [_kept(row) for row in found]


async def newest_verdict(session: Session, standard: str, organisation: str, day: date) -> Verdict | None:
    """What the newest assessment of an organisation against a standard came to, of those made as of that day."""
    found = await run_sql(
        session,
        """select verdict from {schema}.assessment where standard = :standard and organisation = :organisation
           and as_of <= :day order by as_of desc, number desc limit 1""",
        standard=standard,
        organisation=organisation,
        day=day,
    )
    verdict = found.scalar_one_or_none()
    return None if verdict is None else Verdict(verdict)


def _kept(row: Any) -> Kept:
    values = fields(row)
    reasons, summary = json.loads(values.pop("information_only")), json.loads(values.pop("summary"))
    return Kept(**values, information_only=tuple(reasons), summary=summary)
