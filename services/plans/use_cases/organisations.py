"""Create and change organisations, many at once, all or none."""

from collections.abc import Iterator, Sequence

from services.access.caller import Guard
from services.kernel.errors import Fault, NotAllowed
from services.kernel.feed import publish
from services.kernel.routes import Session
from services.plans.domain.organisation import Organisation, Proposal
from services.plans.domain.upsert import Outcome, becoming_collectives, outcome, upsert_faults
from services.plans.errors import OrganisationsInvalid
from services.plans.repository import organisations as repository

TOPIC = "organisation"


async def upsert_organisations(session: Session, guard: Guard, proposals: Sequence[Proposal]) -> Outcome:
    """Everything in `proposals` as proposed, or a refusal with every fault.

    What changed goes into the feed, each organisation by itself: some milliseconds per changed organisation.
    """
    await repository.lock_tree(session)
    named = {code for one in proposals for code in _named_by(one)}
    known = await repository.with_ancestors(session, named)
    await _require_places(guard, proposals, known)
    moved = [known[one.code].path for one in proposals if _moves(one, known)]
    if moved:
        known = await repository.subtrees(session, moved) | known
    becoming = becoming_collectives(proposals, known)
    faults = upsert_faults(proposals, known, await repository.listed_in(session, becoming) if becoming else {})
    if faults:
        raise OrganisationsInvalid(faults=faults)
    found = outcome(proposals, known)
    if found.changed:
        await repository.save(session, found.changed)
    for one in found.changed:
        await publish(session, TOPIC, one.code, published_form(one))
    return found


def published_form(one: Organisation) -> dict[str, object]:
    """The body of a change in the feed."""
    return {
        "parent": one.parent,
        "path": one.path,
        "kind": one.kind,
        "name": {"zh": one.name_zh, "en": one.name_en},
        "attributes": dict(one.attributes),
    }


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
