"""Item by item, the plan file says of duties and targets what the hand-made reading of the document says."""

from typing import Any

from tests.demo_data.files import gold, plan

LOST = {"staffing_office": "编办", "women": "妇联", "disabled": "残联"}
COMPARISONS = {
    "= all met": "all_met",
    ">= (maintain)": ">=",
    ">= comparator": ">=",
    "increasing each year": "increasing",
    "increasing (three series)": "increasing",
}
DEADLINES = {"3 years (2020)": "2020-12-31", "2018-09": "2018-09-30", "2019-12": "2019-12-31", "2020-12": "2020-12-31"}


def name_in_gold(unit: dict[str, Any]) -> str:
    return f"{LOST[unit['key']]}(name lost)" if unit["name_lost_in_source"] else unit["name_in_source"]


def test_duties_agree_in_unit_order_role_mixture_and_partners() -> None:
    ours = [
        (name_in_gold(unit), number, d["own_role"], d["mixed"], d["partners"], d["unnamed_partners"])
        for unit in plan()["units"]
        for number, d in enumerate(unit["duties"], start=1)
    ]
    theirs = [
        (d["unit"], d["clause"], d["own_role"], d["mixed"], d["partners"], d["unnamed_partner"])
        for d in gold("duties_004.json")
    ]
    assert ours == theirs


def test_targets_agree_in_value_comparison_deadline_and_certainty() -> None:
    ours = [
        (t["value"], t["comparison"], t["deadline"], {"number": "N", "checkable": "U", "lost": "X"}[t["certainty"]])
        for t in plan()["targets"]
    ]
    theirs = [
        (
            t["value"],
            COMPARISONS.get(t["comparison"], t["comparison"]),
            DEADLINES.get(t["deadline"], t["deadline"]),
            t["cls"],
        )
        for t in gold("targets.json")["004"]
    ]
    assert ours == theirs


def test_units_of_measurement_agree_except_for_the_class_size_that_stands_in_the_population() -> None:
    ours = [t["unit"] for t in plan()["targets"] if t["code"] != "T10"]
    theirs = [t["unit"] for t in gold("targets.json")["004"] if t["id"] != "004-T10"]
    assert ours == theirs


def test_no_phrase_of_the_hand_made_reading_is_copied() -> None:
    phrases = {t["phrase"] for t in gold("targets.json")["004"]} | {d["text"] for d in gold("duties_004.json")}
    own = {t["statement"]["zh"] for t in plan()["targets"]}
    own |= {duty["summary"]["zh"] for unit in plan()["units"] for duty in unit["duties"]}
    assert phrases.isdisjoint(own)
