"""What a list of proposals makes of the organisations that are known."""

from datetime import date

from services.plans.domain.organisation import ROOT, Kind, Membership, Organisation, Proposal
from services.plans.domain.tree import DEEPEST
from services.plans.domain.upsert import outcome, upsert_faults


def known(*chains: str) -> dict[str, Organisation]:
    """Governments below the root, one for every code of the chains."""
    found = {ROOT: Organisation(ROOT, None, f"/{ROOT}", Kind.GOVERNMENT, ROOT, ROOT, {})}
    for chain in chains:
        parent = ROOT
        for code in chain.split("/"):
            found[code] = Organisation(code, parent, f"{found[parent].path}/{code}", Kind.GOVERNMENT, code, code, {})
            parent = code
    return found


def proposal(code: str, parent: str = ROOT, kind: Kind = Kind.GOVERNMENT, members: tuple[str, ...] = ()) -> Proposal:
    return Proposal(code, parent, kind, code, code, members=[Membership(member) for member in members])


def faults(proposals: list[Proposal], *chains: str) -> list[tuple[str, str]]:
    return [(fault.code, fault.pointer) for fault in upsert_faults(proposals, known(*chains), {})]


def test_every_fault_of_every_item_is_named_at_once() -> None:
    items = [
        Proposal(
            "x",
            "nowhere",
            Kind.INSTITUTION,
            "x",
            "x",
            division_code="64",
            function="education",
            opened_on=date(2021, 9, 1),
            closed_on=date(2021, 9, 1),
            members=[Membership("y")],
            school={"place": "town"},
        ),
        proposal("y", "y"),
        proposal("twice"),
        proposal("twice"),
        proposal(ROOT),
        proposal("all", kind=Kind.COLLECTIVE, members=("nobody", "every", "y", "y")),
        proposal("every", kind=Kind.COLLECTIVE),
    ]
    assert faults(items) == [
        ("parent_unknown", "/organisations/0/parent"),
        ("division_code_invalid", "/organisations/0/division_code"),
        ("not_a_school", "/organisations/0/attributes/place"),
        ("not_a_department", "/organisations/0/function"),
        ("closed_before_opened", "/organisations/0/closed_on"),
        ("not_a_collective", "/organisations/0/members"),
        ("parent_is_itself", "/organisations/1/parent"),
        ("code_repeated", "/organisations/2/code"),
        ("code_repeated", "/organisations/3/code"),
        ("root_is_fixed", "/organisations/4/code"),
        ("member_unknown", "/organisations/5/members/0/organisation"),
        ("member_is_collective", "/organisations/5/members/1/organisation"),
        ("member_repeated", "/organisations/5/members/3/organisation"),
    ]


def test_an_organisation_cannot_move_below_its_own_child() -> None:
    assert faults([proposal("a", "b")], "a/b") == [("parent_is_below", "/organisations/0/parent")]


def test_two_may_change_places_in_one_body() -> None:
    assert faults([proposal("b", ROOT), proposal("a", "b")], "a/b") == []


def test_a_move_that_pushes_others_too_deep_is_refused_at_its_head() -> None:
    deep = "/".join(f"d{number}" for number in range(DEEPEST - 2))
    assert faults([proposal("a", f"d{DEEPEST - 3}")], deep, "a/b") == [("tree_too_deep", "/organisations/0/parent")]


def test_a_move_takes_its_whole_subtree_along_parents_first() -> None:
    found = outcome([proposal("b", "x")], known("a/b/c/d", "x"))
    assert [(one.code, one.path) for one in found.changed] == [
        ("b", f"/{ROOT}/x/b"),
        ("c", f"/{ROOT}/x/b/c"),
        ("d", f"/{ROOT}/x/b/c/d"),
    ]
    assert (found.created, found.updated, found.moved_below) == (frozenset(), frozenset({"b"}), 2)


def test_the_same_again_changes_nothing() -> None:
    found = outcome([proposal("a"), proposal("b", "a")], known("a/b"))
    assert (found.changed, found.created, found.updated) == ([], frozenset(), frozenset())
