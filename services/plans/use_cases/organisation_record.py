"""Write entries into the register of organisations and keep the states that follow from them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from services.access.caller import Guard
from services.kernel.errors import Fault
from services.kernel.feed import publish_all
from services.kernel.routes import Session
from services.plans.domain.event_refusals import circle
from services.plans.domain.organisation import Organisation
from services.plans.domain.organisation_event import Event
from services.plans.domain.timeline import Period, periods
from services.plans.domain.upsert import Outcome
from services.plans.errors import OrganisationsInvalid
from services.plans.repository import organisation_events, organisation_history, organisation_states, succession
from services.plans.repository import organisations as repository

TOPIC = "organisation"


async def read_register(session: Session, codes: Collection[str]) -> dict[str, list[Event]]:
    """Everything recorded of the organisations, of those they name, and of those that merged or split into them."""
    own = await organisation_events.events_of(session, codes)
    named = {name for events in own.values() for event in events for name in _named(event)}
    near = (named | await organisation_events.naming(session, codes)) - own.keys()
    return own | await organisation_events.events_of(session, near)


async def record(
    session: Session,
    guard: Guard,
    entries: Sequence[Event],
    register: Mapping[str, Sequence[Event]],
    pointers: Mapping[str, str],
) -> list[Event]:
    """The entries as recorded; refused when somebody would ever stand below himself or share his school code.

    `register` holds what is recorded of their organisations, `pointers` where each stands in the body.
    """
    recorded = await organisation_events.append(session, [replace(one, actor=guard.caller.id) for one in entries])
    new: dict[str, list[Event]] = {}
    for event in recorded:
        new.setdefault(event.organisation, []).append(event)
    known = {code: periods([*register.get(code, ()), *events]) for code, events in new.items()}
    await organisation_states.replace_states(session, known)
    moved = {one.organisation for one in entries if "parent" in one.sets or one.withdraws} & register.keys()
    faults = [*await _circles(session, moved, pointers), *await _shared_codes(session, known, pointers)]
    if faults:
        raise OrganisationsInvalid(faults=faults)
    return recorded


async def make_known(session: Session, found: Outcome) -> None:
    """Save the newest states with their paths and tell the other processes."""
    if found.changed:
        await repository.save(session, found.changed)
        heirs = await _heirs(session, [one.code for one in found.changed if "closed_on" in one.attributes])
        bodies = [(one.code, published_form(one, heirs.get(one.code, ()))) for one in found.changed]
        await publish_all(session, TOPIC, bodies)


async def _heirs(session: Session, closed: Collection[str]) -> dict[str, list[str]]:
    """Who came directly after those that are closed."""
    heirs: dict[str, dict[str, None]] = {}
    for link in await succession.links_after(session, closed) if closed else ():
        if not link.continues:  # what went on beside what it gave off has not become it
            heirs.setdefault(link.predecessor, {})[link.successor] = None
    return {code: list(each) for code, each in heirs.items()}


def published_form(one: Organisation, heirs: Collection[str] = ()) -> dict[str, Any]:
    """The body of a change in the feed. `succeeded_by` among the attributes are those it merged or split into."""
    after = {"succeeded_by": list(heirs)} if heirs else {}
    return {
        "parent": one.parent,
        "path": one.path,
        "kind": one.kind,
        "name": {"zh": one.name_zh, "en": one.name_en},
        "attributes": {**one.attributes, **after},
    }


def _named(event: Event) -> Iterator[str]:
    yield from event.successors
    if event.sets.get("parent"):
        yield event.sets["parent"]


async def _circles(session: Session, moved: Collection[str], pointers: Mapping[str, str]) -> list[Fault]:
    above = await organisation_history.ever_above(session, moved) if moved else {}
    found = [(code, circle(above, code)) for code in sorted(moved)]
    return [
        Fault("parent_is_below", f"{pointers[code]}/parent", f"an organisation not below this one on {at.since}")
        for code, at in found
        if at is not None
    ]


async def _shared_codes(
    session: Session, known: Mapping[str, Sequence[Period]], pointers: Mapping[str, str]
) -> list[Fault]:
    bearing = [code for code, each in known.items() if any("school_code" in period.fields for period in each)]
    shared = await organisation_history.school_codes_shared(session, bearing) if bearing else []
    return [
        Fault(
            "school_code_taken",
            f"{pointers[code]}/attributes/school_code",
            f"a code that {other} does not bear on the same day",
            school_code,
        )
        for code, school_code, other in shared
    ]
