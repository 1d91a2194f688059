"""What a list of proposals makes of the organisations that are known: its faults, or what changes."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.kernel.errors import Fault
from services.plans.domain.division_code import is_division_code
from services.plans.domain.member_faults import listed_faults, member_faults
from services.plans.domain.organisation import ROOT, Kind, Organisation, Proposal
from services.plans.domain.school_rules import school_faults
from services.plans.domain.tree import DEEPEST, Misplaced, standings

Known = Mapping[str, Organisation]
Listings = Mapping[str, Collection[str]]
"""By the code of a member the collectives that list it."""


@dataclass(frozen=True)
class Outcome:
    """`changed` holds every organisation that is new, altered or has a new path, parents before children."""

    changed: Sequence[Organisation]
    created: frozenset[str]
    updated: frozenset[str]
    moved_below: int
    paths: Mapping[str, str]


def becoming_collectives(proposals: Sequence[Proposal], known: Known) -> set[str]:
    """The codes of those that exist and are to be collectives, but were none before."""
    wanted = {one.code for one in proposals if one.kind == Kind.COLLECTIVE} & known.keys()
    return {code for code in wanted if known[code].kind != Kind.COLLECTIVE}


def upsert_faults(proposals: Sequence[Proposal], known: Known, listings: Listings) -> list[Fault]:
    """Every fault of every proposal. `known` must hold what they name, with all ancestors and all moved subtrees,
    `listings` those of `becoming_collectives`; collectives that are proposed again say anew whom they list.
    """
    kinds = {code: one.kind for code, one in known.items()} | {one.code: one.kind for one in proposals}
    times = Counter(one.code for one in proposals)
    misplaced = _misplaced(proposals, known)
    faults: list[Fault] = []
    for number, one in enumerate(proposals):
        at = f"/organisations/{number}"
        if times[one.code] > 1:
            faults.append(Fault("code_repeated", f"{at}/code", "each organisation once", one.code))
        faults += _place_faults(one, at, kinds, misplaced.get(one.code))
        faults += _parent_life_faults(one, at, known)
        faults += _own_faults(one, at)
        faults += member_faults(one, at, kinds)
        faults += listed_faults(one, at, set(listings.get(one.code, ())) - times.keys())
    return faults


def _misplaced(proposals: Sequence[Proposal], known: Known) -> dict[str, Misplaced]:
    """Why a proposal cannot stand where it wants to; a subtree that would reach too deep speaks against its head."""
    parents = _parents(proposals, known)
    proposed = {one.code for one in proposals}
    found: dict[str, Misplaced] = {}
    for code, standing in standings(parents).items():
        if isinstance(standing, str):
            continue
        head: str | None = code
        while standing is Misplaced.TOO_DEEP and head is not None and head not in proposed:
            head = parents.get(head)
        found.setdefault(head or code, standing)
    return found


def _place_faults(one: Proposal, at: str, kinds: Mapping[str, str], misplaced: Misplaced | None) -> Iterator[Fault]:
    if one.code == ROOT:
        yield Fault("root_is_fixed", f"{at}/code", "an organisation below the root, which never changes", one.code)
    elif one.parent == one.code:
        yield Fault("parent_is_itself", f"{at}/parent", "another organisation", one.parent)
    elif one.parent not in kinds:
        yield Fault("parent_unknown", f"{at}/parent", "an organisation that exists or stands in this body", one.parent)
    elif misplaced is Misplaced.CIRCULAR:
        yield Fault("parent_is_below", f"{at}/parent", "an organisation that is not below this one", one.parent)
    elif misplaced is Misplaced.TOO_DEEP:
        yield Fault("tree_too_deep", f"{at}/parent", f"at most {DEEPEST} levels from the root", one.parent)


def _parent_life_faults(one: Proposal, at: str, known: Known) -> Iterator[Fault]:
    """Nobody is put below whom there was no more on his first day; who stood there already stays when that closes."""
    parent, before = known.get(one.parent), known.get(one.code)
    closed = parent.attributes.get("closed_on") if parent else None
    placed = before is None or before.parent != one.parent
    if placed and closed is not None and one.opened_on is not None and one.opened_on.isoformat() >= closed:
        expected = f"one that was open on {one.opened_on}: it closed on {closed}"
        yield Fault("parent_not_open", f"{at}/parent", expected, one.parent)


def _own_faults(one: Proposal, at: str) -> Iterator[Fault]:
    if one.division_code is not None and not is_division_code(one.division_code):
        expected = "six digits after GB/T 2260, such as 640221"
        yield Fault("division_code_invalid", f"{at}/division_code", expected, one.division_code)
    if one.kind != Kind.SCHOOL:
        for name in one.school:
            yield Fault("not_a_school", f"{at}/attributes/{name}", "only an organisation of kind school has this")
    yield from school_faults(one.school, f"{at}/attributes")
    if one.function is not None and one.kind != Kind.DEPARTMENT:
        yield Fault("not_a_department", f"{at}/function", "only an organisation of kind department has a function")
    if one.opened_on and one.closed_on and one.closed_on <= one.opened_on:
        yield Fault("closed_before_opened", f"{at}/closed_on", f"a day after {one.opened_on}", str(one.closed_on))


def outcome(proposals: Sequence[Proposal], known: Known) -> Outcome:
    """What changes, given proposals without faults."""
    proposed = {one.code: one for one in proposals}
    paths = {code: path for code, path in standings(_parents(proposals, known)).items() if isinstance(path, str)}
    after = [_settled(code, path, proposed, known) for code, path in paths.items()]
    changed = sorted((one for one in after if one != known.get(one.code)), key=lambda one: one.path)
    altered = {one.code for one in changed}
    return Outcome(
        changed=changed,
        created=frozenset(proposed.keys() - known.keys()),
        updated=frozenset(altered & proposed.keys() & known.keys()),
        moved_below=len(altered - proposed.keys()),
        paths={code: paths[code] for code in proposed},
    )


def _parents(proposals: Sequence[Proposal], known: Known) -> dict[str, str | None]:
    parents = {code: one.parent for code, one in known.items()}
    return parents | {one.code: one.parent for one in proposals if one.code != ROOT}


def _settled(code: str, path: str, proposed: Mapping[str, Proposal], known: Known) -> Organisation:
    one = proposed.get(code)
    if one is None:
        old = known[code]
        return Organisation(code, old.parent, path, old.kind, old.name_zh, old.name_en, old.attributes)
    return Organisation(code, one.parent, path, one.kind, one.name_zh, one.name_en, one.attributes)
