"""Registers of a few fictitious schools, as the domain sees them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from services.plans.domain.event_refusals import entry_faults
from services.plans.domain.organisation_event import Event, EventKind

Register = dict[str, list[Event]]


def day(number: int) -> date:
    return date(2020, 1, number)


def first_state(code: str, parent: str | None, kind: str = "school", **attributes: Any) -> dict[str, Any]:
    return {"parent": parent, "kind": kind, "name_zh": f"虚构{code}", "name_en": code, **attributes}


def ground(**attributes: Any) -> Register:
    """A county with two offices p and q; the schools a, b and c stand below p. `attributes` are those of a."""
    states = {
        "county": first_state("county", None, "government"),
        "p": first_state("p", "county", "department"),
        "q": first_state("q", "county", "department"),
        "all": first_state("all", "county", "collective"),
        "a": first_state("a", "p", **attributes),
        "b": first_state("b", "p"),
        "c": first_state("c", "p"),
    }
    return {
        code: [Event(code, EventKind.REGISTERED, None, sets, number=number)]
        for number, (code, sets) in enumerate(states.items(), start=1)
    }


def opened(code: str, on: int) -> Event:
    return Event(code, EventKind.OPENED, day(on), {"opened_on": day(on).isoformat()})


def renamed(code: str, on: int, name: str) -> Event:
    return Event(code, EventKind.RENAMED, day(on), {"name_zh": name, "name_en": name})


def reclassified(code: str, on: int, **sets: Any) -> Event:
    return Event(code, EventKind.RECLASSIFIED, day(on), sets)


def moved(code: str, on: int, parent: str) -> Event:
    return Event(code, EventKind.MOVED, day(on), {"parent": parent})


def merged(code: str, on: int, successor: str) -> Event:
    return Event(code, EventKind.MERGED_INTO, day(on), {"closed_on": day(on).isoformat()}, [successor])


def split(code: str, on: int, *successors: str, continues: bool = False) -> Event:
    sets = {} if continues else {"closed_on": day(on).isoformat()}
    return Event(code, EventKind.SPLIT_INTO, day(on), sets, successors)


def closed(code: str, on: int) -> Event:
    return Event(code, EventKind.CLOSED, day(on), {"closed_on": day(on).isoformat()})


def numbered(register: Register, event: Event) -> Register:
    """The register with one more entry."""
    number = 1 + max(one.number or 0 for events in register.values() for one in events)
    entry = Event(**{**event.__dict__, "number": number})
    return {**register, event.organisation: [*register[event.organisation], entry]}


def recorded(register: Register, events: Iterable[Event]) -> Register:
    """With all of them, each of which must be legal."""
    for event in events:
        assert refused(register, event) == []
        register = numbered(register, event)
    return register


def refused(register: Register, event: Event) -> list[tuple[str, str]]:
    return [(fault.code, fault.pointer) for fault in entry_faults(register, [event], {event.organisation: ""})]
