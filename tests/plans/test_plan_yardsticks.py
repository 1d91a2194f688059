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
OTHER = {"amount": {"pupils.primary": 1}}
SHARE = {"amount": {"books.primary": 1}, "over": {"pupils.primary": 1}, "per": 100, "share": True}
CHECKABLE: dict[str, Any] = {"certainty": "checkable", "value": None}


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
    assert faults(yardstick=None, certainty="lost", value=None, unassessable="value_lost") == []


@pytest.mark.parametrize("word", [None, "baseline_unstated", "subject_unstated"])
def test_a_lost_value_says_that_it_is_lost(word: str | None) -> None:
    found = faults(yardstick=None, certainty="lost", value=None, unassessable=word)
    assert found == [("loss_unsaid", "/t/unassessable")]


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
    assert faults(**checkable, yardstick=measured(versus=OTHER)) == []


@pytest.mark.parametrize("comparison", ["all", "yes"])
def test_all_and_yes_ask_for_the_whole_of_a_share_or_for_a_yes(comparison: str) -> None:
    asked = {"comparison": comparison, "certainty": "checkable", "value": None}
    at = "/t/yardstick/quantities/0/share"
    assert faults(**asked, yardstick=one_quantity()) == []
    assert faults(**asked, yardstick=one_quantity(**WHOLE, share=True)) == []
    assert faults(**asked, yardstick=one_quantity(**WHOLE)) == [("share_expected", at)]
    assert faults(**asked | {"value": 100}, yardstick=one_quantity()) == [("value_beside_all", "/t/value")]


@pytest.mark.parametrize("comparison", ["all", "yes"])
def test_one_yes_in_a_total_does_not_do_for_everybody(comparison: str) -> None:
    asked = CHECKABLE | {"comparison": comparison}
    answer = {"amount": {"books.primary": 1}}
    at = [("each_expected", "/t/yardstick/reach")]
    assert faults(**asked, yardstick=measured(reach="total", quantities=[SHARE])) == []
    assert faults(**asked, yardstick=measured(reach="total", quantities=[answer])) == at
    assert faults(**asked, yardstick=measured(reach="total", quantities=[SHARE, answer])) == at
    assert faults(**asked, yardstick=measured(reach="each", quantities=[SHARE, answer])) == []


@pytest.mark.parametrize("comparison", ["all", "yes"])
def test_all_and_yes_are_held_against_no_other_figure(comparison: str) -> None:
    asked = CHECKABLE | {"comparison": comparison, "yardstick": measured(quantities=[SHARE], versus=OTHER)}
    assert faults(**asked) == [("versus_beside_all", "/t/yardstick/versus")]


def test_a_comparator_has_no_number_of_its_own() -> None:
    yardstick = measured(versus=OTHER)
    assert faults(yardstick=yardstick) == [("value_beside_versus", "/t/value")]
    found = faults(yardstick=yardstick, comparison="range", upper=20)
    assert found == [("value_beside_versus", "/t/value"), ("value_beside_versus", "/t/upper")]


@pytest.mark.parametrize("comparison", ["increasing", "non_decreasing"])
@pytest.mark.parametrize(
    ("name", "given"),
    [("change", {"kind": "rise"}), ("versus", OTHER), ("accumulate_from", "2020-2021")],
)
def test_a_series_is_held_against_the_period_before_and_nothing_else(comparison: str, name: str, given: Any) -> None:
    asked = CHECKABLE | {"comparison": comparison}
    assert faults(**asked, yardstick=measured(every_period=True)) == []
    found = faults(**asked, yardstick=measured(every_period=True, **{name: given}))
    assert found == [(f"{name}_beside_series", f"/t/yardstick/{name}")]
    numbered = faults(comparison=comparison, yardstick=measured(every_period=True))
    assert numbered == [("value_beside_series", "/t/value")]


PERCENT_AT = "/t/yardstick/quantities/0/per"


@pytest.mark.parametrize(
    ("yardstick", "faulty"),
    [
        (one_quantity(**WHOLE), [PERCENT_AT]),
        (one_quantity(**WHOLE, per=1, share=True), [PERCENT_AT]),
        (measured(reach="total", quantities=[{"amount": {"books.primary": 1}}]), [PERCENT_AT]),
        (one_quantity(**WHOLE, per=100), []),
        (one_quantity(), []),
        (measured(change={"kind": "rise"}, quantities=[SHARE | {"per": 1}]), [PERCENT_AT]),
        (measured(change={"kind": "reduction"}, quantities=[SHARE | {"per": 1}]), []),
        (measured(change={"kind": "slowdown", "baseline": "2020-2021"}, quantities=[SHARE | {"per": 1}]), []),
    ],
)
def test_percent_asked_is_percent_measured(yardstick: dict[str, Any], faulty: list[str]) -> None:
    assert faults(unit="%", yardstick=yardstick) == [("fraction_for_percent", at) for at in faulty]
    assert faults(unit="册/生", yardstick=yardstick) == []


def test_a_share_of_organisations_is_always_in_percent() -> None:
    member = {"quantity": {"amount": {"books.primary": 1}}, "comparison": ">=", "value": 1}
    assert faults(unit="%", yardstick=measured(reach="share", quantities=[], member=member)) == []


def test_both_figures_of_a_comparator_in_percent_are_percentages() -> None:
    other = {**OTHER, "over": {"books.primary": 1}}
    asked = CHECKABLE | {"unit": "%"}
    at = "/t/yardstick/versus/per"
    assert faults(**asked, yardstick=measured(quantities=[SHARE], versus=other)) == [("fraction_for_percent", at)]
    assert faults(**asked, yardstick=measured(quantities=[SHARE], versus=other | {"per": 100})) == []


def test_who_reports_is_of_a_kind_that_organisations_have() -> None:
    nobody = measured(population={"kind": "ministry"})
    schools = measured(population={"kind": "school", "school_kinds": ["primary", "circus"], "places": ["moon"]})
    assert faults(yardstick=nobody) == [("word_unknown", "/t/yardstick/population/kind")]
    assert faults(yardstick=schools) == [
        ("word_unknown", "/t/yardstick/population/school_kinds/1"),
        ("word_unknown", "/t/yardstick/population/places/0"),
    ]
    (fault,) = yardstick_faults(target(yardstick=nobody), "/t")
    assert "government, department, township, school" in fault.expected


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "annual_count"},
        {"kind": "annual_change"},
        {"kind": "monotone"},
        CHECKABLE | {"comparison": "increasing"},
        CHECKABLE | {"comparison": "non_decreasing"},
    ],
)
def test_what_is_asked_of_every_year_says_so(asked: dict[str, Any]) -> None:
    assert faults(**asked) == [("every_period_missing", "/t/yardstick/every_period")]
    assert faults(**asked, yardstick=measured(every_period=True)) == []


def test_a_mean_change_since_a_baseline_is_asked_once() -> None:
    change = {"kind": "fall", "baseline": "2020-2021"}
    asked = {"kind": "annual_change", "value": 1}
    assert faults(**asked, yardstick=measured(change=change | {"per_year": True})) == []
    assert [code for code, _ in faults(**asked, yardstick=measured(change=change))] == ["every_period_missing"]


def test_a_frequency_may_ask_of_the_latest_period_alone() -> None:
    assert faults(kind="frequency") == []
