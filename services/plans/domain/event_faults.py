"""What cannot be true of the events of an organisation: each is held against the state before it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.plans.domain.organisation import Kind
from services.plans.domain.organisation_event import DESCRIPTIONS, LIFE, Event, EventKind, Fields, standing_events
from services.plans.domain.school_rules import school_faults
from services.plans.domain.timeline import END, fields_on, periods

Register = Mapping[str, Sequence[Event]]
"""By code everything recorded of an organisation."""


@dataclass(frozen=True)
class Contradiction:
    """`field` is the part of the event that cannot be, `expected` what could."""

    event: Event
    code: str
    field: str
    expected: str
    given: str | None = None


def contradictions(code: str, register: Register) -> list[Contradiction]:
    """All of one organisation; `register` must hold it and whoever its events name, if they exist."""
    events = standing_events(register[code])
    found: list[Contradiction] = []
    life = fields_on(periods(register[code]), END)
    before: dict[str, Any] = {}
    same_day: list[Event] = []
    for event in events:
        if event.kind not in DESCRIPTIONS:
            same_day = [other for other in same_day if other.on == event.on]
            found += _life_contradictions(event, life, [other for other in events if other is not event])
            found += _same_day_contradictions(event, same_day)
            found += _own_contradictions(event, before)
            found += _named_contradictions(event, register)
            same_day.append(event)
        before = before | dict(event.sets)
    return found


def _life_contradictions(event: Event, life: Fields, others: Sequence[Event]) -> Iterator[Contradiction]:
    opened, closed = _day(life.get("opened_on")), _day(life.get("closed_on"))
    on = event.since
    if event.kind is EventKind.OPENED:
        if any(one.sets.get("opened_on", event.sets["opened_on"]) != event.sets["opened_on"] for one in _said(others)):
            yield Contradiction(
                event, "opened_already", "on", f"{_said_last(others, 'opened_on')}, as recorded", str(on)
            )
        if closed is not None and on >= closed:
            yield Contradiction(event, "closed_before_opened", "on", f"a day before {closed}, its closing", str(on))
        return
    if opened is not None and (on < opened or (event.ends and on == opened)):
        expected = f"a day after its opening, {opened}" if event.ends else f"{opened}, its opening, or a later day"
        yield Contradiction(event, "before_opening", "on", expected, str(on))
    if event.ends:
        other = _said_last(others, "closed_on")
        if any(one.ends for one in others) or other not in (None, event.sets["closed_on"]):
            yield Contradiction(event, "closed_already", "on", f"nothing more, as it ended on {other}", str(on))
    elif closed is not None and on >= closed:
        yield Contradiction(event, "after_closing", "on", f"a day before {closed}, on which it ends", str(on))


def _same_day_contradictions(event: Event, same_day: Sequence[Event]) -> Iterator[Contradiction]:
    for other in same_day:
        both = sorted((event.sets.keys() & other.sets.keys()) - LIFE)
        if both:
            yield Contradiction(
                event, "day_taken", "on", f"a day without another word on {', '.join(both)}", str(event.on)
            )


def _own_contradictions(event: Event, before: Fields) -> Iterator[Contradiction]:
    sets = {name: value for name, value in event.sets.items() if name not in LIFE}
    unchanged = all(before.get(name) == value for name, value in sets.items())
    if event.kind is EventKind.RENAMED and unchanged:
        yield Contradiction(event, "name_unchanged", "name", "another name than the one it has", str(sets["name_zh"]))
    if event.kind is EventKind.MOVED and unchanged:
        yield Contradiction(event, "parent_unchanged", "parent", "another parent", str(sets["parent"]))
    if event.kind is EventKind.RECLASSIFIED:
        if before.get("kind") != Kind.SCHOOL:
            yield Contradiction(event, "not_a_school", "attributes", "only an organisation of kind school has these")
        elif unchanged:
            yield Contradiction(event, "nothing_changed", "attributes", "at least one value it does not have yet")
        else:
            for fault in school_faults({**before, **sets}, "attributes"):
                yield Contradiction(event, fault.code, fault.pointer, fault.expected, fault.given)


def _named_contradictions(event: Event, register: Register) -> Iterator[Contradiction]:
    """A parent or a successor must exist and be open on the day."""
    if "parent" in event.sets:
        yield from _one_named(event, "parent", event.sets["parent"], register)
    field = "successor" if event.kind is EventKind.MERGED_INTO else "successors"
    for code in event.successors:
        yield from _one_named(event, field, code, register)
    if event.kind is EventKind.SPLIT_INTO and event.ends and len(set(event.successors)) < 2:
        yield Contradiction(event, "split_into_one", field, "two or more, or say that it continues")
    if len(set(event.successors)) < len(event.successors):
        yield Contradiction(event, "successor_repeated", field, "each successor once")


def _one_named(event: Event, field: str, code: str, register: Register) -> Iterator[Contradiction]:
    if code == event.organisation:
        yield Contradiction(event, "names_itself", field, "another organisation", code)
    elif code not in register:
        yield Contradiction(event, "organisation_unknown", field, "an organisation that exists", code)
    else:
        yield from _open_contradictions(event, field, code, register[code])


def _open_contradictions(event: Event, field: str, code: str, events: Sequence[Event]) -> Iterator[Contradiction]:
    fields = fields_on(periods(events), event.since)
    opened, closed = _day(fields.get("opened_on")), _day(fields.get("closed_on"))
    if (opened is not None and event.since < opened) or (closed is not None and closed <= event.since):
        life = f"it exists from {opened or 'the beginning'} until {closed or 'further notice'}"
        yield Contradiction(event, "organisation_not_open", field, f"one that is open on {event.on}; {life}", code)
    if field != "parent" and fields["kind"] == Kind.COLLECTIVE:
        yield Contradiction(event, "successor_is_collective", field, "an organisation that is no collective", code)


def _said(events: Sequence[Event]) -> list[Event]:
    return [event for event in events if event.sets.get("opened_on") is not None]


def _said_last(events: Sequence[Event], name: str) -> Any:
    """What the events without the one looked at say of a day of life."""
    said = [event.sets[name] for event in events if name in event.sets]
    return said[-1] if said else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
