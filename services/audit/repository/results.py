"""The result rows of an assessment."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from services.access.caller import Reach
from services.audit.domain.case_results import ResultRow
from services.audit.repository.organisations import REACHED, reached
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.routes import Session

_COLUMNS = """r.id, r.kind, r.organisation, o.name_zh, o.name_en, r.stage, r.criterion, r.verdict, r.borderline,
    r.value, r.exact, r.line, r.reason, cast(r.detail as text) as detail"""
_FROM = "from {schema}.result r join {schema}.organisation o on o.code = r.organisation"


@dataclass(frozen=True)
class KeptResult:
    """A result row as it was kept, with the name of its organisation."""

    id: int
    kind: str
    organisation: str
    name_zh: str
    name_en: str
    stage: str | None
    criterion: str | None
    verdict: str | None
    borderline: bool
    value: Decimal | None
    exact: str | None
    line: Decimal | None
    reason: str | None
    detail: dict[str, Any]


@dataclass(frozen=True)
class ResultFilter:
    """What a list of results is narrowed to; None asks for all."""

    kind: str | None = None
    organisation: str | None = None
    verdict: str | None = None
    criterion: str | None = None
    stage: str | None = None


async def add_results(session: Session, assessment: str, rows: Sequence[ResultRow]) -> None:
    """All rows in one statement, in their order."""
    await run_sql(
        session,
        """insert into {schema}.result (assessment, kind, organisation, stage, criterion, verdict, borderline, value,
             exact, line, reason, detail)
           select :assessment, kind, organisation, stage, criterion, verdict, borderline, value, exact, line, reason,
             detail from rows from (jsonb_to_recordset(cast(:rows as jsonb)) as (kind text, organisation text,
             stage text, criterion text, verdict text, borderline boolean, value numeric, exact text, line numeric,
             reason text, detail jsonb)) with ordinality order by ordinality""",
        assessment=assessment,
        rows=json.dumps([asdict(row) for row in rows], ensure_ascii=False),
    )


async def list_results(
    session: Session, assessment: str, reach: Reach, wanted: ResultFilter, *, after: int, limit: int
) -> list[KeptResult]:
    """Rows of organisations within the reach, in the order of the assessment."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} {_FROM} where r.assessment = :assessment and {REACHED} and r.id > :after
            and (cast(:kind as text) is null or r.kind = :kind)
            and (cast(:organisation as text) is null or r.organisation = :organisation)
            and (cast(:verdict as text) is null or r.verdict = :verdict)
            and (cast(:criterion as text) is null or r.criterion = :criterion)
            and (cast(:stage as text) is null or r.stage = :stage)
            order by r.id limit :limit""",
        assessment=assessment,
        **reached(reach),
        **asdict(wanted),
        after=after,
        limit=limit,
    )
    return [_kept(row) for row in found]


async def shows_anything(session: Session, assessment: str, reach: Reach) -> bool:
    """Whether an assessment has a row within the reach."""
    found = await run_sql(
        session,
        f"select exists (select 1 {_FROM} where r.assessment = :assessment and {REACHED})",
        assessment=assessment,
        **reached(reach),
    )
    return bool(found.scalar_one())


async def results_at(session: Session, assessment: str, **place: str | None) -> list[KeptResult]:
    """Rows of an assessment by their exact organisation, stage and criterion; a place not given is not asked for."""
    known = ("kind", "organisation", "stage", "criterion")
    asked = "".join(f" and r.{name} = :{name}" for name in known if place.get(name) is not None)
    found = await run_sql(
        session,
        f"select {_COLUMNS} {_FROM} where r.assessment = :assessment{asked} order by r.id",
        assessment=assessment,
        **{name: value for name, value in place.items() if value is not None},
    )
    return [_kept(row) for row in found]


def _kept(row: Any) -> KeptResult:
    values = fields(row)
    return KeptResult(**values | {"detail": json.loads(values["detail"])})
