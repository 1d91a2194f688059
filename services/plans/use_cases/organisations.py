"""Create and change organisations, many at once, all or none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.access.caller import Guard
from services.kernel.errors import Fault, NotAllowed
from services.kernel.routes import Session
from services.plans.domain.correction import corrections, day_faults, life_faults, with_recorded_life
from services.plans.domain.event_faults import Register
from services.plans.domain.event_refusals import entry_faults
from services.plans.domain.organisation import Organisation, Proposal
from services.plans.domain.organisation_event import Event, EventKind, flat
from services.plans.domain.upsert import Outcome, becoming_collectives, outcome, upsert_faults
from services.plans.errors import OrganisationsInvalid
from services.plans.repository import organisations as repository
from services.plans.use_cases.organisation_record import make_known, read_register, record


@dataclass(frozen=True)
class Ground:
    """Since when a description holds, and why it is given; without a day it corrects the record."""

    on: date | None = None
    reason: str | None = None
    source: str | None = None


CORRECTION = Ground()


async def upsert_organisations(
    session: Session, guard: Guard, proposals: Sequence[Proposal], ground: Ground = CORRECTION
) -> Outcome:
    """Everything in `proposals` as proposed, or a refusal with every fault; what changed goes into the feed."""
    await repository.lock_tree(session)
    named = {code for one in proposals for code in _named_by(one)}
    known = await repository.with_ancestors(session, named)
    await _require_places(guard, proposals, known)
    register = await read_register(session, {one.code for one in proposals} & known.keys())
    faults = _history_faults(proposals, register, ground)
    proposals = [with_recorded_life(one, register.get(one.code, ())) for one in proposals]
    moved = [known[one.code].path for one in proposals if _moves(one, known)]
    if moved:
        known = await repository.subtrees(session, moved) | known
    becoming = becoming_collectives(proposals, known)
    faults += upsert_faults(proposals, known, await repository.listed_in(session, becoming) if becoming else {})
    if faults:
        raise OrganisationsInvalid(faults=faults)
    found = outcome(proposals, known)
    await make_known(session, found)
    await _keep_history(session, guard, proposals, found, register, ground)
    return found


def _history_faults(proposals: Sequence[Proposal], register: Register, ground: Ground) -> list[Fault]:
    faults: list[Fault] = []
    for number, one in enumerate(proposals):
        events = register.get(one.code)
        if events:
            faults += life_faults(one, f"/organisations/{number}", events)
            faults += day_faults(flat(one), f"/organisations/{number}", events, ground.on)
    return faults


async def _keep_history(
    session: Session,
    guard: Guard,
    proposals: Sequence[Proposal],
    found: Outcome,
    register: Register,
    ground: Ground,
) -> None:
    """A first state for who is new, corrections for who changed; what they contradict refuses them."""
    pointers = {one.code: f"/organisations/{number}" for number, one in enumerate(proposals)}
    entries: list[Event] = []
    for one in found.changed:
        if one.code in found.created:
            entries.append(Event(one.code, EventKind.REGISTERED, None, flat(one)))
        elif one.code in found.updated:
            entries += corrections(one.code, flat(one), register[one.code], ground.on)
    entries = [replace(entry, reason=ground.reason, source=ground.source) for entry in entries]
    told = [entry for entry in entries if entry.kind is EventKind.CORRECTED]
    faults = entry_faults(register, told, pointers)
    if faults:
        raise OrganisationsInvalid(faults=faults)
    if entries:
        await record(session, guard, entries, register, pointers)


def _named_by(one: Proposal) -> Iterator[str]:
    yield from (one.code, one.parent)
    yield from (member.organisation for member in one.members)
    if one.member_rule:
        yield one.member_rule.below


def _moves(one: Proposal, known: dict[str, Organisation]) -> bool:
    return one.code in known and known[one.code].parent not in (None, one.parent)


async def _require_places(guard: Guard, proposals: Sequence[Proposal], known: dict[str, Organisation]) -> None:
    """An organisation that exists must lie within the caller's reach, and so must the parent of a new or moved one.

    A parent that is new itself is judged by its own parent; one that does not exist is a fault of the body.
    """
    needed: list[tuple[str, str]] = []
    for number, one in enumerate(proposals):
        if one.code in known:
            needed.append((f"/organisations/{number}/code", one.code))
        if one.parent in known and (one.code not in known or _moves(one, known)):
            needed.append((f"/organisations/{number}/parent", one.parent))
    allowed = await guard.allowed({code for _, code in needed})
    faults = [
        Fault("not_allowed", pointer, "an organisation within your own area", code)
        for pointer, code in needed
        if code not in allowed
    ]
    if faults:
        raise NotAllowed(faults=faults)
