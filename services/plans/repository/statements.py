"""Responsibility statements, their versions and what happened to them; all of it is only ever added to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.access.caller import Reach
from services.kernel.database import run_sql
from services.plans.domain.statement_life import STATE_AFTER, StatementAct, StatementState
from services.plans.models import StatementEvent, StatementVersion

_COLUMNS = """s.id, s.number, s.plan_code, s.jurisdiction_code, s.organisation_code, s.year,
    coalesce(v.content ->> 'issued_by', s.issued_by_code) as issued_by_code,
    last.act, last.version, last.happened_on, v.plan_revision"""
_FROM = """{schema}.statement s
    join lateral (select e.act, e.version, e.happened_on from {schema}.statement_event e
      where e.statement_id = s.id order by e.id desc limit 1) last on true
    join {schema}.statement_version v on v.statement_id = s.id and v.version = last.version"""


@dataclass(frozen=True)
class NewStatement:
    id: str
    plan_code: str
    jurisdiction_code: str
    organisation_code: str
    year: int
    issued_by_code: str


@dataclass(frozen=True)
class KeptStatement(NewStatement):
    """As its last act left it."""

    number: int
    act: str
    version: int
    happened_on: date
    plan_revision: int

    @property
    def state(self) -> StatementState:
        return STATE_AFTER[StatementAct(self.act)]


@dataclass(frozen=True)
class KeptEvent:
    act: str
    version: int
    reason: str
    happened_on: date
    lines: list[str]
    actor_id: str
    actor_name: str
    recorded_at: datetime


@dataclass(frozen=True)
class StatementFilter:
    """What a list is narrowed to; None leaves open."""

    plan: str | None = None
    organisation: str | None = None
    year: int | None = None
    state: StatementState | None = None


async def add_statement(session: AsyncSession, new: NewStatement) -> bool:
    """False where another caller drew the same one first."""
    found = await run_sql(
        session,
        """insert into {schema}.statement
             (id, plan_code, jurisdiction_code, organisation_code, year, issued_by_code)
           values (:id, :plan_code, :jurisdiction_code, :organisation_code, :year, :issued_by_code)
           on conflict do nothing""",
        **vars(new),
    )
    return found.rowcount == 1


async def add_version(session: AsyncSession, version: StatementVersion) -> None:
    session.add(version)
    await session.flush()


async def add_event(session: AsyncSession, event: StatementEvent) -> None:
    session.add(event)
    await session.flush()


async def hold(session: AsyncSession, id_: str) -> None:
    """Let one act on a statement at a time; it is never updated, so its row is locked by itself."""
    await run_sql(session, "select from {schema}.statement where id = :id for update", id=id_)


async def statement_of(session: AsyncSession, id_: str) -> KeptStatement | None:
    found = await run_sql(session, f"select {_COLUMNS} from {_FROM} where s.id = :id", id=id_)  # noqa: S608
    row = found.one_or_none()
    return None if row is None else _kept(row)


async def content_of(session: AsyncSession, id_: str, version: int) -> dict[str, Any] | None:
    """What a version holds, with exact decimals."""
    found = await run_sql(
        session,
        """select cast(content as text) from {schema}.statement_version
           where statement_id = :id and version = :version""",
        id=id_,
        version=version,
    )
    text = found.scalar_one_or_none()
    content: dict[str, Any] | None = None if text is None else json.loads(text, parse_float=Decimal)
    return content


async def events_of(session: AsyncSession, id_: str) -> list[KeptEvent]:
    """Oldest first."""
    found = await run_sql(
        session,
        """select act, version, reason, happened_on, lines, actor_id, actor_name, recorded_at
           from {schema}.statement_event where statement_id = :id order by id""",
        id=id_,
    )
    return [KeptEvent(**_fields(row)) for row in found]


async def list_statements(
    session: AsyncSession, reach: Reach, wanted: StatementFilter, *, after: int, limit: int
) -> Sequence[KeptStatement]:
    """In the order they were first drawn: of jurisdictions within the reach, and those to a unit within it."""
    acts = None if wanted.state is None else [act for act, state in STATE_AFTER.items() if state is wanted.state]
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {_FROM}
            join {{schema}}.organisation j on j.code = s.jurisdiction_code
            join {{schema}}.organisation u on u.code = s.organisation_code
            where s.number > :after
              and (j.code = any(:codes) or u.code = any(:codes)
                or j.path like any(:patterns) or u.path like any(:patterns))
              and (cast(:plan as text) is null or s.plan_code = cast(:plan as text))
              and (cast(:organisation as text) is null or s.organisation_code = cast(:organisation as text))
              and (cast(:year as integer) is null or s.year = cast(:year as integer))
              and (cast(:acts as text[]) is null or last.act = any(cast(:acts as text[])))
            order by s.number limit :limit""",  # noqa: S608 - constants of this module
        after=after,
        codes=list(reach.codes),
        patterns=reach.patterns,
        plan=wanted.plan,
        organisation=wanted.organisation,
        year=wanted.year,
        acts=acts,
        limit=limit,
    )
    return [_kept(row) for row in found]


def _kept(row: Any) -> KeptStatement:
    return KeptStatement(**_fields(row))


def _fields(row: Any) -> dict[str, Any]:
    """The columns of a row by name."""
    mapping: Mapping[str, Any] = row._mapping  # noqa: SLF001 - SQLAlchemy's documented name
    return dict(mapping)
