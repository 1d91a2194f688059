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
        for one in contradictions(code, after):
            if one.event.number is None:
                faults.append(_own(one, pointers[one.event.organisation]))
            elif (one.event.number, one.code) not in old:
                faults.append(_against(one))
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
    return Fault(
        one.code,
        f"{pointer}/{one.field}" if not pointer.startswith("/together_with") else pointer,
        one.expected,
        one.given,
    )


def _against(one: Contradiction) -> Fault:
    event = one.event
    expected = f"what leaves entry {event.number} of {event.organisation} true: {event.kind} on {event.on} ({one.code})"
    return Fault("contradicts_entry", "/on", expected, one.given)
