"""Who answers for the text of an unverified clause."""

# ruff: noqa: S608 - statements are put together from constants of this folder; values are always bound

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.audit.repository.organisations import Place
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.routes import Session

_COLUMNS = "id, clause, organisation, reason, confirmed_on, actor_id, actor_name, recorded_at"


@dataclass(frozen=True)
class Confirmation:
    """Holds for the organisation and all below it."""

    id: int
    clause: str
    organisation: str
    reason: str
    confirmed_on: date
    actor_id: str
    actor_name: str
    recorded_at: datetime


@dataclass(frozen=True)
class NewConfirmation:
    standard: str
    standard_version: str
    clause: str
    organisation: str
    reason: str
    confirmed_on: date
    actor_id: str
    actor_name: str


async def add_confirmation(session: Session, new: NewConfirmation) -> tuple[Confirmation, bool]:
    """The confirmation and whether it is new; one that stands already is left as it is."""
    inserted = await run_sql(
        session,
        f"""insert into {{schema}}.clause_confirmation (standard, standard_version, clause, organisation, reason,
              confirmed_on, actor_id, actor_name)
            values (:standard, :standard_version, :clause, :organisation, :reason, :confirmed_on, :actor_id,
              :actor_name)
            on conflict do nothing returning {_COLUMNS}""",
        **vars(new),
    )
    row = inserted.one_or_none()
    if row is not None:
        return Confirmation(**fields(row)), True
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {{schema}}.clause_confirmation where standard = :standard
            and standard_version = :standard_version and clause = :clause and organisation = :organisation""",
        standard=new.standard,
        standard_version=new.standard_version,
        clause=new.clause,
        organisation=new.organisation,
    )
    return Confirmation(**fields(found.one())), False


async def confirmations_of(
    session: Session, standard: str, version: str, *, after: int = 0, limit: int = 1000
) -> Sequence[Confirmation]:
    """All confirmations of a version of a standard, oldest first."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {{schema}}.clause_confirmation
            where standard = :standard and standard_version = :version and id > :after order by id limit :limit""",
        standard=standard,
        version=version,
        after=after,
        limit=limit,
    )
    return [Confirmation(**fields(row)) for row in found]


async def confirmations_for(session: Session, standard: str, version: str, place: Place) -> Sequence[Confirmation]:
    """Those that hold at a place: made for it or for something above it; the nearest comes last."""
    found = await run_sql(
        session,
        f"""select {", ".join("c." + name for name in _COLUMNS.split(", "))} from {{schema}}.clause_confirmation c
            join {{schema}}.organisation o on o.code = c.organisation
            where c.standard = :standard and c.standard_version = :version
              and starts_with(:path || '/', o.path || '/')
            order by length(o.path), c.id""",
        standard=standard,
        version=version,
        path=place.path,
    )
    return [Confirmation(**fields(row)) for row in found]
