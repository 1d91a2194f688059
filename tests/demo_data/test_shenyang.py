"""Shenyang's programmes say what the news item says, in words of our own, and bind nobody."""

from collections import Counter
from typing import Any

import pytest

from services.plans.schemas.plan_document import PlanDocument
from tests.demo_data.files import gold, indicators, plan
from tests.demo_data.plan_checks import (
    assignments,
    check_targets,
    measures,
)

CODE = "shenyang-2022"
YEAR_OF_THE_ITEM = "2022"


def targets() -> dict[str, dict[str, Any]]:
    return {target["code"]: target for target in plan(CODE)["targets"]}


def gold_targets() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = gold("targets.json")["002"]
    return found


def test_the_plans_service_reads_it() -> None:
    assert PlanDocument.model_validate(plan(CODE)).code == CODE


def test_a_news_item_has_a_day_but_no_number_no_issuer_and_no_force() -> None:
    document = plan(CODE)["document"]
    assert (document["number"], document["dated"], document["date_certainty"]) == (None, "2022-12-26", "printed")
    assert plan(CODE)["legal_status"] == "reported_in_press"
    assert (plan(CODE)["issued_by"], plan(CODE)["in_force_from"]) == (None, None)


def test_nine_programmes_have_forty_two_measures_one_for_each_sentence() -> None:
    programmes = plan(CODE)["programmes"]
    assert [len(programme["measures"]) for programme in programmes] == [4, 4, 6, 4, 5, 6, 5, 4, 4]
    for number, programme in enumerate(programmes, 1):
        assert programme["code"] == f"p{number}"
        for sentence, measure in enumerate(programme["measures"], 1):
            assert measure["code"] == f"m{number}.{sentence}"
            assert measure["place"] == f"{programme['place']}第{sentence}句"


def test_nobody_is_made_responsible() -> None:
    assert assignments(plan(CODE)) == plan(CODE)["units"] == plan(CODE)["supervising"] == []
    assert plan(CODE)["leading_group"] is None


def test_it_has_ten_systems_six_defects_no_guarantee_and_no_phase() -> None:
    parts = ("systems", "source_defects", "guarantees", "phases", "accountability")
    assert [len(plan(CODE)[part]) for part in parts] == [10, 6, 0, 0, 3]


def test_twenty_three_targets_carry_a_number_and_twelve_are_checkable_without_one() -> None:
    assert Counter(target["certainty"] for target in targets().values()) == {"number": 23, "checkable": 12}


def test_targets_agree_with_the_hand_made_list() -> None:
    check_targets(plan(CODE), gold_targets())


def test_every_target_stands_in_the_sentence_the_hand_made_list_names() -> None:
    ours = [target["measure"] for target in targets().values()]
    assert ours == [expected["measure"].replace("P", "m") for expected in gold_targets()]
    places = {measure["code"]: measure["place"] for measure in measures(plan(CODE))}
    assert all(target["place"] == places[target["measure"]] for target in targets().values())


def test_six_targets_have_a_year_and_the_reach_of_one_year_over_three_more_is_left_open() -> None:
    years = {code: target["deadline"][:4] for code, target in targets().items() if target["deadline"]}
    assert years == {"T01": "2023", "T11": "2025", "T13": "2025", "T18": "2023", "T19": "2023", "T29": "2025"}
    unclear = [code for code, target in targets().items() if target["deadline_certainty"] == "ambiguous"]
    assert unclear == ["T02", "T03", "T04"]
    assert all("2023" in targets()[code]["deadline_text"] for code in unclear)


def test_what_is_built_year_by_year_is_added_up_from_the_year_of_the_item() -> None:
    for code, target in targets().items():
        yearly = target["kind"] in {"count", "cumulative_count"} and code not in {"T04", "T31"}
        first = (target.get("yardstick") or {}).get("accumulate_from")
        assert (first == YEAR_OF_THE_ITEM) == (yearly or code == "T17"), code


@pytest.mark.parametrize(("code", "first"), [("T05", "2023"), ("T09", "2023-2024")])
def test_what_is_asked_of_each_year_is_measured_in_each_that_begins_after_the_item(code: str, first: str) -> None:
    yardstick = targets()[code]["yardstick"]
    assert (yardstick["every_period"], yardstick["since"]) == (True, first)


def test_no_other_target_asks_it_of_every_year() -> None:
    every_year = [code for code, target in targets().items() if (target.get("yardstick") or {}).get("every_period")]
    assert every_year == ["T05", "T09"]


def test_a_rise_held_against_a_baseline_the_source_does_not_state_cannot_be_assessed() -> None:
    assert targets()["T07"]["unassessable"] == "baseline_unstated"
    assert "基线" in targets()["T07"]["statement"]["zh"]


def test_short_sight_must_fall_and_fitness_must_rise_by_points() -> None:
    changes = {code: targets()[code]["yardstick"]["change"]["kind"] for code in ("T08", "T09")}
    assert changes == {"T08": "fall", "T09": "rise"}
    assert targets()["T08"]["yardstick"]["change"]["per_year"] is True
    assert (targets()["T09"]["value"], targets()["T09"]["upper"]) == (3, 5)


def test_no_code_of_an_item_stands_in_two_files() -> None:
    assert [code for code, number in Counter(item["code"] for item in indicators()).items() if number > 1] == []
