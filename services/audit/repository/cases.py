"""Cases, the findings they rest on, the clocks that run, and the log of their steps, which only grows."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.access.caller import Reach
from services.audit.repository.organisations import REACHED, UNIT_REACHED, reached
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.driver import fetch
from services.kernel.routes import Session

_COLUMNS = """c.id, c.number, c.kind, c.procedure, c.parent, c.organisation, o.name_zh as organisation_zh,
    o.name_en as organisation_en, c.unit, u.name_zh as unit_zh, u.name_en as unit_en, c.about, c.state, c.live,
    cast(c.details as text) as details, cast(c.days as text) as days, c.recorded_at"""
CASES = """from {schema}.case_file c join {schema}.organisation o on o.code = c.organisation
    join {schema}.organisation u on u.code = c.unit join {schema}.organisation b on b.code = c.about"""
CASES_REACHED = f"({REACHED} or {UNIT_REACHED} or b.code = any(:codes) or b.path like any(:patterns))"


@dataclass(frozen=True)
class NewCase:
    """`details` are what was wanted when it was opened, `days` those it names itself."""

    id: str
    kind: str
    procedure: str
    parent: str | None
    organisation: str
    unit: str
    about: str
    state: str
    live: bool
    details: Mapping[str, Any]
    days: Mapping[str, date]


@dataclass(frozen=True)
class KeptCase(NewCase):
    """A case as it stands, with the names of its place and its unit."""

    number: int
    organisation_zh: str
    organisation_en: str
    unit_zh: str
    unit_en: str
    recorded_at: datetime


@dataclass(frozen=True)
class Child:
    """A case that was opened on another one."""

    id: str
    kind: str
    state: str


@dataclass(frozen=True)
class Ground:
    """A finding a case rests on, and the duty that bound it to the unit when the case was opened."""

    finding: str
    plan: str
    duty: str
    role: str
    place: str


@dataclass(frozen=True)
class NewStep:
    """`actor_id` None: a clock ran out, or another case had its effect."""

    case_id: str
    step: str
    text: str
    said: Mapping[str, Any]
    happened_on: date
    actor_id: str | None
    actor_name: str | None


@dataclass(frozen=True)
class KeptStep(NewStep):
    recorded_at: datetime


FALLEN = frozenset({"dropped", "lapsed", "revoked"})
"""Where an order stands of which nothing is left."""


@dataclass(frozen=True)
class CaseFilter:
    """What a list of cases is narrowed to; None asks for all."""

    kind: str | None = None
    unit: str | None = None
    organisation: str | None = None
    state: str | None = None
    parent: str | None = None


async def add_case(session: Session, new: NewCase, grounds: Sequence[Ground]) -> None:
    await fetch(
        session,
        """insert into {schema}.case_file
             (id, kind, procedure, parent, organisation, unit, about, state, live, details, days)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, cast($10::text as jsonb), cast($11::text as jsonb))""",
        *(new.id, new.kind, new.procedure, new.parent, new.organisation, new.unit, new.about, new.state, new.live),
        json.dumps(dict(new.details), ensure_ascii=False),
        _written(new.days),
    )
    for ground in grounds:
        await run_sql(
            session,
            """insert into {schema}.case_ground (case_id, finding, plan, duty, role, place)
               values (:case_id, :finding, :plan, :duty, :role, :place)""",
            case_id=new.id,
            **vars(ground),
        )


async def add_step(session: Session, new: NewStep) -> None:
    await fetch(
        session,
        """insert into {schema}.case_step (case_id, step, text, said, happened_on, actor_id, actor_name)
           values ($1, $2, $3, cast($4::text as jsonb), $5, $6, $7)""",
        *(new.case_id, new.step, new.text, json.dumps(dict(new.said), ensure_ascii=False, default=str)),
        *(new.happened_on, new.actor_id, new.actor_name),
    )


async def set_stand(
    session: Session, id_: str, state: str, days: Mapping[str, date], running: Mapping[str, date], *, live: bool
) -> None:
    """Where the log has brought a case: its state, the days it names, and the clocks that run with their last days.
    What was once live stays so."""
    await fetch(
        session,
        "update {schema}.case_file set state = $2, days = cast($3::text as jsonb), live = live or $4 where id = $1",
        *(id_, state, _written(days), live),
    )
    await fetch(session, "delete from {schema}.case_clock where case_id = $1 and clock <> all($2)", id_, list(running))
    await fetch(
        session,
        """insert into {schema}.case_clock (case_id, clock, last_day) select $1, * from unnest($2::text[], $3::date[])
           on conflict (case_id, clock) do update set last_day = excluded.last_day""",
        *(id_, list(running), list(running.values())),
    )


async def case_of(session: Session, id_: str, *, locked: bool = False) -> KeptCase | None:
    """The case; `locked` keeps others from moving it until the transaction ends."""
    lock = " for update of c" if locked else ""
    found = await run_sql(session, f"select {_COLUMNS} {CASES} where c.id = :id{lock}", id=id_)
    row = found.one_or_none()
    return None if row is None else _kept(row)


async def children_of(session: Session, parent: str) -> list[Child]:
    """Cases that were opened on another, oldest first."""
    rows = await fetch(
        session, "select id, kind, state from {schema}.case_file where parent = $1 order by number", parent
    )
    return [Child(row["id"], row["kind"], row["state"]) for row in rows]


async def list_cases(session: Session, reach: Reach, wanted: CaseFilter, *, before: int, limit: int) -> list[KeptCase]:
    """Newest first: cases of organisations within the reach, and those about a unit within it."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} {CASES} where {CASES_REACHED} and c.number < :before
            and (cast(:kind as text) is null or c.kind = :kind)
            and (cast(:unit as text) is null or c.unit = :unit)
            and (cast(:organisation as text) is null or c.organisation = :organisation)
            and (cast(:state as text) is null or c.state = :state)
            and (cast(:parent as text) is null or c.parent = :parent)
            order by c.number desc limit :limit""",
        **reached(reach),
        **vars(wanted),
        before=before,
        limit=limit,
    )
    return [_kept(row) for row in found]


async def grounds_of(session: Session, ids: Collection[str]) -> dict[str, list[Ground]]:
    """By case, in the order of the findings."""
    found = await run_sql(
        session,
        """select g.case_id, g.finding, g.plan, g.duty, g.role, g.place from {schema}.case_ground g
           join {schema}.finding f on f.id = g.finding where g.case_id = any(:ids) order by f.number""",
        ids=list(ids),
    )
    by_case: dict[str, list[Ground]] = {id_: [] for id_ in ids}
    for row in found:
        by_case[row.case_id].append(Ground(row.finding, row.plan, row.duty, row.role, row.place))
    return by_case


async def standing_orders(session: Session, findings: Collection[str], unit: str) -> Mapping[str, str]:
    """By finding the order to this unit that rests on it and has not fallen."""
    found = await run_sql(
        session,
        """select g.finding, c.id from {schema}.case_ground g join {schema}.case_file c on c.id = g.case_id
           where g.finding = any(:findings) and c.unit = :unit and c.kind = 'rectification'
             and c.state <> all(:fallen)""",
        fallen=list(FALLEN),
        findings=list(findings),
        unit=unit,
    )
    return {row.finding: row.id for row in found}


async def steps_of(session: Session, id_: str) -> list[KeptStep]:
    """In the order in which they were entered."""
    found = await run_sql(
        session,
        """select case_id, step, text, cast(said as text) as said, happened_on, actor_id, actor_name, recorded_at
           from {schema}.case_step where case_id = :id order by id""",
        id=id_,
    )
    return [KeptStep(**fields(row) | {"said": json.loads(row.said)}) for row in found]


async def clocks_of(session: Session, ids: Collection[str]) -> dict[str, dict[str, date]]:
    """By case the last days of the clocks that run, the next first."""
    found = await fetch(
        session,
        """select case_id, clock, last_day from {schema}.case_clock where case_id = any($1)
           order by last_day, clock""",
        list(ids),
    )
    by_case: dict[str, dict[str, date]] = {id_: {} for id_ in ids}
    for row in found:
        by_case[row["case_id"]][row["clock"]] = row["last_day"]
    return by_case


async def cases_run_out(session: Session, today: date, limit: int) -> list[str]:
    """Live cases with a clock whose last day is over, the longest over first."""
    found = await fetch(
        session,
        """select k.case_id from {schema}.case_clock k join {schema}.case_file c on c.id = k.case_id and c.live
           where k.last_day < $1 group by k.case_id order by min(k.last_day), k.case_id limit $2""",
        *(today, limit),
    )
    return [row["case_id"] for row in found]


def _written(days: Mapping[str, date]) -> str:
    return json.dumps({name: day.isoformat() for name, day in days.items()})


def _kept(row: Any) -> KeptCase:
    values = fields(row)
    days = {name: date.fromisoformat(day) for name, day in json.loads(values["days"]).items()}
    return KeptCase(**values | {"details": json.loads(values["details"]), "days": days})
