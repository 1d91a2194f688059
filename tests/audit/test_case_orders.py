"""The life of an order, as a table."""

from datetime import date
from itertools import product

import pytest

from services.audit.domain.case_orders import TRANSITIONS, Case, Event, Obstacle, State, after, obstacle, unconfirmed

POSSIBLE = {
    (State.PROPOSED, Event.STATED): State.HEARD,
    (State.PROPOSED, Event.CONFIRMED): State.CONFIRMED,
    (State.PROPOSED, Event.DROPPED): State.DROPPED,
    (State.HEARD, Event.STATED): State.HEARD,
    (State.HEARD, Event.CONFIRMED): State.CONFIRMED,
    (State.HEARD, Event.DROPPED): State.DROPPED,
}
UNTIL, LATER = date(2021, 11, 25), date(2021, 11, 26)
HEARD = Case(State.HEARD, "acc_proposer", UNTIL, ())
UNHEARD = Case(State.PROPOSED, "acc_proposer", UNTIL, ())


def found(case: Case, event: Event = Event.CONFIRMED, **changed: object) -> Obstacle | None:
    asked = {"decider": "acc_decider", "answers_for_unit": False, "decided_on": UNTIL} | changed
    return obstacle(case, event, **asked)  # type: ignore[arg-type]


@pytest.mark.parametrize(("state", "event"), list(product(State, Event)))
def test_every_pair_of_state_and_event_is_possible_or_not(state: State, event: Event) -> None:
    assert after(state, event) == POSSIBLE.get((state, event))


def test_every_state_has_a_row_in_the_table() -> None:
    assert set(TRANSITIONS) == set(State)


def test_nothing_happens_to_a_decided_order() -> None:
    for state, event in product((State.CONFIRMED, State.DROPPED), (Event.CONFIRMED, Event.DROPPED)):
        assert found(Case(state, "acc_proposer", UNTIL, ()), event) is Obstacle.WRONG_STATE


def test_who_proposed_cannot_decide() -> None:
    assert found(HEARD, decider="acc_proposer") is Obstacle.SAME_PERSON


def test_who_answers_for_the_unit_cannot_decide() -> None:
    assert found(HEARD, answers_for_unit=True) is Obstacle.RECUSED


@pytest.mark.parametrize("event", [Event.CONFIRMED, Event.DROPPED])
def test_an_unheard_unit_has_until_the_end_of_its_last_day(event: Event) -> None:
    assert found(UNHEARD, event, decided_on=UNTIL) is Obstacle.NOT_HEARD
    assert found(UNHEARD, event, decided_on=LATER) is None


def test_an_order_is_not_confirmed_on_a_clause_nobody_answers_for() -> None:
    doubtful = Case(State.HEARD, "acc_proposer", UNTIL, ("some:splits",))
    assert found(doubtful) is Obstacle.CLAUSE_UNCONFIRMED
    assert found(doubtful, Event.DROPPED) is None


def test_a_heard_order_can_be_decided() -> None:
    assert found(HEARD) is None


def test_unconfirmed_names_each_clause_once() -> None:
    assert unconfirmed(["b", "a", "b", "c"], ["c", "d"]) == ("a", "b")
