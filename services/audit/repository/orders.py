"""Rectification orders and the log of their events, which only grows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from services.access.caller import Reach
from services.audit.domain.case_orders import State
from services.audit.repository.organisations import REACHED, UNIT_REACHED, reached
from services.audit.repository.rows import fields
from services.kernel.database import run_sql
from services.kernel.routes import Session

_COLUMNS = """r.id, r.number, r.organisation, r.unit, u.name_zh as unit_zh, u.name_en as unit_en, r.rule, r.demand,
    r.proposed_on, r.hearing_until, r.due_on, r.state, r.proposer_id, r.recorded_at"""
_FROM = """from {schema}.rectification_order r join {schema}.organisation o on o.code = r.organisation
    join {schema}.organisation u on u.code = r.unit"""


@dataclass(frozen=True)
class NewOrder:
    id: str
    organisation: str
    unit: str
    rule: str
    demand: str
    proposed_on: date
    hearing_until: date
    due_on: date
    state: str
    proposer_id: str


@dataclass(frozen=True)
class KeptOrder(NewOrder):
    """An order as it stands, with the name of its unit."""

    number: int
    unit_zh: str
    unit_en: str
    recorded_at: datetime


@dataclass(frozen=True)
class Ground:
    """A finding an order rests on, and the duty that bound it to the unit when the order was proposed."""

    finding: str
    plan: str
    duty: str
    role: str
    place: str


@dataclass(frozen=True)
class NewEvent:
    order_id: str
    event: str
    text: str
    happened_on: date
    actor_id: str
    actor_name: str


@dataclass(frozen=True)
class KeptEvent(NewEvent):
    recorded_at: datetime


@dataclass(frozen=True)
class OrderFilter:
    """What a list of orders is narrowed to; None asks for all."""

    unit: str | None = None
    organisation: str | None = None
    state: str | None = None


async def add_order(session: Session, new: NewOrder, grounds: Sequence[Ground]) -> None:
    await run_sql(
        session,
        """insert into {schema}.rectification_order (id, organisation, unit, rule, demand, proposed_on, hearing_until,
             due_on, state, proposer_id)
           values (:id, :organisation, :unit, :rule, :demand, :proposed_on, :hearing_until, :due_on, :state,
             :proposer_id)""",
        **vars(new),
    )
    for ground in grounds:
        await run_sql(
            session,
            """insert into {schema}.order_finding (order_id, finding, plan, duty, role, place)
               values (:order_id, :finding, :plan, :duty, :role, :place)""",
            order_id=new.id,
            **vars(ground),
        )


async def add_event(session: Session, new: NewEvent) -> None:
    await run_sql(
        session,
        """insert into {schema}.order_event (order_id, event, text, happened_on, actor_id, actor_name)
           values (:order_id, :event, :text, :happened_on, :actor_id, :actor_name)""",
        **vars(new),
    )


async def set_state(session: Session, id_: str, state: str) -> None:
    await run_sql(session, "update {schema}.rectification_order set state = :state where id = :id", id=id_, state=state)


async def order_of(session: Session, id_: str, *, locked: bool = False) -> KeptOrder | None:
    """The order; `locked` keeps others from changing it until the transaction ends."""
    lock = " for update of r" if locked else ""
    found = await run_sql(session, f"select {_COLUMNS} {_FROM} where r.id = :id{lock}", id=id_)
    row = found.one_or_none()
    return None if row is None else _kept(row)


async def list_orders(
    session: Session, reach: Reach, wanted: OrderFilter, *, before: int, limit: int
) -> list[KeptOrder]:
    """Newest first: orders of organisations within the reach, and those to a unit within it."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} {_FROM} where ({REACHED} or {UNIT_REACHED}) and r.number < :before
            and (cast(:unit as text) is null or r.unit = :unit)
            and (cast(:organisation as text) is null or r.organisation = :organisation)
            and (cast(:state as text) is null or r.state = :state)
            order by r.number desc limit :limit""",
        **reached(reach),
        **vars(wanted),
        before=before,
        limit=limit,
    )
    return [_kept(row) for row in found]


async def grounds_of(session: Session, orders: Sequence[str]) -> Mapping[str, Sequence[Ground]]:
    """The findings each order rests on."""
    found = await run_sql(
        session,
        """select g.order_id, g.finding, g.plan, g.duty, g.role, g.place from {schema}.order_finding g
           join {schema}.finding f on f.id = g.finding where g.order_id = any(:orders) order by f.number""",
        orders=list(orders),
    )
    grounds: dict[str, list[Ground]] = {order: [] for order in orders}
    for row in found:
        values = fields(row)
        grounds[values.pop("order_id")].append(Ground(**values))
    return grounds


async def standing_orders(session: Session, findings: Collection[str], unit: str) -> Mapping[str, str]:
    """Of the findings that already ground an order to the unit which is not dropped, the id of that order."""
    found = await run_sql(
        session,
        """select g.finding, g.order_id from {schema}.order_finding g
           join {schema}.rectification_order r on r.id = g.order_id
           where g.finding = any(:findings) and r.unit = :unit and r.state <> :dropped order by r.number""",
        findings=sorted(findings),
        unit=unit,
        dropped=State.DROPPED.value,
    )
    return {row.finding: row.order_id for row in found}


async def events_of(session: Session, order: str) -> list[KeptEvent]:
    """The log of an order, oldest first."""
    found = await run_sql(
        session,
        """select order_id, event, text, happened_on, actor_id, actor_name, recorded_at from {schema}.order_event
           where order_id = :order order by id""",
        order=order,
    )
    return [KeptEvent(**fields(row)) for row in found]


def _kept(row: Any) -> KeptOrder:
    return KeptOrder(**fields(row))
