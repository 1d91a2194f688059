"""Samples that were drawn, and who was drawn when."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from services.access.caller import Reach
from services.audit.repository.organisations import REACHED, reached
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.routes import Session

_DOCUMENTS = ("asked", "strata", "excluded")
_COLUMNS = """s.id, s.number, s.organisation, o.name_zh, o.name_en, s.purpose, s.seed, s.drawn_on, s.frame_version,
    s.snapshot_version, cast(s.asked as text) as asked, cast(s.strata as text) as strata,
    cast(s.excluded as text) as excluded, s.actor_id, s.actor_name, s.recorded_at"""
_FROM = "from {schema}.sample s join {schema}.organisation o on o.code = s.organisation"


@dataclass(frozen=True)
class NewSample:
    """A draw before it is kept. `asked` is what was asked for, with share and schedule, as plain values."""

    id: str
    organisation: str
    purpose: str
    seed: str
    drawn_on: date
    frame_version: int
    snapshot_version: int
    asked: Mapping[str, Any]
    strata: Sequence[Mapping[str, Any]]
    excluded: Sequence[Mapping[str, Any]]
    actor_id: str
    actor_name: str


@dataclass(frozen=True)
class KeptSample(NewSample):
    number: int
    name_zh: str
    name_en: str
    recorded_at: datetime


@dataclass(frozen=True)
class Drawn:
    """One member that was drawn, with its name of today."""

    place: int
    organisation: str
    name_zh: str
    name_en: str
    stratum: str
    draw_number: str


async def add_sample(session: Session, new: NewSample, members: Sequence[Mapping[str, Any]]) -> None:
    """`members` in their order, each with organisation, stratum and draw_number."""
    documents = {name: json.dumps(getattr(new, name), ensure_ascii=False) for name in _DOCUMENTS}
    await run_sql(
        session,
        """insert into {schema}.sample (id, organisation, purpose, seed, drawn_on, frame_version, snapshot_version,
             asked, strata, excluded, actor_id, actor_name)
           values (:id, :organisation, :purpose, :seed, :drawn_on, :frame_version, :snapshot_version,
             cast(:asked as jsonb), cast(:strata as jsonb), cast(:excluded as jsonb), :actor_id, :actor_name)""",
        **(asdict(new) | documents),
    )
    await run_sql(
        session,
        """insert into {schema}.sample_member (sample, place, organisation, stratum, draw_number)
           select :id, ordinality, organisation, stratum, draw_number from rows from (jsonb_to_recordset(
             cast(:rows as jsonb)) as (organisation text, stratum text, draw_number text)) with ordinality""",
        id=new.id,
        rows=json.dumps(list(members), ensure_ascii=False),
    )


async def sample_of(session: Session, id_: str) -> KeptSample | None:
    found = await run_sql(session, f"select {_COLUMNS} {_FROM} where s.id = :id", id=id_)
    row = found.one_or_none()
    return None if row is None else _kept(row)


async def list_samples(
    session: Session, reach: Reach, *, organisation: str | None, purpose: str | None, before: int, limit: int
) -> list[KeptSample]:
    """Newest first, those of organisations within the reach."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} {_FROM} where {REACHED} and s.number < :before
            and (cast(:organisation as text) is null or s.organisation = :organisation)
            and (cast(:purpose as text) is null or s.purpose = :purpose)
            order by s.number desc limit :limit""",
        **reached(reach),
        organisation=organisation,
        purpose=purpose,
        before=before,
        limit=limit,
    )
    return [_kept(row) for row in found]


async def members_of(session: Session, sample: str) -> list[Drawn]:
    """In the order in which they were drawn: stratum by stratum."""
    found = await run_sql(
        session,
        """select m.place, m.organisation, o.name_zh, o.name_en, m.stratum, m.draw_number
           from {schema}.sample_member m join {schema}.organisation o on o.code = m.organisation
           where m.sample = :sample order by m.place""",
        sample=sample,
    )
    return [Drawn(**fields(row)) for row in found]


async def visited_between(session: Session, first: date, last: date) -> set[str]:
    """Whoever was drawn for a visit on one of these days, by whatever sample."""
    found = await run_sql(
        session,
        """select distinct m.organisation from {schema}.sample_member m join {schema}.sample s on s.id = m.sample
           where s.purpose = 'visit' and s.drawn_on between :first and :last""",
        first=first,
        last=last,
    )
    return {row.organisation for row in found}


def _kept(row: Any) -> KeptSample:
    values = fields(row)
    return KeptSample(**values | {name: json.loads(values[name]) for name in _DOCUMENTS})
