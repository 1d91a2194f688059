"""Which faults a new entry in the register has, given what is recorded already."""

from collections.abc import Iterable, Mapping, Sequence

from services.kernel.errors import Fault
from services.plans.domain.event_faults import Contradiction, Register, contradictions
from services.plans.domain.organisation_event import Event
from services.plans.domain.timeline import Period


def entry_faults(register: Register, entries: Sequence[Event], pointers: Mapping[str, str]) -> list[Fault]:
    """Faults of `entries`, and of what is recorded and could not stand beside them.

    `register` must hold whoever the entries are of or name, and whoever names those. `pointers` gives by organisation
    where in the body its entry stands. What contradicted itself before is no fault of the entries.
    """
    after = with_entries(register, entries)
    faults: list[Fault] = []
    for code in register:
        old = {(one.event.number, one.code) for one in contradictions(code, register)}
        found = [one for one in contradictions(code, after) if (one.event.number, one.code) not in old]
        own = [one for one in found if one.event.number is None]
        faults += [_own(one, pointers[one.event.organisation]) for one in own]
        if not own:  # what is wrong itself need not be told also that others speak against it
            faults += [_against(one, pointers.get(code) or "/on") for one in found]
    return faults


def with_entries(register: Register, entries: Iterable[Event]) -> dict[str, list[Event]]:
    after = {code: list(events) for code, events in register.items()}
    for entry in entries:
        after[entry.organisation].append(entry)
    return after


def circle(known: Mapping[str, Sequence[Period]], code: str) -> Period | None:
    """The first period that begins with the organisation below itself; `known` holds whoever was ever above."""
    for period in sorted((one for each in known.values() for one in each), key=lambda one: one.since):
        seen, at = set[str](), code
        while at in known:
            if at in seen:
                return period
            seen.add(at)
            at = next(one for one in reversed(known[at]) if one.since <= period.since).fields["parent"]
    return None


def _own(one: Contradiction, pointer: str) -> Fault:
    """One that stands in a list of codes has no fields of its own to point at."""
    place = pointer if pointer.startswith("/together_with") else f"{pointer}/{one.field}"
    return Fault(one.code, place, one.expected, one.given)


def _against(one: Contradiction, pointer: str) -> Fault:
    event = one.event
    expected = f"what leaves entry {event.number} of {event.organisation} true: {event.kind} on {event.on} ({one.code})"
    return Fault("contradicts_entry", pointer, expected, one.given)
