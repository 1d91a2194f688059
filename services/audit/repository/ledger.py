"""The ledger of shortages: rows that live on as cases, and sums over them."""

# ruff: noqa: S608 - statements are put together from constants of this folder; values are always bound

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from services.access.caller import Reach
from services.audit.domain.procedures.procedure import Ask
from services.audit.repository.organisations import REACHED, reached
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.driver import fetch
from services.kernel.routes import Session

_NOTED = ("cause", "measure", "owner", "cost", "priority", "percent")
_OWN = """l.case_id, l.school, l.standard, l.criterion, l.unit_zh, l.unit_en, l.assessment, l.exact, l.to_add,
    l.at_least, l.cause, l.measure, l.owner, l.cost, l.priority, l.percent, l.entered_on, l.ended_on"""
_COLUMNS = f"""{_OWN}, c.number, c.state, c.organisation as county, o.name_zh as school_zh, o.name_en as school_en,
    w.name_zh as owner_zh, w.name_en as owner_en, k.last_day as due_on, h.heir"""
# A school that merged into one other is followed at once; the row itself moves with the next assessment.
_FROM = """from {schema}.ledger_row l join {schema}.case_file c on c.id = l.case_id
    join {schema}.organisation o on o.code = l.school
    left join {schema}.organisation w on w.code = l.owner
    left join {schema}.case_clock k on k.case_id = c.id and k.clock = 'due'
    left join lateral (select o.attributes -> 'succeeded_by' ->> 0 as heir
      where jsonb_array_length(o.attributes -> 'succeeded_by') = 1) h on true
    left join {schema}.organisation n on n.code = c.organisation"""
_REACHED = f"""({REACHED} or n.code = any(:codes) or n.path like any(:patterns)
    or w.code = any(:codes) or w.path like any(:patterns))"""
_ASKED = """(cast(:below as text) is null or n.path = :below or starts_with(n.path, :below || '/'))
    and (cast(:school as text) is null or l.school = :school or h.heir = :school)
    and (cast(:criterion as text) is null or l.criterion = :criterion)
    and (cast(:owner as text) is null or l.owner = :owner)
    and (cast(:priority as text) is null or l.priority = :priority)
    and (cast(:state as text) is null or c.state = :state)
    and (:ended or l.ended_on is null)"""


@dataclass(frozen=True)
class Amount:
    """`exact` as "n/d" where it is known; `to_add` rounded up to what can be bought or hired."""

    exact: str | None
    to_add: Decimal | None
    at_least: bool


@dataclass(frozen=True)
class OpenRow:
    """A row whose shortage has not been filled."""

    case_id: str
    school: str
    criterion: str
    state: str
    amount: Amount
    assessment: str


@dataclass(frozen=True)
class NewRow:
    case_id: str
    school: str
    standard: str
    criterion: str
    unit_zh: str
    unit_en: str
    assessment: str
    exact: str | None
    to_add: Decimal | None
    at_least: bool
    entered_on: date


@dataclass(frozen=True)
class KeptRow(NewRow):
    """A row with what is arranged about it; `heir` is the school it merged into since."""

    number: int
    state: str
    county: str
    school_zh: str
    school_en: str
    heir: str | None
    cause: str | None
    measure: str | None
    owner: str | None
    owner_zh: str | None
    owner_en: str | None
    cost: Decimal | None
    priority: str | None
    percent: int | None
    due_on: date | None
    ended_on: date | None


@dataclass(frozen=True)
class LedgerFilter:
    """`below` is the path of a place; `ended` also shows rows that have ended. None asks for all."""

    below: str | None = None
    school: str | None = None
    criterion: str | None = None
    owner: str | None = None
    priority: str | None = None
    state: str | None = None
    ended: bool = False


async def lock_ledger(session: Session, county: str) -> None:
    """Whoever enters shortages of a county waits for whoever does already."""
    await fetch(session, "select pg_advisory_xact_lock(hashtextextended('ledger ' || $1, 0))", county)


async def open_rows(session: Session, county: str, standard: str) -> list[OpenRow]:
    """The oldest first; nobody moves one until the transaction ends."""
    rows = await fetch(
        session,
        """select l.case_id, l.school, l.criterion, c.state, l.exact, l.to_add, l.at_least, l.assessment
           from {schema}.ledger_row l join {schema}.case_file c on c.id = l.case_id
           where c.organisation = $1 and l.standard = $2 and l.ended_on is null order by c.number for update of c""",
        *(county, standard),
    )
    return [
        OpenRow(
            row["case_id"],
            row["school"],
            row["criterion"],
            row["state"],
            Amount(row["exact"], row["to_add"], row["at_least"]),
            row["assessment"],
        )
        for row in rows
    ]


async def last_entry(session: Session, county: str, standard: str) -> tuple[date, int, date] | None:
    """Of the assessment the ledger of a county stands on: the day assessed, its number, and when it was entered."""
    rows = await fetch(
        session,
        """select a.as_of, a.number, e.entered_on from {schema}.ledger_entry e
           join {schema}.assessment a on a.id = e.assessment
           where e.county = $1 and e.standard = $2 order by a.as_of desc, a.number desc, e.id desc limit 1""",
        *(county, standard),
    )
    return (rows[0]["as_of"], rows[0]["number"], rows[0]["entered_on"]) if rows else None


async def add_entry(session: Session, county: str, standard: str, assessment: str, on: date, actor: str) -> None:
    await fetch(
        session,
        """insert into {schema}.ledger_entry (county, standard, assessment, entered_on, actor_id)
           values ($1, $2, $3, $4, $5)""",
        *(county, standard, assessment, on, actor),
    )


async def add_rows(session: Session, rows: Sequence[NewRow]) -> None:
    for row in rows:
        await run_sql(
            session,
            """insert into {schema}.ledger_row (case_id, school, standard, criterion, unit_zh, unit_en, assessment,
                 exact, to_add, at_least, entered_on)
               values (:case_id, :school, :standard, :criterion, :unit_zh, :unit_en, :assessment, :exact, :to_add,
                 :at_least, :entered_on)""",
            **vars(row),
        )


async def measure_again(
    session: Session, case_id: str, assessment: str, amount: Amount | None, ended: date | None
) -> None:
    """What a newer assessment says; `amount` None leaves what was last known of it."""
    await fetch(
        session,
        """update {schema}.ledger_row set assessment = $2, ended_on = $3,
             exact = case when $4 then $5 else exact end, to_add = case when $4 then $6 else to_add end,
             at_least = case when $4 then $7 else at_least end where case_id = $1""",
        *(case_id, assessment, ended, amount is not None),
        *((None, None, False) if amount is None else (amount.exact, amount.to_add, amount.at_least)),
    )


async def follow_school(session: Session, case_id: str, school: str) -> None:
    await fetch(session, "update {schema}.ledger_row set school = $2 where case_id = $1", case_id, school)
    await fetch(session, "update {schema}.case_file set about = $2 where id = $1", case_id, school)


async def note_in_ledger(session: Session, case_id: str, said: Mapping[Ask, Any]) -> None:
    """What a step arranges, and whose case it is from then on."""
    noted = {each.value: value for each, value in said.items() if each.value in _NOTED}
    if not noted:
        return
    values = {name: Decimal(str(value)) if name == "cost" else value for name, value in noted.items()}
    if "measure" in values:
        values["percent"] = None  # of what was arranged before
    changes = ", ".join(f"{each} = :{each}" for each in values)
    await run_sql(
        session,
        f"update {{schema}}.ledger_row set {changes} where case_id = :case_id",
        case_id=case_id,
        **values,
    )
    if "owner" in values:
        await fetch(session, "update {schema}.case_file set unit = $2 where id = $1", case_id, values["owner"])


async def list_rows(session: Session, reach: Reach, wanted: LedgerFilter, *, after: int, limit: int) -> list[KeptRow]:
    """Those of schools and counties within the reach, and those an owner within it is to fill, the oldest first."""
    found = await run_sql(
        session,
        f"select {_COLUMNS} {_FROM} where {_REACHED} and {_ASKED} and c.number > :after order by c.number limit :limit",
        **reached(reach),
        **vars(wanted),
        after=after,
        limit=limit,
    )
    return [KeptRow(**fields(row)) for row in found]


async def sums(
    session: Session, reach: Reach, wanted: LedgerFilter, *, by: str, as_of: date, ages: Collection[int]
) -> list[dict[str, Any]]:
    """By a column of the ledger, or by county: how many rows, how much, at what cost, how old. `ages` are days."""
    group = {"county": "c.organisation"}.get(by, f"l.{by}")
    older = ", ".join(
        f"count(*) filter (where l.ended_on is null and cast(:as_of as date) - l.entered_on > {age:d}) as older_{age:d}"
        for age in ages
    )
    found = await run_sql(
        session,
        f"""select {group} as key, count(*) as rows, count(*) filter (where l.ended_on is null) as open,
              count(*) filter (where c.state = 'overdue') as overdue, count(distinct l.school) as schools,
              coalesce(sum(l.cost), 0) as cost, count(*) filter (where l.cost is null) as without_cost,
              count(*) filter (where l.ended_on is null and l.to_add is null) as without_amount,
              count(*) filter (where l.ended_on is null and l.at_least) as at_least, {older}
            {_FROM} where {_REACHED} and {_ASKED} and l.entered_on <= :as_of
            group by {group} order by {group} nulls last""",
        **reached(reach),
        **vars(wanted),
        as_of=as_of,
    )
    return [fields(row) for row in found]


async def amounts_by(
    session: Session, reach: Reach, wanted: LedgerFilter, *, by: str, as_of: date
) -> dict[str | None, list[tuple[str, str, Decimal]]]:
    """By the same, what is to be added in each unit; of rows that say how much."""
    group = {"county": "c.organisation"}.get(by, f"l.{by}")
    found = await run_sql(
        session,
        f"""select {group} as key, l.unit_zh, l.unit_en, sum(l.to_add) as to_add {_FROM}
            where {_REACHED} and {_ASKED} and l.entered_on <= :as_of and l.to_add is not null and l.ended_on is null
            group by {group}, l.unit_zh, l.unit_en order by l.unit_zh""",
        **reached(reach),
        **vars(wanted),
        as_of=as_of,
    )
    together: dict[str | None, list[tuple[str, str, Decimal]]] = {}
    for row in found:
        together.setdefault(row.key, []).append((row.unit_zh, row.unit_en, row.to_add))
    return together
