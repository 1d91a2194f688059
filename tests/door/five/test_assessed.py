"""Five plans from their data files to assessed targets: every target gets its verdict from readings."""

from decimal import Decimal
from typing import Any

import pytest

from deploy.demo.synthetic import Reading
from tests.door.five.furnishing import FIRST_YEAR, FivePlans

# plan: (targets, the one word why nobody can assess them)
UNASSESSABLE = {
    "xiangtan-2020": ({"T04", "T14", "T15", "T26", "T27"}, "value_lost"),
    "shenyang-2022": ({"T07"}, "baseline_unstated"),
}
LOST_DEADLINES = {"T07", "T08", "T09", "T10", "T11", "T14", "T15", "T21"}
WHY_NOT_BINDING = {
    "ningxia-2021": ["plan_date_unconfirmed"],
    "pingluo-2019": [],
    "xiangtan-2020": ["plan_date_unconfirmed"],
    "shenyang-2022": ["plan_not_in_force"],
    "qinzhou-draft": ["plan_not_in_force"],
}
# plan: (target, measure, who, item) of the one failure that is planted in the newest school year
FAILURES = {
    "ningxia-2021": ("T41", "640104-f02", "three_classrooms_used"),
    "pingluo-2019": ("T07", "640221-f02", "equipment_up_to_standard"),
    "xiangtan-2020": ("T09", "430302-education", "balanced_county_recognised"),
    "shenyang-2022": ("T34", "210102-f02", "fall_protection"),
    "qinzhou-draft": ("T13", "450702-f02", "admission_by_catchment"),
}
NEWEST = "2024-2025"


def of(made: dict[str, Any], kind: str, code: str) -> dict[str, Any]:
    (node,) = [each for each in made["summary"]["nodes"] if (each["kind"], each["code"]) == (kind, code)]
    return dict(node)


@pytest.mark.parametrize("code", FIRST_YEAR)
async def test_with_generous_readings_every_target_is_met_but_those_that_the_source_leaves_open(
    five: FivePlans, code: str
) -> None:
    made, targets = await five.assess(code)
    lost, word = UNASSESSABLE.get(code, (set(), ""))
    assert {name: each["verdict"] for name, each in targets.items() if each["verdict"] != "met"} == dict.fromkeys(
        lost, "cannot_decide"
    )
    assert {targets[name]["reason"] for name in lost} <= {word}
    assert made["verdict"] == ("cannot_decide" if lost else "met")
    assert of(made, "plan", code)["not_assessable"] == len(lost)
    assert not any(each["overdue"] for each in targets.values())


@pytest.mark.parametrize("code", FIRST_YEAR)
async def test_a_draft_a_press_report_and_an_inferred_date_are_for_information(five: FivePlans, code: str) -> None:
    made, _ = await five.assess(code)
    assert [each["code"] for each in made["information_only"]] == WHY_NOT_BINDING[code]


async def test_a_lost_deadline_stays_lost(five: FivePlans) -> None:
    _, targets = await five.assess("xiangtan-2020")
    assert {name for name, each in targets.items() if each["deadline_state"] == "lost"} == LOST_DEADLINES


@pytest.mark.parametrize("code", FIRST_YEAR)
async def test_one_that_fails_shows_up_to_the_plan_and_is_named(five: FivePlans, code: str) -> None:
    target, who, item = FAILURES[code]
    right, wrong = Reading(who, item, NEWEST, Decimal(1)), Reading(who, item, NEWEST, Decimal(0))
    await five.report([wrong], correction_reason="an inspection found otherwise")
    made, targets = await five.assess(code)
    await five.report([right], correction_reason="the inspection was mistaken")
    found = targets[target]
    assert (found["verdict"], found["failing"]) == ("not_met", [who])
    kept = found["reason"] == "met_in_time_lost_since"
    assert found["overdue"] == (found["deadline_state"] == "passed" and not kept), "a lost deadline never passes"
    assert made["verdict"] == "not_met"
    assert found["measure"] is None or of(made, "measure", found["measure"])["failing"] == [target]
    assert of(made, "plan", code)["failing"] == [target]
