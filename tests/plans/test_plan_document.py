"""The rules of a plan document."""

import copy
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from services.plans.schemas.plan_answers import PlanCounts
from services.plans.use_cases.plan_faults import organisations_named, plan_faults, publication_faults
from tests.demo_data import files
from tests.plans.documents import document, pingluo, read


def faults(plan: dict[str, Any], *organisations: str) -> list[tuple[str, str]]:
    return [(fault.code, fault.pointer) for fault in plan_faults(read(plan), {"here", *organisations})]


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        read(document("p", "here", colour="red"))


def test_codes_that_stand_twice_are_named_where_they_stand_again() -> None:
    plan = document("p", "here")
    plan["phases"] *= 2
    plan["programmes"] *= 2
    plan["units"] *= 2
    plan["targets"] *= 2
    plan["accountability"] *= 2
    plan["systems"] *= 2
    assert faults(plan) == [
        ("phases_overlap", "/phases/1/starts_on"),
        ("code_repeated", "/phases/1/code"),
        ("code_repeated", "/programmes/1/code"),
        ("code_repeated", "/programmes/1/measures/0/code"),
        ("code_repeated", "/accountability/1/code"),
        ("code_repeated", "/systems/1/code"),
        ("code_repeated", "/units/1/key"),
        ("code_repeated", "/units/1/duties/0/code"),
        ("code_repeated", "/targets/1/code"),
    ]


def test_references_that_lead_nowhere_are_all_named() -> None:
    plan = document("p", "nowhere", supervising=[{"organisation": "gone", "place": "六"}])
    plan["targets"][0] |= {"phase": "phase-9", "measure": "m9", "responsible_unit": "nobody", "restates": "T01"}
    plan["leading_group"] = {
        "office_at": "nobody", "members": ["nobody"], "place": "五",
        "office_organisation": "gone", "member_organisations": ["here", "gone", "gone"],
    }  # fmt: skip
    plan["programmes"][0]["measures"][0]["assignments"] = [{"organisation": "gone", "role": "lead"}]
    plan["targets"][0] |= {"kind": "all_of_standard", "comparison": "all_met"}
    plan["targets"][0]["yardstick"] = {"standard": "unheard-of"}
    assert faults(plan) == [
        ("code_repeated", "/leading_group/member_organisations/2"),
        ("unit_unknown", "/leading_group/members/0"),
        ("unit_unknown", "/leading_group/office_at"),
        ("phase_unknown", "/targets/0/phase"),
        ("measure_unknown", "/targets/0/measure"),
        ("unit_unknown", "/targets/0/responsible_unit"),
        ("organisation_unknown", "/jurisdiction"),
        ("organisation_unknown", "/issued_by"),
        ("organisation_unknown", "/units/0/organisation"),
        ("organisation_unknown", "/leading_group/office_organisation"),
        ("organisation_unknown", "/leading_group/member_organisations/1"),
        ("organisation_unknown", "/leading_group/member_organisations/2"),
        ("organisation_unknown", "/supervising/0/organisation"),
        ("organisation_unknown", "/programmes/0/measures/0/assignments/0/organisation"),
        ("target_restates_itself", "/targets/0/restates"),
        ("standard_unknown", "/targets/0/yardstick/standard"),
    ]


def test_a_phase_ends_after_it_starts() -> None:
    plan = document("p", "here")
    plan["phases"][0]["ends_on"] = "2021-08-31"
    assert faults(plan) == [("phase_ends_before_it_starts", "/phases/0/ends_on")]


def test_a_unit_without_a_name_must_have_lost_it() -> None:
    plan = document("p", "here")
    plan["units"][0]["name_in_source"] = None
    assert faults(plan) == [("name_missing", "/units/0/name_in_source")]
    plan["units"][0]["name_lost_in_source"] = True
    assert faults(plan) == []


def test_only_a_role_that_somebody_has_can_be_left_open() -> None:
    plan = document("p", "here")
    plan["programmes"][0]["measures"][0]["open_ended_roles"] = ["lead", "cooperating", "lead"]
    at = "/programmes/0/measures/0/open_ended_roles"
    assert faults(plan) == [("code_repeated", f"{at}/2"), ("role_unassigned", f"{at}/1")]


def test_an_organisation_has_each_role_in_a_measure_once() -> None:
    plan = document("p", "here")
    roles = ("lead", "cooperating", "lead")
    plan["programmes"][0]["measures"][0]["assignments"] = [{"organisation": "here", "role": role} for role in roles]
    assert faults(plan) == [("assignment_repeated", "/programmes/0/measures/0/assignments/2")]
    plan["programmes"][0]["measures"][0]["assignments"][2]["organisation"] = "there"
    assert faults(plan, "there") == []


@pytest.mark.parametrize(
    ("status", "since", "expected"),
    [
        ("in_force", "2021-09-01", []),
        ("in_force", None, ["force_undated"]),
        ("draft_for_comment", None, []),
        ("draft_for_comment", "2021-09-01", ["never_in_force"]),
        ("reported_in_press", None, []),
        ("reported_in_press", "2021-09-01", ["never_in_force"]),
        ("superseded", None, []),
        ("superseded", "2021-09-01", []),
        ("withdrawn", "2021-09-01", []),
    ],
)
def test_what_is_in_force_is_so_from_a_day_and_what_was_never_issued_from_none(
    status: str, since: str | None, expected: list[str]
) -> None:
    found = faults(document("p", "here", legal_status=status, in_force_from=since))
    assert found == [(code, "/in_force_from") for code in expected]


def restating(**changes: Any) -> dict[str, Any]:
    """T02 restates T01, but for the changes."""
    plan = document("p", "here")
    first = plan["targets"][0]
    plan["targets"].append(copy.deepcopy(first) | {"code": "T02", "restates": "T01"} | changes)
    return plan


def test_a_target_that_restates_another_asks_the_same() -> None:
    assert faults(restating()) == []
    assert faults(restating(place="三", kind="count", statement={"zh": "换句话说", "en": "In other words"})) == []


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"comparison": ">"}, ["comparison"]),
        ({"value": 14}, ["value"]),
        ({"value": 15.0}, []),
        ({"comparison": "range", "upper": 20}, ["comparison", "upper"]),
        ({"unit": "册"}, ["unit"]),
        ({"deadline": "2022-12-31"}, ["deadline"]),
        ({"yardstick": None}, ["yardstick"]),
    ],
)
def test_where_it_asks_something_else_that_is_named(changes: dict[str, Any], fields: list[str]) -> None:
    expected = [("restatement_differs", f"/targets/1/{field}") for field in fields]
    assert faults(restating(**changes)) == expected


def test_what_is_restated_restates_nothing_itself() -> None:
    plan = restating()
    plan["targets"].append(plan["targets"][1] | {"code": "T03", "restates": "T02"})
    assert faults(plan) == [("restatement_restated", "/targets/2/restates")]
    plan = restating()
    plan["targets"][0]["restates"] = "T02"
    assert faults(plan) == [("restatement_restated", f"/targets/{number}/restates") for number in (0, 1)]


def test_a_leading_group_needs_no_units() -> None:
    plan = document("p", "here")
    plan["leading_group"] = {"office_organisation": "here", "member_organisations": ["here"], "place": "三"}
    assert faults(plan) == []


def test_a_plan_may_list_its_measures_without_programmes() -> None:
    plan = document("p", "here")
    plan["measures"] = plan.pop("programmes")[0]["measures"]
    assert faults(plan) == []
    assert PlanCounts.of(read(plan)).measures == 1


def test_all_five_plans_can_be_published_and_have_the_totals_made_by_hand() -> None:
    plans = [read(files.plan(path.stem)) for path in sorted((files.DATA / "plans").glob("*.yaml"))]
    for one in plans:
        known = {mention.code for mention in organisations_named(one)}
        assert [*plan_faults(one, known), *publication_faults(one)] == [], one.code
    counts = [PlanCounts.of(one) for one in plans]
    parts = ("programmes", "measures", "guarantees", "duties", "systems")
    assert {name: sum(getattr(each, name) for each in counts) for name in parts} == {
        "programmes": 22, "measures": 106, "guarantees": 12, "duties": 55, "systems": 52,
    }  # fmt: skip
    assert _summed(each.assignments for each in counts) == {
        "total": 274, "lead": 43, "cooperating": 67, "responsible": 164,
    }  # fmt: skip
    assert _summed(each.targets for each in counts) == {
        "total": 188, "number": 127, "checkable": 56, "lost": 5, "deadline_lost": 8,
    }  # fmt: skip


def _summed(counts: Iterable[BaseModel]) -> dict[str, int]:
    return dict(sum((Counter(each.model_dump()) for each in counts), Counter[str]()))


def test_pingluo_is_taken_as_it_stands_with_the_counts_made_by_hand() -> None:
    plan = read(pingluo())
    assert plan_faults(plan, {mention.code for mention in organisations_named(plan)}) == []
    assert publication_faults(plan) == []
    assert PlanCounts.of(plan).model_dump() == {
        "phases": 3, "programmes": 5, "measures": 14, "guarantees": 3, "units": 16, "duties": 55,
        "assignments": {"total": 0, "lead": 0, "cooperating": 0, "responsible": 0},
        "targets": {"total": 29, "number": 16, "checkable": 13, "lost": 0, "deadline_lost": 0},
        "accountability": 4, "systems": 8,
    }  # fmt: skip


def test_assignments_and_targets_are_counted_by_what_they_are() -> None:
    plan = document("p", "here")
    assigned = ("here/lead", "here/responsible", "a/responsible", "here/cooperating", "b/responsible")
    pairs = [one.split("/") for one in assigned]
    plan["programmes"][0]["measures"][0]["assignments"] = [{"organisation": unit, "role": role} for unit, role in pairs]
    target = plan["targets"][0] | {"deadline": None, "yardstick": None}
    lost = {"kind": "lost_value", "certainty": "lost", "value": None, "unassessable": "value_lost"}
    plan["targets"] += [
        target | lost | {"code": "T02", "deadline_certainty": "none"},
        target | lost | {"code": "T03", "deadline_certainty": "lost"},
        target | {"code": "T04", "deadline_certainty": "lost"},
        target | {"code": "T05", "certainty": "checkable", "deadline_certainty": "ambiguous"},
    ]
    assert faults(plan, "a", "b") == []
    counts = PlanCounts.of(read(plan))
    assert counts.assignments.model_dump() == {"total": 5, "lead": 1, "cooperating": 1, "responsible": 3}
    assert counts.targets.model_dump() == {"total": 5, "number": 2, "checkable": 1, "lost": 2, "deadline_lost": 2}
