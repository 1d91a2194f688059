"""The rules of a plan document."""

from typing import Any

import pytest
from pydantic import ValidationError

from services.plans.schemas.plan_answers import PlanCounts
from services.plans.use_cases.plan_faults import organisations_named, plan_faults
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
    assert faults(plan) == [
        ("phases_overlap", "/phases/1/starts_on"),
        ("code_repeated", "/phases/1/code"),
        ("code_repeated", "/programmes/1/code"),
        ("code_repeated", "/programmes/1/measures/0/code"),
        ("code_repeated", "/units/1/key"),
        ("code_repeated", "/units/1/duties/0/code"),
        ("code_repeated", "/targets/1/code"),
    ]


def test_references_that_lead_nowhere_are_all_named() -> None:
    plan = document("p", "nowhere", supervising=[{"organisation": "gone", "place": "六"}])
    plan["targets"][0] |= {"phase": "phase-9", "measure": "m9", "responsible_unit": "nobody", "restates": "T01"}
    plan["leading_group"] = {
        "office_at": "nobody", "head_post": None, "deputy_post": None, "members": ["nobody"], "place": "五",
    }  # fmt: skip
    plan["programmes"][0]["measures"][0]["assignments"] = [{"organisation": "gone", "role": "lead"}]
    assert faults(plan) == [
        ("unit_unknown", "/leading_group/members/0"),
        ("unit_unknown", "/leading_group/office_at"),
        ("phase_unknown", "/targets/0/phase"),
        ("measure_unknown", "/targets/0/measure"),
        ("unit_unknown", "/targets/0/responsible_unit"),
        ("target_restates_itself", "/targets/0/restates"),
        ("organisation_unknown", "/jurisdiction"),
        ("organisation_unknown", "/issued_by"),
        ("organisation_unknown", "/units/0/organisation"),
        ("organisation_unknown", "/supervising/0/organisation"),
        ("organisation_unknown", "/programmes/0/measures/0/assignments/0/organisation"),
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


def test_a_plan_may_list_its_measures_without_programmes() -> None:
    plan = document("p", "here")
    plan["measures"] = plan.pop("programmes")[0]["measures"]
    assert faults(plan) == []
    assert PlanCounts.of(read(plan)).measures == 1


def test_pingluo_is_taken_as_it_stands_with_the_counts_made_by_hand() -> None:
    plan = read(pingluo())
    assert plan_faults(plan, {mention.code for mention in organisations_named(plan)}) == []
    assert PlanCounts.of(plan).model_dump() == {
        "phases": 3, "programmes": 5, "measures": 14, "units": 16, "duties": 55, "targets": 29,
    }  # fmt: skip
