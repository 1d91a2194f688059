"""Every sequence of legal events, in every order of recording, against the simplest way to read a register."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.plans.domain.organisation_event import LIFE, Event, EventKind, Fields
from services.plans.domain.timeline import BEGINNING, END, fields_on, origins, periods
from tests.plans import acts
from tests.plans.acts import Register, day, ground, numbered, recorded, refused, renamed

DAYS = st.integers(2, 9)
SCHOOLS = st.sampled_from("abc")
NAMES = st.sampled_from(["甲", "乙", "丙"])
KINDS = st.sampled_from(["primary", "nine_year"])
ACTS = st.one_of(
    st.builds(acts.opened, SCHOOLS, DAYS),
    st.builds(acts.renamed, SCHOOLS, DAYS, NAMES),
    st.builds(lambda code, on, kind: acts.reclassified(code, on, school_kind=kind, stages=None), SCHOOLS, DAYS, KINDS),
    st.builds(lambda code, on, place: acts.reclassified(code, on, place=place), SCHOOLS, DAYS, st.sampled_from("ur")),
    st.builds(acts.moved, SCHOOLS, DAYS, st.sampled_from("pq")),
    st.builds(acts.merged, SCHOOLS, DAYS, SCHOOLS),
    st.builds(lambda code, on, into: acts.split(code, on, *into), SCHOOLS, DAYS, st.permutations("abc")),
    st.builds(acts.closed, SCHOOLS, DAYS),
)


def naive(events: list[Event], on: date) -> dict[str, Any]:
    """Day after day, everything that had been said of the day or before."""
    said: dict[str, Any] = {}
    for event in events:
        said |= {name: value for name, value in event.sets.items() if event.on is None or name in LIFE}
    at = date(2019, 12, 30)
    while at <= on:
        for event in events:
            if event.on == at:
                said |= event.sets
        at += timedelta(days=1)
    return {name: value for name, value in said.items() if value is not None or name == "parent"}


def legal(register: Register, wanted: list[Event]) -> tuple[Register, list[Event]]:
    """The register after all that could be recorded, and those."""
    taken = []
    for event in wanted:
        if not refused(register, event):
            register = numbered(register, event)
            taken.append(event)
    return register, taken


def states(register: Register) -> dict[str, list[Fields]]:
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(12)]
    return {code: [fields_on(periods(events), on) for on in days] for code, events in register.items()}


@settings(max_examples=100)
@given(st.lists(ACTS, max_size=12))
def test_every_day_shows_what_a_naive_reading_shows(wanted: list[Event]) -> None:
    register, _ = legal(ground(), wanted)
    for code, events in register.items():
        known = periods(events)
        assert (known[0].since, known[-1].until) == (BEGINNING, END)
        assert all(one.until == other.since for one, other in pairwise(known))
        assert all(one.fields != other.fields for one, other in pairwise(known))
        for number in range(1, 13):
            assert fields_on(known, day(number)) == naive(events, day(number)), code


@settings(max_examples=100)
@given(st.lists(ACTS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_recording_decides_nothing(wanted: list[Event], lots: Any) -> None:
    register, taken = legal(ground(), wanted)
    shuffled = list(taken)
    lots.shuffle(shuffled)
    other, retaken = legal(ground(), shuffled)
    if len(retaken) == len(taken):
        assert states(other) == states(register)


def test_an_entry_that_is_withdrawn_never_was() -> None:
    register = recorded(ground(), [renamed("a", 3, "甲")])
    entry = register["a"][-1]
    register = numbered(register, Event("a", EventKind.WITHDRAWN, None, {}, withdraws=entry.number))
    assert states(register)["a"] == states(ground())["a"]


def test_a_correction_takes_the_place_of_a_value_for_as_long_as_it_held() -> None:
    register = recorded(ground(), [renamed("a", 3, "甲"), renamed("a", 6, "乙")])
    assert origins(register["a"])["name_zh"] == day(6)
    register = numbered(register, Event("a", EventKind.CORRECTED, day(3), {"name_zh": "甲一"}))
    names = [fields["name_zh"] for fields in states(register)["a"]]
    assert names[1:8] == ["虚构a", "甲一", "甲一", "甲一", "乙", "乙", "乙"]
