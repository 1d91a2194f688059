"""Record what happened to organisations, and take back what should not have been recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.access.caller import Guard
from services.kernel.errors import Fault, NotFound
from services.kernel.routes import Session
from services.plans.domain.event_faults import Register
from services.plans.domain.event_refusals import entry_faults, with_entries
from services.plans.domain.organisation import Organisation, Proposal
from services.plans.domain.organisation_event import Event, EventKind, organisation_of, standing_events
from services.plans.domain.timeline import END, fields_on, periods
from services.plans.domain.upsert import outcome, upsert_faults
from services.plans.errors import EventInvalid, EventWithdrawn
from services.plans.repository import organisations as repository
from services.plans.use_cases.organisation_record import make_known, read_register, record


@dataclass(frozen=True)
class Recorded:
    """The entries as they stand in the register; `new` is false where all of them stood there before."""

    events: Sequence[Event]
    new: bool


async def record_events(session: Session, guard: Guard, code: str, entries: Sequence[Event]) -> Recorded:
    """What happened to the organisation and, in a merger, to those that merged with it; a repeat changes nothing."""
    await repository.lock_tree(session)
    await _require_places(session, guard, code, entries)
    pointers = {
        one.organisation: f"/together_with/{number - 1}" if number else "" for number, one in enumerate(entries)
    }
    register = await read_register(session, pointers.keys())
    register |= await read_register(session, {name for one in entries for name in _named(one)} - register.keys())
    before = [_recorded_before(one, register) for one in entries]
    fresh = [one for one, known in zip(entries, before, strict=True) if known is None]
    faults = entry_faults(register, fresh, pointers)
    if faults:
        raise EventInvalid(faults=faults)
    recorded = iter(await _make_true(session, guard, fresh, register, pointers) if fresh else ())
    return Recorded([known or next(recorded) for known in before], bool(fresh))


async def withdraw_event(session: Session, guard: Guard, code: str, entry: Event) -> Event:
    """Take an entry back; refused when later ones rest on it."""
    await repository.lock_tree(session)
    await _require_places(session, guard, code, [])
    register = await read_register(session, [code])
    told = [event for event in register[code] if event.number == entry.withdraws]
    if not told or told[0].kind in (EventKind.REGISTERED, EventKind.WITHDRAWN):
        raise NotFound()
    if told[0] not in standing_events(register[code]):
        raise EventWithdrawn()
    faults = entry_faults(register, [entry], {code: "/number"})
    if faults:
        raise EventInvalid(faults=faults)
    (recorded,) = await _make_true(session, guard, [entry], register, {code: ""})
    return recorded


async def _require_places(session: Session, guard: Guard, code: str, entries: Sequence[Event]) -> None:
    """All that are named must lie within the caller's reach; those that do not exist are faults of the body."""
    named = {name for one in entries for name in (one.organisation, *_named(one))}
    known = await repository.existing(session, named | {code})
    if code not in known:
        raise NotFound()
    absent = [one.organisation for one in entries if one.organisation not in known]
    if absent:
        faults = [Fault("organisation_unknown", "/together_with", "organisations that exist", name) for name in absent]
        raise EventInvalid(faults=faults)
    for name in sorted(known):
        await guard.require(name)


def _named(one: Event) -> list[str]:
    return [*one.successors, *([one.sets["parent"]] if "parent" in one.sets else [])]


def _recorded_before(one: Event, register: Register) -> Event | None:
    return next((event for event in standing_events(register[one.organisation]) if event.repeats(one)), None)


async def _make_true(
    session: Session, guard: Guard, entries: Sequence[Event], register: Register, pointers: dict[str, str]
) -> list[Event]:
    """Write the entries down, and let the newest states follow."""
    recorded = await record(session, guard, entries, register, pointers)
    after = with_entries(register, recorded)
    proposals = [_newest(code, after[code]) for code in pointers]
    known = await repository.with_ancestors(session, {name for one in proposals for name in (one.code, one.parent)})
    moved = [known[one.code].path for one in proposals if known[one.code].parent != one.parent]
    if moved:
        known = await repository.subtrees(session, moved) | known
    faults = upsert_faults(proposals, known, {})
    if faults:
        raise EventInvalid(
            faults=[replace(one, pointer=one.pointer.removeprefix("/organisations/0")) for one in faults]
        )
    await make_known(session, outcome(proposals, known))
    return recorded


def _newest(code: str, events: Sequence[Event]) -> Proposal:
    one: Organisation = organisation_of(code, fields_on(periods(events), END), "")
    return Proposal(code, one.parent or "", one.kind, one.name_zh, one.name_en, attributes=one.attributes)
