"""The life of a rectification order: a table of states and events, and the conditions a decision must meet."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    PROPOSED = "proposed"
    HEARD = "heard"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


class Event(StrEnum):
    """What can happen to an order; `proposed` begins it."""

    PROPOSED = "proposed"
    STATED = "stated"
    CONFIRMED = "confirmed"
    DROPPED = "dropped"


TRANSITIONS: Mapping[State, Mapping[Event, State]] = {
    State.PROPOSED: {
        Event.STATED: State.HEARD,
        Event.CONFIRMED: State.CONFIRMED,
        Event.DROPPED: State.DROPPED,
    },
    State.HEARD: {
        Event.STATED: State.HEARD,
        Event.CONFIRMED: State.CONFIRMED,
        Event.DROPPED: State.DROPPED,
    },
    State.CONFIRMED: {},
    State.DROPPED: {},
}


class Obstacle(StrEnum):
    """Why an order cannot be decided as asked, in the order in which they are looked for."""

    WRONG_STATE = "wrong_state"
    SAME_PERSON = "same_person"
    RECUSED = "recused"
    NOT_HEARD = "not_heard"
    CLAUSE_UNCONFIRMED = "clause_unconfirmed"


@dataclass(frozen=True)
class Case:
    """What a decision needs to know. `unconfirmed` are clauses the findings rest on that nobody answers for."""

    state: State
    proposer: str
    hearing_until: date
    unconfirmed: tuple[str, ...]


def after(state: State, event: Event) -> State | None:
    """The next state, None where the event cannot happen."""
    return TRANSITIONS[state].get(event)


def obstacle(case: Case, event: Event, *, decider: str, answers_for_unit: bool, decided_on: date) -> Obstacle | None:
    """The first thing that stands against deciding so. The unit is heard when it spoke or let its time pass."""
    if after(case.state, event) is None:
        return Obstacle.WRONG_STATE
    if decider == case.proposer:
        return Obstacle.SAME_PERSON
    if answers_for_unit:
        return Obstacle.RECUSED
    if case.state is not State.HEARD and decided_on <= case.hearing_until:
        return Obstacle.NOT_HEARD
    if event is Event.CONFIRMED and case.unconfirmed:
        return Obstacle.CLAUSE_UNCONFIRMED
    return None


def unconfirmed(rests_on: Collection[str], confirmed: Collection[str]) -> tuple[str, ...]:
    """Unverified clauses that still lack a confirmation, each once, in alphabetical order."""
    return tuple(sorted(set(rests_on) - set(confirmed)))
