"""Verdicts of measures, programmes, plans and jurisdictions."""

from typing import Any

import pytest

from services.audit.domain.rollup import Branch, NodeKind, roll_up, roll_up_plans
from services.audit.domain.target_rules import DeadlineState, TargetAssessment
from services.audit.domain.verdict import Verdict
from services.yardsticks.words import Unassessable

MET, NOT_MET, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.CANNOT_DECIDE


def assessed(code: str, verdict: Verdict, **fields: Any) -> TargetAssessment:
    stated = {"reason": None, "deadline_state": DeadlineState.NONE, "overdue": False, "late": False} | fields
    return TargetAssessment(code, verdict, **stated)


def by_code(*found: TargetAssessment) -> dict[str, TargetAssessment]:
    return {each.code: each for each in found}


def measure(code: str, *targets: str) -> Branch:
    return Branch(NodeKind.MEASURE, code, targets)


def test_a_node_has_the_verdict_of_all_its_targets_and_counts_them() -> None:
    plan = Branch(
        NodeKind.PLAN,
        "plan",
        ("T0",),
        (
            Branch(NodeKind.PROGRAMME, "p1", (), (measure("m1", "T1", "T2"), measure("m2", "T3"))),
            measure("m3"),
        ),
    )
    found = roll_up(
        plan,
        by_code(
            assessed("T0", MET, borderline=True),
            assessed("T1", NOT_MET, overdue=True),
            assessed("T2", OPEN, unassessable=Unassessable.VALUE_LOST),
            assessed("T3", MET),
        ),
    )
    assert (found.verdict, found.targets, found.met, found.not_met, found.cannot_decide) == (NOT_MET, 4, 2, 1, 1)
    assert (found.overdue, found.not_assessable, found.borderline) == (1, 1, 1)
    assert (found.failing, found.undecided) == (("T1",), ("T2",))
    programme, empty = found.branches
    assert [(each.code, each.verdict) for each in programme.branches] == [("m1", NOT_MET), ("m2", MET)]
    assert (empty.verdict, empty.reason, empty.targets) == (None, "no_target", 0)


def test_one_open_target_leaves_the_node_open() -> None:
    found = roll_up(measure("m", "T1", "T2"), by_code(assessed("T1", MET), assessed("T2", OPEN)))
    assert (found.verdict, found.reason) == (OPEN, None)


def test_a_target_said_again_is_shown_and_counted_once() -> None:
    targets = by_code(
        assessed("T02", NOT_MET, overdue=True),
        assessed("T16", NOT_MET, overdue=True, restates="T02"),
        assessed("T03", MET),
    )
    found = roll_up(Branch(NodeKind.PLAN, "plan", ("T02", "T03"), (measure("m", "T16"),)), targets)
    assert (found.targets, found.not_met, found.overdue, found.failing) == (2, 1, 1, ("T02", "T16"))
    assert (found.branches[0].targets, found.branches[0].not_met) == (1, 1)


def test_what_only_the_restatement_misses_still_fails_the_plan() -> None:
    targets = by_code(assessed("T02", MET), assessed("T16", NOT_MET, restates="T02"))
    found = roll_up(measure("m", "T02", "T16"), targets)
    assert (found.verdict, found.targets, found.met, found.failing) == (NOT_MET, 1, 1, ("T16",))


def test_a_target_nobody_assessed_is_not_passed_over() -> None:
    with pytest.raises(KeyError, match="T1"):
        roll_up(measure("m", "T1"), {})


def test_a_jurisdiction_is_its_plans_together() -> None:
    def plan(code: str, *verdicts: Verdict) -> Any:
        targets = by_code(*(assessed(f"T{place}", verdict) for place, verdict in enumerate(verdicts)))
        return roll_up(Branch(NodeKind.PLAN, code, tuple(targets)), targets)

    found = roll_up_plans("640221", [plan("good", MET), plan("bad", NOT_MET, MET), plan("open", OPEN), plan("empty")])
    assert (found.kind, found.verdict, found.targets, found.met) == (NodeKind.JURISDICTION, NOT_MET, 4, 2)
    assert (found.failing, found.undecided) == (("bad",), ("open",))
    assert roll_up_plans("640221", [plan("good", MET), plan("empty")]).verdict is MET
    assert (roll_up_plans("640221", []).verdict, roll_up_plans("640221", []).reason) == (None, "no_target")
