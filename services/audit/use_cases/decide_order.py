"""The unit speaks, then somebody who did not propose the order and does not answer for the unit decides."""

from collections.abc import Mapping
from datetime import date

from services.access.caller import Guard
from services.access.policy import Role
from services.audit.domain.case_orders import Case, Event, Obstacle, State, after, obstacle, unconfirmed
from services.audit.errors import ClauseUnconfirmed, DateOutOfOrder, NotHeard, OrderDecided, Recused, SamePerson
from services.audit.repository.confirmations import confirmations_for
from services.audit.repository.findings import findings_by_id
from services.audit.repository.orders import KeptOrder, NewEvent, add_event, events_of, grounds_of, order_of, set_state
from services.audit.repository.organisations import places_of
from services.audit.use_cases.dated_acts import refuse_future
from services.kernel.errors import Fault, Refusal
from services.kernel.routes import Session

_REFUSALS: Mapping[Obstacle, type[Refusal]] = {
    Obstacle.WRONG_STATE: OrderDecided,
    Obstacle.SAME_PERSON: SamePerson,
    Obstacle.RECUSED: Recused,
    Obstacle.NOT_HEARD: NotHeard,
    Obstacle.CLAUSE_UNCONFIRMED: ClauseUnconfirmed,
}


async def state_position(session: Session, guard: Guard, id_: str, text: str, on: date) -> None:
    """The unit's own words enter the log; any number of times until the order is decided."""
    order = await order_of(session, id_, locked=True)
    if order is None:
        raise guard.refusal()
    await guard.require(order.unit)
    if after(State(order.state), Event.STATED) is None:
        raise OrderDecided()
    refuse_future("/stated_on", on)
    _not_before("/stated_on", on, order.proposed_on)
    await _enter(session, guard, order, Event.STATED, text, on)


async def decide_order(session: Session, guard: Guard, id_: str, event: Event, reason: str, on: date) -> None:
    """Confirm or drop an order; the first obstacle is the refusal."""
    order = await order_of(session, id_, locked=True)
    if order is None:
        raise guard.refusal()
    await guard.require(order.organisation)
    refuse_future("/decided_on", on)
    case = Case(State(order.state), order.proposer_id, order.hearing_until, await _unconfirmed(session, order, on))
    caller = guard.caller
    for_unit = any(grant.role is Role.UNIT and grant.organisation == order.unit for grant in caller.grants)
    found = obstacle(case, event, decider=caller.id, answers_for_unit=for_unit, decided_on=on)
    if found is Obstacle.CLAUSE_UNCONFIRMED:
        raise ClauseUnconfirmed(", ".join(case.unconfirmed), extra={"clauses": list(case.unconfirmed)})
    if found is not None:
        raise _REFUSALS[found]()
    log = await events_of(session, order.id)
    _not_before("/decided_on", on, max(entry.happened_on for entry in log))
    if event is Event.CONFIRMED and order.due_on <= on:
        expected = f"a day before {order.due_on}, when the unit must be done"
        raise DateOutOfOrder(faults=[Fault("due_before_decision", "/decided_on", expected, on.isoformat())])
    await _enter(session, guard, order, event, reason, on)


async def _unconfirmed(session: Session, order: KeptOrder, on: date) -> tuple[str, ...]:
    """Clauses, each as "standard:clause", for whose text nobody answered for this place by the day of the decision."""
    grounds = (await grounds_of(session, [order.id]))[order.id]
    findings = await findings_by_id(session, [ground.finding for ground in grounds])
    place = (await places_of(session, [order.organisation]))[order.organisation]
    confirmed: set[str] = set()
    for standard, version in {(each.standard, each.standard_version) for each in findings.values()}:
        there = await confirmations_for(session, standard, version, place)
        confirmed |= {f"{standard}:{each.clause}" for each in there if each.confirmed_on <= on}
    rests_on = {f"{each.standard}:{clause}" for each in findings.values() for clause in each.rests_on_unverified}
    return unconfirmed(rests_on, confirmed)


async def _enter(session: Session, guard: Guard, order: KeptOrder, event: Event, text: str, on: date) -> None:
    state = after(State(order.state), event)
    if state is None:
        raise OrderDecided()
    await set_state(session, order.id, state.value)
    caller = guard.caller
    await add_event(session, NewEvent(order.id, event.value, text, on, caller.id, caller.name))


def _not_before(pointer: str, on: date, earliest: date) -> None:
    if on < earliest:
        fault = Fault("before_last_event", pointer, f"{earliest} or later, when it last moved", on.isoformat())
        raise DateOutOfOrder(faults=[fault])
