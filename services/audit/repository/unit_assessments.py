"""Assessments of units: written once, read by the unit."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from services.access.caller import Reach
from services.audit.repository.organisations import REACHED, reached
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.routes import Session

_COLUMNS = """a.id, a.number, a.unit, o.name_zh, o.name_en, a.since, a.as_of, a.plans_version, a.verdict, a.reason,
    cast(a.document as text) as document, a.actor_id, a.actor_name, a.recorded_at"""
_FROM = "from {schema}.unit_assessment a join {schema}.organisation o on o.code = a.unit"


@dataclass(frozen=True)
class NewUnitAssessment:
    id: str
    unit: str
    since: date
    as_of: date
    plans_version: int
    verdict: str | None
    reason: str | None
    document: Mapping[str, Any]
    actor_id: str
    actor_name: str


@dataclass(frozen=True)
class KeptUnitAssessment(NewUnitAssessment):
    number: int
    name_zh: str
    name_en: str
    recorded_at: datetime


async def add_unit_assessment(session: Session, new: NewUnitAssessment) -> None:
    await run_sql(
        session,
        """insert into {schema}.unit_assessment (id, unit, since, as_of, plans_version, verdict, reason, document,
             actor_id, actor_name)
           values (:id, :unit, :since, :as_of, :plans_version, :verdict, :reason, cast(:document as jsonb),
             :actor_id, :actor_name)""",
        **(asdict(new) | {"document": json.dumps(new.document, ensure_ascii=False)}),
    )


async def unit_assessment_of(session: Session, id_: str) -> KeptUnitAssessment | None:
    found = await run_sql(session, f"select {_COLUMNS} {_FROM} where a.id = :id", id=id_)
    row = found.one_or_none()
    return None if row is None else _kept(row)


async def list_unit_assessments(
    session: Session, reach: Reach, *, unit: str | None, before: int, limit: int
) -> list[KeptUnitAssessment]:
    """Newest first, those of units within the reach."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} {_FROM} where {REACHED} and a.number < :before
            and (cast(:unit as text) is null or a.unit = :unit) order by a.number desc limit :limit""",
        **reached(reach),
        unit=unit,
        before=before,
        limit=limit,
    )
    return [_kept(row) for row in found]


def _kept(row: Any) -> KeptUnitAssessment:
    values = fields(row)
    return KeptUnitAssessment(**values | {"document": json.loads(values["document"])})
