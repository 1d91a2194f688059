"""Xiangtan's plan says what the document says, and what the document has lost stays lost."""

from collections import Counter
from typing import Any

import pytest

from tests.demo_data.files import gold, plan
from tests.demo_data.plan_checks import (
    assignments,
    check_assignments,
    check_targets,
    measures,
)
from tests.demo_data.plan_facts import department, school, verdict

CODE = "xiangtan-2020"
CITY = department("430300", "education")
COUNTY, OTHER_COUNTY = department("430302", "education"), department("430304", "education")


def targets() -> dict[str, dict[str, Any]]:
    return {target["code"]: target for target in plan(CODE)["targets"]}


def gold_targets() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = gold("targets.json")["001"]
    return found


def test_its_year_is_inferred_and_says_from_what() -> None:
    document = plan(CODE)["document"]
    assert (document["number"], document["dated"]) == (None, "2020-12-22")
    assert (document["dated_as_printed"], document["date_certainty"]) == ("12月22日", "inferred")
    assert document["inferred_from"]
    assert (plan(CODE)["legal_status"], plan(CODE)["in_force_from"]) == ("in_force", "2020-12-22")


def test_three_programmes_have_ten_measures_beside_four_guarantees() -> None:
    assert [len(programme["measures"]) for programme in plan(CODE)["programmes"]] == [4, 3, 3]
    assert [measure["code"] for measure in measures(plan(CODE))] == [f"m{number}" for number in range(1, 11)]
    assert len(plan(CODE)["guarantees"]) == 4


def test_seventy_one_assignments_of_twenty_three_units_name_nobody_as_lead() -> None:
    assert Counter(each["role"] for each in assignments(plan(CODE))) == {"responsible": 71}
    assert len({each["organisation"] for each in assignments(plan(CODE))}) == 23


def test_assignments_agree_with_the_hand_made_list() -> None:
    check_assignments(plan(CODE), gold("assignments_000_001_003.json")["001"])


def test_it_orders_nine_systems_and_has_twenty_three_defects_and_one_ban() -> None:
    assert len(plan(CODE)["systems"]) == 9
    assert len(plan(CODE)["source_defects"]) == 23
    assert [each["place"] for each in plan(CODE)["accountability"] if each["code"].startswith("ban-")] == ["三(一)"]


def test_targets_agree_with_the_hand_made_list_and_hang_on_the_measure_it_names() -> None:
    check_targets(plan(CODE), gold_targets())
    assert [target["measure"] for target in targets().values()] == [f"m{each['measure']}" for each in gold_targets()]
    places = {measure["code"]: measure["place"] for measure in measures(plan(CODE))}
    assert all(target["place"] == places[target["measure"]] for target in targets().values())


def test_eighteen_targets_carry_a_number_five_are_checkable_without_one_and_five_have_lost_theirs() -> None:
    certainties = Counter(target["certainty"] for target in targets().values())
    assert certainties == {"number": 18, "checkable": 5, "lost": 5}


def test_a_lost_number_is_neither_nought_nor_a_hundred_and_is_not_measured() -> None:
    lost = {code: target for code, target in targets().items() if target["certainty"] == "lost"}
    assert list(lost) == ["T04", "T14", "T15", "T26", "T27"]
    for target in lost.values():
        assert (target["kind"], target["value"], target["unassessable"]) == ("lost_value", None, "value_lost")
        assert "yardstick" not in target


def test_eight_deadlines_are_lost_and_kept_as_printed() -> None:
    lost = {code: each["deadline_text"] for code, each in targets().items() if each["deadline_certainty"] == "lost"}
    assert lost == {
        "T07": "到年", "T08": "至年", "T09": "年", "T10": "到年", "T11": "到年", "T14": "年", "T15": "到年底",
        "T21": "到年",
    }  # fmt: skip
    assert all(target["deadline"] is None for target in targets().values())


def test_a_lost_deadline_beside_a_number_leaves_the_target_measurable() -> None:
    lost = [target for target in targets().values() if target["deadline_certainty"] == "lost"]
    assert [target["code"] for target in lost if "yardstick" not in target] == ["T14", "T15"]


@pytest.mark.parametrize(("public", "found"), [(59, "not_met"), (60, "not_met"), (61, "met"), (None, "cannot_decide")])
def test_sixty_percent_in_public_kindergartens_is_not_yet_more_than_sixty(public: int | None, found: str) -> None:
    said = {
        ("k", "kindergarten_children", "2022-2023"): 100,
        ("k", "kindergarten_children_public", "2022-2023"): public,
    }
    assert verdict(plan(CODE), "T07", [school("k", "kindergarten")], said, "2022-12-01") == found


@pytest.mark.parametrize(("disabled", "found"), [(2, "met"), (3, "not_met"), (5, "not_met"), (6, "met")])
def test_only_three_to_five_disabled_pupils_ask_for_a_resource_room(disabled: int, found: str) -> None:
    said = {("s", "disabled_pupils_in_class", "2022-2023"): disabled, ("s", "resource_rooms", "2022-2023"): 0}
    assert verdict(plan(CODE), "T12", [school("s")], said, "2022-12-01") == found


@pytest.mark.parametrize(("later", "found"), [(21, "not_met"), (20, "met"), (19, "met")])
def test_inspections_are_halved_against_what_the_city_reports_for_2020(later: int, found: str) -> None:
    said = {("430300-education", "inspections_of_schools", year): n for year, n in (("2020", 40), ("2022", later))}
    assert verdict(plan(CODE), "T25", [CITY], said, "2022-12-01") == found


def test_without_a_reading_for_2020_nobody_can_say_whether_inspections_are_halved() -> None:
    said = {("430300-education", "inspections_of_schools", "2022"): 1}
    assert verdict(plan(CODE), "T25", [CITY], said, "2022-12-01") == "cannot_decide"


@pytest.mark.parametrize(("second", "found"), [(9, "not_met"), (10, "met")])
def test_one_township_without_a_public_kindergarten_is_not_made_up_for_by_another_county(
    second: int, found: str
) -> None:
    part, whole = "townships_and_subdistricts_with_public_kindergarten", "townships_and_subdistricts"
    said = {
        (county.code, item, "2022-2023"): number
        for county, number in ((COUNTY, 10), (OTHER_COUNTY, second))
        for item, number in ((part, number), (whole, 10))
    }
    assert verdict(plan(CODE), "T06", [COUNTY, OTHER_COUNTY], said, "2022-12-01") == found


@pytest.mark.parametrize(("named", "found"), [((3, 2), "not_met"), ((2, 3), "not_met"), ((3, 3), "met")])
def test_three_featured_senior_schools_are_asked_of_every_year(named: tuple[int, int], found: str) -> None:
    years = zip(("2021", "2022"), named, strict=True)
    said = {("430300-education", "special_senior_schools", year): number for year, number in years}
    assert verdict(plan(CODE), "T20", [CITY], said, "2022-12-01") == found


@pytest.mark.parametrize(("built", "found"), [((2, 0), "not_met"), ((2, 1), "met")])
def test_bases_built_in_several_years_are_added_up(built: tuple[int, int], found: str) -> None:
    said = {("430300-education", "patriotic_bases", year): n for year, n in zip(("2021", "2022"), built, strict=True)}
    assert verdict(plan(CODE), "T01", [CITY], said, "2022-12-01") == found
