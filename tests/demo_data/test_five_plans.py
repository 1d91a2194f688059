"""The five plans together: their counts, who reports what they ask, and the data that serve several of them."""

from collections import Counter, defaultdict
from typing import Any

import pytest

from services.audit.rulebook import load_rulebook
from services.yardsticks.language import Population, Yardstick
from tests.demo_data.files import gold_with_words, indicators, organisations, plan
from tests.demo_data.plan_checks import (
    bilingual,
    check_own_words,
    check_references,
    check_yardsticks,
    exact,
    measures,
    within,
)

PLANS = ("ningxia-2021", "xiangtan-2020", "shenyang-2022", "qinzhou-draft", "pingluo-2019")


def targets() -> list[tuple[str, dict[str, Any]]]:
    return [(code, target) for code in PLANS for target in plan(code)["targets"]]


def items_of(target: dict[str, Any]) -> set[str]:
    yardstick = target.get("yardstick")
    if yardstick is None or "standard" in yardstick:
        return set()
    return Yardstick.model_validate(exact(yardstick)).items


def test_together_they_hold_what_the_hand_made_reading_counted() -> None:
    documents = [plan(code) for code in PLANS]
    assignments = Counter(
        each["role"]
        for document in documents
        for measure in measures(document)
        for each in measure.get("assignments", ())
    )
    duties = [duty for document in documents for unit in document.get("units", ()) for duty in unit["duties"]]
    assert sum(len(document["programmes"]) for document in documents if document.get("programmes")) == 22
    assert sum(len(list(measures(document))) for document in documents) == 106
    assert sum(len(document.get("guarantees", ())) for document in documents) == 12
    assert assignments == {"lead": 43, "cooperating": 67, "responsible": 164}
    assert len(duties) == 55


def test_of_188_targets_5_lost_their_number_and_8_their_deadline() -> None:
    every = [target for _, target in targets()]
    assert Counter(target["certainty"] for target in every) == {"number": 127, "checkable": 56, "lost": 5}
    assert sum(target["deadline_certainty"] == "lost" for target in every) == 8


@pytest.mark.parametrize("code", PLANS)
def test_every_target_says_how_it_is_measured_or_in_one_word_why_it_cannot_be(code: str) -> None:
    for target in plan(code)["targets"]:
        word = target.get("unassessable")
        assert (target.get("yardstick") is None) == (word is not None), target["code"]
        assert (target["certainty"] == "lost") == (word == "value_lost"), target["code"]
    check_yardsticks(plan(code), indicators())


@pytest.mark.parametrize("code", PLANS)
def test_the_plans_service_finds_every_organisation_that_a_plan_names(code: str) -> None:
    check_references(plan(code), {organisation["code"] for organisation in organisations()})


@pytest.mark.parametrize(
    ("code", "seed", "least"),
    [
        ("ningxia-2021", "000", 200),
        ("xiangtan-2020", "001", 120),
        ("shenyang-2022", "002", 150),
        ("qinzhou-draft", "003", 150),
    ],
)
def test_no_phrase_of_a_document_is_copied_and_every_text_is_in_two_languages(code: str, seed: str, least: int) -> None:
    check_own_words(plan(code), gold_with_words("targets.json")[seed])
    texts = bilingual(plan(code))
    assert len(texts) > least
    assert all(text.keys() == {"zh", "en"} and text["zh"] and text["en"] for text in texts)


def test_some_twenty_data_serve_several_plans_and_about_fifty_targets() -> None:
    asked_by: dict[str, set[str]] = defaultdict(set)
    for code, target in targets():
        for item in items_of(target):
            asked_by[item].add(code)
    shared = {item for item, plans in asked_by.items() if len(plans) > 1}
    served = [target for _, target in targets() if items_of(target) & shared]
    assert len(shared) >= 20
    assert len(served) >= 50


def test_every_item_is_asked_by_a_target_or_by_the_standard() -> None:
    standard = load_rulebook().standards["compulsory-balanced-2017"].rule
    asked = set().union(*(items_of(target) for _, target in targets()))
    asked |= set().union(*(condition.yardstick.items for condition in standard.conditions))
    asked |= {item for each in standard.criteria for terms in each.amounts.values() for item, _ in terms}
    unasked = {item["code"] for item in indicators()} - asked
    assert unasked == {"pupils.senior_secondary"}, unasked  # the splits of complete secondary schools need it


def test_each_condition_of_the_standard_is_measured_among_those_who_report_its_items() -> None:
    reporters = {item["code"]: Population.model_validate(item["reported_by"]) for item in indicators()}
    periods = {item["code"]: item["period"] for item in indicators()}
    standard = load_rulebook().standards["compulsory-balanced-2017"].rule
    for condition in standard.conditions:
        population = condition.yardstick.population
        for item in condition.yardstick.items:
            assert within(population, reporters[item]), (condition.code, item)
            assert periods[item] == "school_year", item
