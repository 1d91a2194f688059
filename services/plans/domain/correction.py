"""What a description of an organisation changes in the record of it.

Without a day it corrects the record: the values that differ from the last ones take their place for as long as those
held. With a day they hold from that day on. Either way what was recorded before stays in the register.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from services.kernel.errors import Fault
from services.plans.domain.organisation import Proposal
from services.plans.domain.organisation_event import (
    DESCRIPTIONS,
    LIFE,
    Event,
    EventKind,
    Fields,
    difference,
    standing_events,
)
from services.plans.domain.timeline import BEGINNING, END, fields_on, origins, periods


def with_recorded_life(one: Proposal, events: Sequence[Event]) -> Proposal:
    """The proposal with the days of opening and closing that events recorded and it leaves out.

    A list of organisations that is loaded again reopens nobody who was merged or closed since.
    """
    missing = {name: day for name, day in _recorded_life(events).items() if getattr(one, name) is None}
    if not missing:
        return one
    days = {name: date.fromisoformat(day) for name, day in missing.items()}
    return replace(one, **days, attributes=dict(one.attributes) | missing)  # type: ignore[arg-type]


def life_faults(one: Proposal, at: str, events: Sequence[Event]) -> Iterator[Fault]:
    for name, day in _recorded_life(events).items():
        given = getattr(one, name)
        if given is not None and given.isoformat() != day:
            yield Fault("recorded_as_event", f"{at}/{name}", f"{day}, or withdraw the entry that says so", str(given))


def day_faults(after: Fields, at: str, events: Sequence[Event], on: date | None) -> Iterator[Fault]:
    """A day before the last value of a field began would leave it open which of the two holds."""
    if on is None:
        return
    since = origins(events)
    for name in difference(_last(events), after):
        if name not in LIFE and since.get(name, BEGINNING) > on:
            expected = f"{since[name]} or a later day: {name} changed on it"
            yield Fault("later_entry", at, expected, str(on))


def corrections(code: str, after: Fields, events: Sequence[Event], on: date | None) -> list[Event]:
    """The entries that make `after` the last state."""
    changed = difference(_last(events), after)
    since = origins(events)
    days = {name: on or since.get(name, BEGINNING) for name in changed if name not in LIFE}
    found = []
    for day in sorted({*days.values(), *(BEGINNING for name in changed if name in LIFE)}):
        sets = {name: value for name, value in changed.items() if days.get(name, BEGINNING) == day}
        found.append(Event(code, EventKind.CORRECTED, None if day == BEGINNING else day, sets))
    return found


def _last(events: Sequence[Event]) -> Fields:
    return fields_on(periods(events), END)


def _recorded_life(events: Sequence[Event]) -> dict[str, str]:
    acts = [event for event in standing_events(events) if event.kind not in DESCRIPTIONS]
    return {name: event.sets[name] for event in acts for name in sorted(LIFE) if event.sets.get(name) is not None}
