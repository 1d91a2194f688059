"""What must agree within one target."""

import copy
from typing import Any

import pytest
from pydantic import ValidationError

from services.plans.domain.target_rules import target_faults
from services.plans.schemas.plan_example import PLAN_EXAMPLE
from services.plans.schemas.plan_targets import PlanTarget


def faults(**changes: Any) -> list[tuple[str, str]]:
    target = PlanTarget.model_validate(copy.deepcopy(PLAN_EXAMPLE["targets"][0]) | changes)
    return [(fault.code, fault.pointer) for fault in target_faults(target, "/t")]


def test_certainty_number_needs_a_value() -> None:
    assert faults(value=None) == [("value_missing", "/t/value")]


def test_a_lost_number_is_not_repaired() -> None:
    assert faults(certainty="lost") == [("value_not_lost", "/t/value")]


def test_a_value_needs_a_unit() -> None:
    assert faults(unit=None) == [("unit_missing", "/t/unit")]


@pytest.mark.parametrize("value", [101, -1])
def test_a_share_lies_between_nought_and_a_hundred(value: int) -> None:
    assert faults(unit="%", value=value) == [("percent_out_of_range", "/t/value")]


def test_a_yearly_growth_may_pass_a_hundred_percent() -> None:
    assert faults(unit="%", value=150, kind="annual_change") == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"comparison": "range"}, "upper_missing"),
        ({"comparison": "range", "upper": 14}, "range_reversed"),
        ({"upper": 20}, "upper_without_range"),
    ],
)
def test_a_range_has_two_ends_in_order(changes: dict[str, Any], code: str) -> None:
    assert faults(**changes) == [(code, "/t/upper")]


@pytest.mark.parametrize(
    ("kind", "comparison", "agree"),
    [
        ("all_of_standard", "all_met", True),
        ("all_of_standard", ">=", False),
        ("threshold", "all_met", False),
        ("threshold", ">=", True),
    ],
)
def test_all_of_a_standard_is_asked_by_all_met_and_by_nothing_else(kind: str, comparison: str, agree: bool) -> None:
    expected = [] if agree else [("all_of_standard_differs", "/t/kind")]
    assert faults(kind=kind, comparison=comparison) == expected


def test_a_lost_value_is_lost() -> None:
    assert faults(kind="lost_value") == [("value_not_lost", "/t/kind")]
    assert faults(kind="lost_value", certainty="lost", value=None) == []


@pytest.mark.parametrize(
    ("deadline", "certainty", "expected"),
    [
        ("2021-12-31", "stated", []),
        ("2021-12-31", "none", [("deadline_not_stated", "/t/deadline")]),
        ("2021-12-31", "ambiguous", [("deadline_not_stated", "/t/deadline")]),
        ("2021-12-31", "lost", [("deadline_not_stated", "/t/deadline")]),
        (None, "stated", [("deadline_missing", "/t/deadline")]),
        (None, "none", []),
        (None, "ambiguous", []),
        (None, "lost", []),
    ],
)
def test_a_deadline_stands_exactly_where_one_is_stated(
    deadline: str | None, certainty: str, expected: list[tuple[str, str]]
) -> None:
    assert faults(deadline=deadline, deadline_certainty=certainty) == expected


@pytest.mark.parametrize(("deadline", "certainty"), [("2021-12-31", "stated"), (None, "none")])
def test_who_says_nothing_of_a_deadline_means_what_stands_there(deadline: str | None, certainty: str) -> None:
    said = {name: value for name, value in PLAN_EXAMPLE["targets"][0].items() if name != "deadline_certainty"}
    assert PlanTarget.model_validate(said | {"deadline": deadline}).deadline_certainty == certainty


@pytest.mark.parametrize("field", ["kind", "comparison", "certainty", "deadline_certainty", "unassessable"])
def test_unknown_words_are_refused(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        faults(**{field: "perhaps"})


@pytest.mark.parametrize(
    "changes",
    [{}, {"comparison": "range", "upper": 20}, {"certainty": "lost", "value": None}, {"value": 100, "unit": "%"}],
)
def test_what_agrees_is_taken(changes: dict[str, Any]) -> None:
    assert faults(**changes) == []
