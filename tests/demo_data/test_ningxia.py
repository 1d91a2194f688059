"""Ningxia's opinion names and asks what the document does, in words of our own, and is measured by who can know."""

from collections import Counter
from typing import Any

import pytest

from services.plans.domain.names import folded
from services.plans.schemas.plan_document import PlanDocument
from services.plans.use_cases.plan_faults import plan_faults, publication_faults
from services.yardsticks.language import Population
from services.yardsticks.membership import belongs
from tests.demo_data.files import gold, organisations, plan
from tests.demo_data.plan_checks import (
    assignments,
    check_assignments,
    check_targets,
    measures,
)

CODE = "ningxia-2021"
IN_2025 = {"T24", "T25", "T26", "T30", "T31", "T33", "T44", "T45", "T51", "T52", "T53"}
NAMED_EACH_YEAR = {"T46", "T47", "T48", "T49", "T50", "T60"}


def targets() -> dict[str, dict[str, Any]]:
    return {target["code"]: target for target in plan(CODE)["targets"]}


def yardsticks() -> dict[str, dict[str, Any]]:
    return {code: target["yardstick"] for code, target in targets().items()}


def gold_targets() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = gold("targets.json")["000"]
    return found


def of_region(population: dict[str, Any]) -> int:
    """How many of the region's organisations belong to a population."""
    who = Population.model_validate(population)
    near = [one for one in organisations() if (one["division_code"] or "").startswith("64")]
    return sum(belongs(who, one["kind"], {**one, **one["attributes"]}) for one in near)


def test_the_plans_service_finds_no_fault_in_it_and_may_publish_it() -> None:
    document = PlanDocument.model_validate(plan(CODE))
    assert plan_faults(document, {one["code"] for one in organisations()}) == []
    assert publication_faults(document) == []


def test_the_year_of_issue_is_inferred_and_says_from_what() -> None:
    document = plan(CODE)["document"]
    assert (document["number"], document["dated_as_printed"]) == (None, "5月23日")
    assert (document["dated"], document["date_certainty"]) == ("2021-05-23", "inferred")
    assert "十九届五中全会" in document["inferred_from"]["zh"]
    assert "2021年起" in document["inferred_from"]["zh"]
    assert (plan(CODE)["legal_status"], plan(CODE)["in_force_from"]) == ("in_force", "2021-05-23")


def test_five_programmes_have_twenty_one_measures_numbered_through() -> None:
    programmes = plan(CODE)["programmes"]
    assert [programme["place"] for programme in programmes] == [f"二({number})" for number in "一二三四五"]
    assert [len(programme["measures"]) for programme in programmes] == [3, 4, 5, 5, 4]
    assert [measure["code"] for measure in measures(plan(CODE))] == [f"m{number}" for number in range(1, 22)]
    for programme in programmes:
        for measure in programme["measures"]:
            assert measure["place"] == f"{programme['place']}{measure['code'][1:]}"


def test_every_measure_names_the_units_the_document_names() -> None:
    check_assignments(plan(CODE), gold("assignments_000_001_003.json")["000"])


def test_twenty_four_lead_sixty_seven_cooperate_and_the_cities_and_counties_answer_twenty_one_times() -> None:
    roles = Counter(each["role"] for each in assignments(plan(CODE)))
    assert roles == {"lead": 24, "cooperating": 67, "responsible": 21}
    responsible = {each["organisation"] for each in assignments(plan(CODE)) if each["role"] == "responsible"}
    assert responsible == {"640000-cities-and-counties"}
    leads = {m["code"]: sum(each["role"] == "lead" for each in m["assignments"]) for m in measures(plan(CODE))}
    assert {code: number for code, number in leads.items() if number > 1} == {"m17": 3, "m20": 2}


def test_only_the_two_measures_without_cooperating_units_leave_no_list_open() -> None:
    closed = [measure["code"] for measure in measures(plan(CODE)) if measure["open_ended_roles"] == []]
    assert closed == ["m8", "m9"]


def test_thirty_two_printed_names_are_twenty_nine_units_each_named_by_what_the_register_calls_it() -> None:
    known: dict[str, set[str]] = {}
    for one in organisations():
        if one["parent"] == plan(CODE)["jurisdiction"]:
            for name in (one["name"]["zh"], *one["aliases"]):
                known.setdefault(folded(name), set()).add(one["code"])
    for each in assignments(plan(CODE)):
        assert known[folded(each["name_in_source"])] == {each["organisation"]}, each["name_in_source"]
    assert len({each["name_in_source"] for each in assignments(plan(CODE))}) == 32
    assert len({each["organisation"] for each in assignments(plan(CODE))}) == 29


def test_leaders_take_charge_and_the_special_team_of_education_does_the_work() -> None:
    group = plan(CODE)["leading_group"]
    assert (group["office_organisation"], group["office_at"], group["members"]) == ("640000-education", None, [])
    assert plan(CODE)["supervising"] == []
    reports = {entry["code"]: entry["cadence"] for entry in plan(CODE)["accountability"]}
    assert reports["december-report"] == "每年12月"
    assert reports["circulars"] == "定期"


def test_it_has_three_guarantees_thirteen_systems_and_eleven_defects() -> None:
    parts = ("guarantees", "systems", "source_defects", "phases", "units", "measures")
    assert [len(plan(CODE)[part]) for part in parts] == [3, 13, 11, 0, 0, 0]


def test_fifty_targets_carry_a_number_and_ten_are_checkable_without_one() -> None:
    assert Counter(target["certainty"] for target in targets().values()) == {"number": 50, "checkable": 10}


def test_targets_agree_with_the_hand_made_list() -> None:
    check_targets(plan(CODE), gold_targets())


def test_every_target_stands_in_the_measure_the_hand_made_list_names() -> None:
    for target, expected in zip(targets().values(), gold_targets(), strict=True):
        assert target["measure"] == f"m{expected['measure']}", target["code"]
    places = {measure["code"]: measure["place"] for measure in measures(plan(CODE))}
    assert all(target["place"] == places[target["measure"]] for target in targets().values())


def test_eleven_targets_are_due_when_2025_ends_and_one_runs_from_2021() -> None:
    due = {code: target["deadline"] for code, target in targets().items() if target["deadline"]}
    assert due == dict.fromkeys(sorted(IN_2025), "2025-12-31")
    assert (targets()["T43"]["deadline"], targets()["T43"]["deadline_text"]) == (None, "自2021年起")
    assert (yardsticks()["T43"]["every_period"], yardsticks()["T43"]["since"]) == (True, "2021")


def test_what_is_asked_of_cities_and_counties_is_asked_of_all_five_and_all_twenty_two() -> None:
    numbers = {"province": 1, "prefecture": 5, "county": 22}
    asked = [each["population"] for each in yardsticks().values() if each["population"]["kind"] == "department"]
    assert len(asked) > 20
    for population in asked:
        assert of_region(population) == sum(numbers[level] for level in population["levels"]), population


def test_what_is_named_year_by_year_is_added_up_from_the_year_of_the_opinion() -> None:
    adding = {code for code, each in yardsticks().items() if each.get("accumulate_from")}
    assert adding == {code for code, target in targets().items() if target["kind"] in {"count", "cumulative_count"}}
    assert {yardsticks()[code]["accumulate_from"] for code in adding} == {"2021"}


def test_what_is_asked_of_each_year_is_measured_in_each() -> None:
    assert {code for code, each in yardsticks().items() if each.get("every_period")} == {*NAMED_EACH_YEAR, "T43"}


@pytest.mark.parametrize("code", ["T04", "T08", "T10", "T27", "T28", "T38", "T39", "T56"])
def test_what_every_person_or_class_must_keep_is_held_against_its_extreme(code: str) -> None:
    (quantity,) = yardsticks()[code]["quantities"]
    assert (yardsticks()[code]["reach"], len(quantity["amount"]), "over" in quantity) == ("each", 1, False)


@pytest.mark.parametrize(
    ("code", "item", "line"),
    [
        ("T21", "large_estates", 1),
        ("T34", "residents_of_county", 200000),
        ("T35", "disabled_pupils_in_class", 5),
        ("T36", "new_schools", 1),
        ("T38", "research_staff", 1),
        ("T56", "exchanges_ended", 1),
    ],
)
def test_a_condition_leaves_out_whom_the_target_does_not_mean(code: str, item: str, line: int) -> None:
    assert yardsticks()[code]["where"] == [{"quantity": {"amount": {item: 1}}, "comparison": ">=", "value": line}]


@pytest.mark.parametrize("code", ["T25", "T33"])
def test_gross_enrolment_is_no_share_as_children_of_other_ages_count(code: str) -> None:
    (quantity,) = yardsticks()[code]["quantities"]
    assert (quantity["per"], "share" in quantity) == (100, False)


@pytest.mark.parametrize("code", ["T26", "T31", "T57", "T58", "T59"])
def test_a_percentage_of_counties_or_schools_counts_those_that_say_yes(code: str) -> None:
    assert yardsticks()[code]["reach"] == "share"
    assert (yardsticks()[code]["member"]["comparison"], yardsticks()[code]["member"]["value"]) == ("=", 1)
