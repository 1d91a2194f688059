"""What must agree between a target and how it is measured."""

import copy
from typing import Any

import pytest

from services.plans.domain.yardstick_rules import unready, yardstick_faults
from services.plans.schemas.plan_example import PLAN_EXAMPLE
from services.plans.schemas.plan_targets import PlanTarget

EXAMPLE: dict[str, Any] = PLAN_EXAMPLE["targets"][0]
STANDARD = {"standard": "a-standard"}
WHOLE = {"over": {"pupils.primary": 1}}


def target(**changes: Any) -> PlanTarget:
    return PlanTarget.model_validate(copy.deepcopy(EXAMPLE) | changes)


def faults(**changes: Any) -> list[tuple[str, str]]:
    return [(fault.code, fault.pointer) for fault in yardstick_faults(target(**changes), "/t")]


def measured(**changes: Any) -> dict[str, Any]:
    """The example's yardstick with something else in it."""
    return {**copy.deepcopy(EXAMPLE["yardstick"]), **changes}


def one_quantity(**changes: Any) -> dict[str, Any]:
    return measured(quantities=[{"amount": {"books.primary": 1}, **changes}])


def test_a_draft_may_lack_both_and_is_not_ready_then() -> None:
    assert faults(yardstick=None) == []
    assert unready(target(yardstick=None))
    assert not unready(target())
    assert not unready(target(yardstick=None, unassessable="baseline_unstated"))


def test_what_is_measured_is_not_unassessable() -> None:
    assert faults(unassessable="subject_unstated") == [("yardstick_and_unassessable", "/t/unassessable")]


def test_only_a_lost_value_is_unassessable_because_it_is_lost() -> None:
    assert faults(yardstick=None, unassessable="value_lost") == [("value_not_lost", "/t/unassessable")]
    assert faults(yardstick=None, unassessable="value_lost", certainty="lost", value=None) == []


def test_a_lost_value_is_held_against_nothing() -> None:
    found = faults(certainty="lost", value=None)
    assert ("value_lost", "/t/yardstick") in found
    assert faults(yardstick=None, certainty="lost", value=None) == []


def test_a_lost_deadline_does_not_hinder_measuring() -> None:
    assert faults(deadline=None, deadline_certainty="lost") == []


def test_all_met_goes_with_a_whole_standard_and_only_with_one() -> None:
    assert faults(comparison="all_met", yardstick=STANDARD) == []
    assert faults(comparison="all_met") == [("standard_expected", "/t/yardstick")]
    assert faults(yardstick=STANDARD) == [("all_met_expected", "/t/comparison")]


def test_a_figure_is_held_against_something() -> None:
    checkable = {"certainty": "checkable", "value": None}
    assert faults(comparison=None) == [("comparison_missing", "/t/comparison")]
    assert faults(**checkable) == [("line_missing", "/t/value")]
    assert faults(**checkable, yardstick=measured(versus={"amount": {"pupils.primary": 1}})) == []


@pytest.mark.parametrize("comparison", ["all", "yes"])
def test_all_and_yes_ask_for_the_whole_of_a_share_or_for_a_yes(comparison: str) -> None:
    asked = {"comparison": comparison, "certainty": "checkable", "value": None}
    at = "/t/yardstick/quantities/0/share"
    assert faults(**asked, yardstick=one_quantity()) == []
    assert faults(**asked, yardstick=one_quantity(**WHOLE, share=True)) == []
    assert faults(**asked, yardstick=one_quantity(**WHOLE)) == [("share_expected", at)]
    assert faults(**asked | {"value": 100}, yardstick=one_quantity()) == [("value_beside_all", "/t/value")]


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "annual_count"},
        {"kind": "annual_change"},
        {"kind": "monotone"},
        {"comparison": "increasing"},
        {"comparison": "non_decreasing"},
    ],
)
def test_what_is_asked_of_every_year_says_so(asked: dict[str, Any]) -> None:
    assert faults(**asked) == [("every_period_missing", "/t/yardstick/every_period")]
    assert faults(**asked, yardstick=measured(every_period=True)) == []


def test_a_frequency_may_ask_of_the_latest_period_alone() -> None:
    assert faults(kind="frequency") == []
