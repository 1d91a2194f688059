"""Qinzhou's draft says what the document says, binds nobody, and its first-named department leads."""

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
from tests.demo_data.plan_facts import department, government, school, verdict

CODE = "qinzhou-draft"
CITY, CITY_FINANCE = department("450700", "education"), department("450700", "finance")
COUNTY, COUNTY_FINANCE = department("450702", "education"), department("450702", "finance")


def targets() -> dict[str, dict[str, Any]]:
    return {target["code"]: target for target in plan(CODE)["targets"]}


def gold_targets() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = gold("targets.json")["003"]
    return found


def test_a_draft_has_no_number_no_day_no_issuer_and_no_force() -> None:
    assert plan(CODE)["legal_status"] == "draft_for_comment"
    assert (plan(CODE)["issued_by"], plan(CODE)["in_force_from"]) == (None, None)
    document = plan(CODE)["document"]
    assert (document["number"], document["dated"]) == (None, None)
    assert document["note"]


def test_nineteen_measures_stand_without_programmes_beside_two_guarantees() -> None:
    assert "programmes" not in plan(CODE)
    assert [measure["code"] for measure in plan(CODE)["measures"]] == [f"m{number}" for number in range(1, 20)]
    assert len(plan(CODE)["guarantees"]) == 2


def test_ninety_one_assignments_of_twenty_four_units_have_one_lead_a_measure() -> None:
    assert Counter(each["role"] for each in assignments(plan(CODE))) == {"lead": 19, "responsible": 72}
    assert len({each["organisation"] for each in assignments(plan(CODE))}) == 24
    for measure in measures(plan(CODE)):
        assert [each["role"] == "lead" for each in measure["assignments"]].index(True) == 0, measure["code"]


def test_finance_leads_on_funding_and_education_everywhere_else() -> None:
    leads = {measure["code"]: measure["assignments"][0]["organisation"] for measure in measures(plan(CODE))}
    assert leads.pop("m16") == "450700-finance"
    assert set(leads.values()) == {"450700-education"}


def test_assignments_agree_with_the_hand_made_list() -> None:
    check_assignments(plan(CODE), gold("assignments_000_001_003.json")["003"])


def test_it_orders_twelve_systems_and_has_eight_defects_and_twelve_bans() -> None:
    assert len(plan(CODE)["systems"]) == 12
    assert len(plan(CODE)["source_defects"]) == 8
    assert sum(each["code"].startswith("ban-") for each in plan(CODE)["accountability"]) == 12


def test_targets_agree_with_the_hand_made_list_and_stand_where_it_says() -> None:
    check_targets(plan(CODE), gold_targets())
    assert [target["place"] for target in targets().values()] == [each["measure"] for each in gold_targets()]


def test_twenty_targets_carry_a_number_and_sixteen_are_checkable() -> None:
    assert Counter(target["certainty"] for target in targets().values()) == {"number": 20, "checkable": 16}


def test_each_target_hangs_on_its_section_but_the_two_of_the_guarantees() -> None:
    places = {measure["place"]: measure["code"] for measure in measures(plan(CODE))}
    for code, target in targets().items():
        section = target["place"].partition(")")[0] + ")"
        assert target.get("measure") == places.get(section), code
    assert [code for code, target in targets().items() if "measure" not in target] == ["T35", "T36"]


def test_five_targets_have_a_year_as_printed() -> None:
    dated = {code: (each["deadline"], each["deadline_text"]) for code, each in targets().items() if each["deadline"]}
    assert dated == {
        "T03": ("2022-12-31", "到2022年"),
        "T26": ("2020-12-31", "到2020年"),
        "T27": ("2022-12-31", "2022年"),
        "T33": ("2020-12-31", "到2020年底"),
        "T34": ("2020-12-31", "到2020年底"),
    }


@pytest.mark.parametrize(("minutes", "found"), [(59, "met"), (60, "met"), (61, "not_met"), (None, "cannot_decide")])
def test_the_class_with_most_homework_keeps_the_limit(minutes: int | None, found: str) -> None:
    said = {("s", "longest_homework_minutes.grades_3_6", "2022-2023"): minutes}
    assert verdict(plan(CODE), "T09", [school("s")], said, "2022-12-01") == found


@pytest.mark.parametrize(("times", "found"), [(0, "met"), (1, "not_met")])
def test_grades_one_and_two_have_no_written_homework_at_all(times: int, found: str) -> None:
    said = {("s", "written_homework.grades_1_2", "2022-2023-1"): times}
    assert verdict(plan(CODE), "T08", [school("s")], said, "2022-12-01") == found


@pytest.mark.parametrize(("skills", "found"), [(0, "not_met"), (1, "met"), (2, "met"), (3, "met")])
def test_one_or_two_sports_are_met_from_one_up(skills: int, found: str) -> None:
    said = {("s", "least_sport_skills", "2022-2023"): skills}
    assert verdict(plan(CODE), "T01", [school("s")], said, "2022-12-01") == found


@pytest.mark.parametrize(("amounts", "found"), [((9, 8), "not_met"), ((9, 9), "met"), ((9, 10), "met")])
def test_education_spending_may_stand_still_but_not_fall(amounts: tuple[int, int], found: str) -> None:
    years = (("2019", 9), *zip(("2020", "2021"), amounts, strict=True))
    said = {("450702-finance", "public_budget_education", year): amount for year, amount in years}
    assert verdict(plan(CODE), "T28", [COUNTY_FINANCE], said, "2021-12-01") == found


def test_a_county_that_spends_more_does_not_hide_the_city_that_spends_less() -> None:
    said = {
        (one.code, "public_budget_education", year): amount
        for one, amounts in ((CITY_FINANCE, (9, 8)), (COUNTY_FINANCE, (9, 20)))
        for year, amount in zip(("2019", "2020"), amounts, strict=True)
    }
    assert verdict(plan(CODE), "T28", [CITY_FINANCE, COUNTY_FINANCE], said, "2020-12-01") == "not_met"


@pytest.mark.parametrize(("place", "found"), [("urban", "not_met"), ("rural", "met")])
def test_guards_in_a_hundred_percent_are_asked_of_city_schools(place: str, found: str) -> None:
    said = {("s", "guards_full_time", "2022-2023"): 1, ("t", "guards_full_time", "2022-2023"): 0}
    among = [school("s"), school("t", place=place)]
    assert verdict(plan(CODE), "T32", among, said, "2022-12-01") == found


@pytest.mark.parametrize(("heard", "found"), [(0, "not_met"), (1, "met")])
def test_a_county_hears_a_report_and_the_city_above_it_is_not_asked(heard: int, found: str) -> None:
    said = {("450702", "compulsory_education_reports_heard", "2022"): heard}
    among = [government("450700"), government("450702")]
    assert verdict(plan(CODE), "T35", among, said, "2022-12-01") == found


@pytest.mark.parametrize(("planned", "found"), [(9, "not_met"), (10, "met")])
def test_each_disabled_child_needs_a_place_and_a_plan_of_its_own(planned: int, found: str) -> None:
    numbers = {"of_age": 10, "enrolled": 10, "with_own_plan": planned}
    said = {("450702-education", f"disabled_children_{name}", "2022-2023"): n for name, n in numbers.items()}
    assert verdict(plan(CODE), "T25", [COUNTY], said, "2022-12-01") == found


def test_an_arts_troupe_of_the_city_is_none_of_the_county() -> None:
    said = {
        ("450700-education", "pupils_arts_troupes", "2022"): 1,
        ("450702-education", "pupils_arts_troupes", "2022"): 0,
    }
    assert verdict(plan(CODE), "T06", [CITY, COUNTY], said, "2022-12-01") == "met"
    assert verdict(plan(CODE), "T07", [CITY, COUNTY], said, "2022-12-01") == "not_met"
