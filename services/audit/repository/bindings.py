"""Bindings of criteria to the duties of units. A binding is never overwritten: a new version stands beside the old."""

# ruff: noqa: S608 - statements are put together from constants of this folder; values are always bound

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.access.caller import Reach
from services.audit.repository.organisations import REACHED, UNIT_REACHED, reached
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.routes import Session

_OWN = "plan, standard, criterion, unit, version, jurisdiction, duty, role, place, plan_revision, reason, actor_id"
_COLUMNS = ", ".join(f"b.{name}" for name in f"{_OWN}, actor_name, id, recorded_at".split(", ")) + (
    ", u.name_zh as unit_zh, u.name_en as unit_en"
)
_NEWEST = """(select distinct on (plan, standard, criterion, unit) * from {schema}.binding
    order by plan, standard, criterion, unit, version desc) b
    join {schema}.organisation u on u.code = b.unit"""


@dataclass(frozen=True)
class NewBinding:
    plan: str
    standard: str
    criterion: str
    unit: str
    version: int
    jurisdiction: str
    duty: str
    role: str
    place: str
    plan_revision: int
    reason: str
    actor_id: str
    actor_name: str


@dataclass(frozen=True)
class Bound(NewBinding):
    """A binding as it was kept, with the name of its unit."""

    id: int
    recorded_at: datetime
    unit_zh: str
    unit_en: str


BindingKey = tuple[str, str, str]
"""(plan, standard, criterion)"""


async def add_binding(session: Session, new: NewBinding) -> None:
    """Two people who record the same version at once get a conflict, not two truths."""
    await run_sql(
        session,
        f"""insert into {{schema}}.binding ({_OWN}, actor_name) values (:plan, :standard, :criterion, :unit, :version,
            :jurisdiction, :duty, :role, :place, :plan_revision, :reason, :actor_id, :actor_name)""",
        **vars(new),
    )


async def binding_of(session: Session, plan: str, standard: str, criterion: str, unit: str) -> Bound | None:
    """The newest version."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {_NEWEST} where b.plan = :plan and b.standard = :standard
            and b.criterion = :criterion and b.unit = :unit""",
        plan=plan,
        standard=standard,
        criterion=criterion,
        unit=unit,
    )
    row = found.one_or_none()
    return None if row is None else Bound(**fields(row))


async def list_bindings(
    session: Session, reach: Reach, *, plan: str | None, unit: str | None, after: int, limit: int
) -> list[Bound]:
    """Newest versions, of jurisdictions within the reach or naming a unit within it."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {_NEWEST} join {{schema}}.organisation o on o.code = b.jurisdiction
            where ({REACHED} or {UNIT_REACHED}) and b.id > :after
            and (cast(:plan as text) is null or b.plan = :plan)
            and (cast(:unit as text) is null or b.unit = :unit)
            order by b.id limit :limit""",
        **reached(reach),
        plan=plan,
        unit=unit,
        after=after,
        limit=limit,
    )
    return [Bound(**fields(row)) for row in found]


async def bound_to(session: Session, keys: Collection[BindingKey]) -> Mapping[BindingKey, Sequence[Bound]]:
    """The units each (plan, standard, criterion) names, responsible ones first."""
    named: dict[BindingKey, list[Bound]] = {}
    if not keys:
        return named
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {_NEWEST} join unnest(cast(:plans as text[]), cast(:standards as text[]),
            cast(:criteria as text[])) as k(plan, standard, criterion) using (plan, standard, criterion)
            order by b.role desc, b.unit""",
        **dict(zip(("plans", "standards", "criteria"), map(list, zip(*sorted(keys), strict=True)), strict=True)),
    )
    for row in found:
        bound = Bound(**fields(row))
        named.setdefault((bound.plan, bound.standard, bound.criterion), []).append(bound)
    return named
