"""Verdicts of measures, programmes, plans and jurisdictions."""

from typing import Any

import pytest

from services.audit.domain.rollup import Branch, Node, NodeKind, roll_up, roll_up_plans
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


def plan(code: str, *verdicts: Verdict, **fields: Any) -> Node:
    targets = by_code(*(assessed(f"T{place}", verdict, **fields) for place, verdict in enumerate(verdicts)))
    return roll_up(Branch(NodeKind.PLAN, code, tuple(targets)), targets)


def test_a_jurisdiction_is_its_plans_together() -> None:
    plans = [plan("good", MET), plan("bad", NOT_MET, MET, overdue=True), plan("open", OPEN)]
    found = roll_up_plans("640221", plans)
    assert (found.kind, found.code, found.verdict, found.reason) == (NodeKind.JURISDICTION, "640221", NOT_MET, None)
    assert (found.targets, found.met, found.not_met, found.cannot_decide) == (4, 2, 1, 1)
    assert (found.overdue, found.not_assessable, found.borderline) == (2, 0, 0)
    assert (found.failing, found.undecided) == (("bad",), ("open",))
    assert found.branches == tuple(plans)


def test_what_no_plan_can_assess_and_what_is_met_only_just_is_counted_over_all_plans() -> None:
    lost = plan("lost", OPEN, unassessable=Unassessable.VALUE_LOST)
    found = roll_up_plans("640221", [lost, plan("near", MET, MET, borderline=True)])
    assert (found.verdict, found.not_assessable, found.borderline) == (OPEN, 1, 2)


def test_one_open_plan_leaves_the_jurisdiction_open_and_one_failed_plan_decides_it() -> None:
    assert roll_up_plans("640221", [plan("good", MET), plan("other", MET)]).verdict is MET
    assert roll_up_plans("640221", [plan("good", MET), plan("open", OPEN)]).verdict is OPEN
    assert roll_up_plans("640221", [plan("open", OPEN), plan("bad", NOT_MET)]).verdict is NOT_MET


def test_a_plan_without_targets_decides_nothing_in_its_jurisdiction() -> None:
    for verdict in Verdict:
        alone, beside = (roll_up_plans("640221", [plan("p", verdict), *empty]) for empty in ([], [plan("empty")]))
        assert (beside.verdict, beside.reason, beside.targets) == (alone.verdict, alone.reason, alone.targets)
        assert (beside.failing, beside.undecided) == (alone.failing, alone.undecided)
        assert [each.code for each in beside.branches] == ["p", "empty"]


def test_without_any_plan_that_has_a_target_there_is_no_verdict() -> None:
    for plans in ([], [plan("empty"), plan("bare")]):
        found = roll_up_plans("640221", plans)
        assert (found.verdict, found.reason, found.targets) == (None, "no_target", 0)


def test_only_plans_make_up_a_jurisdiction() -> None:
    part = roll_up(measure("m", "T1"), by_code(assessed("T1", MET)))
    with pytest.raises(ValueError, match="m is a measure"):
        roll_up_plans("640221", [plan("good", MET), part])
