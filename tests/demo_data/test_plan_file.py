"""The plan file has the structure counted by hand from the document, and every reference in it resolves."""

from collections import Counter
from typing import Any

from tests.demo_data.files import organisations, plan
from tests.demo_data.plan_checks import bilingual

KINDS = {
    "count", "count_per_unit", "conditional_count", "threshold", "cap", "range", "frequency", "annual_count",
    "annual_change", "reduction", "comparator", "monotone", "coverage", "yes_no", "all_of_standard",
}  # fmt: skip
COMPARISONS = {">=", ">", "<=", "=", "range", "all", "increasing", "non_decreasing", "yes", "all_met"}
DUTIES = {
    "education": 8, "development_reform": 7, "finance": 4, "land": 2, "human_resources": 5, "housing": 3, "police": 4,
    "staffing_office": 2, "health": 2, "culture": 2, "tax": 1, "market": 3, "women": 4, "disabled": 1, "youth": 3,
    "townships": 4,
}  # fmt: skip
TARGET_KEYS = {
    "code", "place", "statement", "kind", "comparison", "value", "unit", "population", "deadline", "deadline_text",
    "restates", "certainty", "deadline_certainty", "yardstick",
}  # fmt: skip


def duties() -> list[dict[str, Any]]:
    return [duty for unit in plan()["units"] for duty in unit["duties"]]


def test_it_has_three_phases_that_follow_each_other() -> None:
    assert [(phase["starts_on"], phase["ends_on"]) for phase in plan()["phases"]] == [
        ("2018-03-01", "2018-09-30"),
        ("2018-10-01", "2019-12-31"),
        ("2020-01-01", "2020-12-31"),
    ]


def test_it_has_five_programmes_with_fourteen_measures_and_three_guarantees() -> None:
    assert [len(programme["measures"]) for programme in plan()["programmes"]] == [3, 2, 3, 3, 3]
    assert len(plan()["guarantees"]) == 3


def test_sixteen_units_have_fifty_five_duties() -> None:
    assert {unit["key"]: len(unit["duties"]) for unit in plan()["units"]} == DUTIES
    assert len(DUTIES) == 16
    assert len(duties()) == 55


def test_nine_duties_are_cooperating_and_four_of_them_mixed() -> None:
    assert Counter(duty["own_role"] for duty in duties()) == {"responsible": 46, "cooperating": 9}
    assert [duty["own_role"] for duty in duties() if duty["mixed"]] == ["cooperating"] * 4


def test_partners_are_named_twenty_eight_times_and_left_unnamed_in_five_duties() -> None:
    assert sum(len(duty["partners"]) for duty in duties()) == 28
    assert sum(duty["unnamed_partners"] for duty in duties()) == 5


def test_three_units_lost_their_name() -> None:
    lost = {unit["key"] for unit in plan()["units"] if unit["name_lost_in_source"]}
    assert lost == {"staffing_office", "women", "disabled"}
    assert all((unit["name_in_source"] is None) == unit["name_lost_in_source"] for unit in plan()["units"])


def test_sixteen_targets_carry_a_number_and_thirteen_are_checkable_without_one() -> None:
    targets = plan()["targets"]
    assert [target["code"] for target in targets] == [f"T{number:02d}" for number in range(1, 30)]
    assert Counter(target["certainty"] for target in targets) == {"number": 16, "checkable": 13}
    assert all((target["value"] is not None) == (target["certainty"] == "number") for target in targets)


def test_targets_use_only_the_agreed_words() -> None:
    for target in plan()["targets"]:
        assert target["kind"] in KINDS, target["code"]
        assert target["comparison"] in COMPARISONS, target["code"]
        assert target.keys() - {"phase", "measure", "responsible_unit"} == TARGET_KEYS, target["code"]


def test_every_reference_inside_the_plan_resolves() -> None:
    known = {
        "phase": {phase["code"] for phase in plan()["phases"]},
        "measure": {measure["code"] for programme in plan()["programmes"] for measure in programme["measures"]},
        "responsible_unit": set(DUTIES),
        "restates": {target["code"] for target in plan()["targets"]} | {None},
    }
    for target in plan()["targets"]:
        for name, codes in known.items():
            assert name not in target or target[name] in codes, (target["code"], name)
    assert {*plan()["leading_group"]["members"], plan()["leading_group"]["office_at"]} <= set(DUTIES)


def test_the_leading_group_has_fifteen_entries_and_the_youth_league_is_none_of_them() -> None:
    group = plan()["leading_group"]
    assert len(group["members"]) + group["member_townships"] == 15
    assert set(DUTIES) - set(group["members"]) == {"youth", "townships"}


def test_every_organisation_of_the_plan_is_in_the_organisations_file() -> None:
    codes = {organisation["code"] for organisation in organisations()}
    assert {unit["organisation"] for unit in plan()["units"]} <= codes
    assert {plan()["jurisdiction"], plan()["issued_by"]} <= codes


def test_every_text_is_in_chinese_and_english_and_every_item_has_its_place() -> None:
    texts = bilingual(plan())
    assert len(texts) > 150
    assert all(text.keys() == {"zh", "en"} and text["zh"] and text["en"] for text in texts)
    items = [*plan()["phases"], *plan()["programmes"], *plan()["guarantees"], *plan()["units"], *duties()]
    assert all(item["place"] for item in [*items, *plan()["targets"], *plan()["source_defects"]])
