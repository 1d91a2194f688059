"""Findings, read together with the units that bindings name."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.access.caller import Reach
from services.audit.domain.case_findings import FindingDraft
from services.audit.repository.organisations import REACHED, UNIT_REACHED, reached
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.routes import Session

_COLUMNS = """f.id, f.number, f.assessment, f.organisation, o.name_zh, o.name_en, f.stage, f.criterion, f.verdict,
    cast(f.shortage as text) as shortage, cast(f.rests_on_unverified as text) as rests_on_unverified,
    a.standard, a.standard_version, a.plan, a.organisation as county, a.as_of"""
_FROM = """from {schema}.finding f join {schema}.assessment a on a.id = f.assessment
    join {schema}.organisation o on o.code = f.organisation"""
_NAMES = """exists (select 1 from {schema}.binding b join {schema}.organisation u on u.code = b.unit
    where b.plan = a.plan and b.standard = a.standard and b.criterion = f.criterion and %s)"""
_MISSED_BY_REACHED = """exists (select 1 from jsonb_array_elements_text(f.shortage -> 'organisations') missing (code)
    join {schema}.organisation n on n.code = missing.code
    where n.code = any(:codes) or n.path like any(:patterns))"""


@dataclass(frozen=True)
class KeptFinding:
    """A finding with what its assessment says about it; `county` is the organisation assessed."""

    id: str
    number: int
    assessment: str
    organisation: str
    name_zh: str
    name_en: str
    stage: str | None
    criterion: str
    verdict: str
    shortage: Mapping[str, Any]
    rests_on_unverified: tuple[str, ...]
    standard: str
    standard_version: str
    plan: str | None
    county: str
    as_of: date


@dataclass(frozen=True)
class FindingFilter:
    """What a list of findings is narrowed to; None asks for all."""

    assessment: str | None = None
    organisation: str | None = None
    unit: str | None = None


async def add_findings(session: Session, assessment: str, drafts: Sequence[FindingDraft], ids: Sequence[str]) -> None:
    """All findings in one statement, in their order."""
    rows = [
        {
            "id": id_,
            "organisation": draft.organisation,
            "stage": None if draft.stage is None else draft.stage.value,
            "criterion": draft.criterion,
            "shortage": draft.shortage,
            "rests_on_unverified": draft.rests_on_unverified,
        }
        for id_, draft in zip(ids, drafts, strict=True)
    ]
    await run_sql(
        session,
        """insert into {schema}.finding (id, assessment, organisation, stage, criterion, verdict, shortage,
             rests_on_unverified)
           select id, :assessment, organisation, stage, criterion, 'not_met', shortage, rests_on_unverified
           from rows from (jsonb_to_recordset(cast(:rows as jsonb)) as (id text, organisation text, stage text,
             criterion text, shortage jsonb, rests_on_unverified jsonb)) with ordinality order by ordinality""",
        assessment=assessment,
        rows=json.dumps(rows, ensure_ascii=False),
    )


async def list_findings(
    session: Session, reach: Reach, wanted: FindingFilter, *, after: int, limit: int
) -> list[tuple[KeptFinding, bool]]:
    """Findings about organisations within the reach, those that name a unit within it, and those of items that somebody
    within it misses; of the last the caller may not see who else does, and the flag is False.
    """
    found = await run_sql(
        session,
        f"""select {_COLUMNS}, {REACHED} or {_NAMES % UNIT_REACHED} as whole {_FROM}
            where ({REACHED} or {_NAMES % UNIT_REACHED} or {_MISSED_BY_REACHED}) and f.number > :after
            and (cast(:assessment as text) is null or f.assessment = :assessment)
            and (cast(:organisation as text) is null or f.organisation = :organisation)
            and (cast(:unit as text) is null or {_NAMES % "b.unit = :unit"})
            order by f.number limit :limit""",
        **reached(reach),
        **vars(wanted),
        after=after,
        limit=limit,
    )
    return [(_kept(row, "whole"), row.whole) for row in found]


async def findings_by_id(session: Session, ids: Collection[str]) -> Mapping[str, KeptFinding]:
    """Those of the findings that exist."""
    found = await run_sql(session, f"select {_COLUMNS} {_FROM} where f.id = any(:ids)", ids=sorted(set(ids)))
    return {row.id: _kept(row) for row in found}


async def lock_findings(session: Session, ids: Collection[str]) -> None:
    """Who orders on the same findings waits until this transaction ends; locked by id, so no two wait crosswise."""
    await run_sql(
        session, "select id from {schema}.finding where id = any(:ids) order by id for update", ids=sorted(set(ids))
    )


def _kept(row: Any, *beside: str) -> KeptFinding:
    values = {name: value for name, value in fields(row).items() if name not in beside}
    shortage, rests = json.loads(values.pop("shortage")), json.loads(values.pop("rests_on_unverified"))
    return KeptFinding(**values, shortage=shortage, rests_on_unverified=tuple(rests))
