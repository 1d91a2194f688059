"""Ningxia as the demo walks it: its plan's targets, what they show, and who has not reported."""

import pytest

from deploy.demo.synthetic_planted_region import (
    AS_OF,
    FAIL_BY_ONE_SCHOOL,
    FALLING,
    GAPS,
    MISSED_IN,
    ON_THE_WAY,
    OPEN,
    PLANTED,
    REACHED,
    REGION,
    RISING,
    SILENT_COUNTY,
)
from tests.door.walked import Walked


async def test_the_eleven_targets_of_2025_are_reached_on_the_way_falling_or_open(walked: Walked) -> None:
    _, targets = await walked.region()
    due = {code: each for code, each in targets.items() if each["deadline"] == "2025-12-31"}
    assert len(due) == 11
    assert {code for code, each in due.items() if each["verdict"] == "met"} == set(REACHED)
    assert {code for code, each in due.items() if each["verdict"] == "not_met"} == {*ON_THE_WAY, FALLING}
    assert {code for code, each in due.items() if each["verdict"] == "cannot_decide"} == {OPEN}
    assert {each["deadline_state"] for each in due.values()} == {"ahead"}
    assert not any(each["overdue"] for each in due.values())
    assert all(each["units"] for each in due.values())


async def test_one_figure_rises_and_one_falls_over_four_school_years(walked: Walked) -> None:
    _, targets = await walked.region()
    rising, falling = ([point["value"] for point in targets[code]["trend"]] for code in (RISING, FALLING))
    assert len(rising) == len(falling) == 4
    assert rising == sorted(rising)
    assert falling == sorted(falling, reverse=True)


async def test_a_year_missed_is_missed_though_later_years_are_kept(walked: Walked) -> None:
    code, year = MISSED_IN
    _, targets = await walked.region()
    found = targets[code]
    assert (found["verdict"], found["reason"]) == ("not_met", "earlier_period_failed")
    assert found["failed_periods"] == [year]
    assert found["trend"][-1]["verdict"] == "met"


async def test_what_a_county_did_not_report_is_missing_and_named(walked: Walked) -> None:
    _, targets = await walked.region()
    missing = targets[OPEN]["missing"]
    assert {(each["organisation"], each["indicator"], each["period"]) for each in missing} == GAPS
    counties = await walked.doors["demo.province.supervisor"].everything(
        "/api/v1/metrics/completeness", organisation=REGION, as_of=AS_OF, by="county"
    )
    found = {each["code"]: each["missing"] for each in counties if not each["complete"]}
    assert found == {SILENT_COUNTY: 5, "640221": 1}


@pytest.mark.parametrize("code", FAIL_BY_ONE_SCHOOL)
async def test_one_school_is_enough_to_miss_what_is_asked_of_each(walked: Walked, code: str) -> None:
    _, targets = await walked.region()
    (school,) = targets[code]["failing"]
    assert targets[code]["verdict"] == "not_met"
    assert school in {key.organisation for key in PLANTED}


async def test_verdicts_roll_up_to_programmes_and_plan_without_an_average(walked: Walked) -> None:
    assessment, targets = await walked.region()
    plan, *others = assessment["summary"]["nodes"]
    programmes = [each for each in others if each["kind"] == "programme"]
    assert (plan["targets"], len(programmes)) == (60, 5)
    for word in ("met", "not_met", "cannot_decide"):
        counted = sum(each["verdict"] == word for each in targets.values())
        assert plan[word] == sum(each[word] for each in programmes) == counted
    assert assessment["verdict"] == plan["verdict"] == "not_met"
    assert [each["code"] for each in assessment["information_only"]] == ["plan_date_unconfirmed"]


async def test_a_figure_is_explained_down_to_the_platform_that_sent_it(walked: Walked) -> None:
    assessment, _ = await walked.region()
    path = f"/api/v1/audit/assessments/{assessment['id']}/figures/{RISING}"
    found = await walked.doors["demo.province.supervisor"].get(path)
    used = [each for member in found["organisations"] for each in member["readings"] if each["reading"]]
    assert {each["sender"]["name"] for each in used} == {"Demo provincial data platform (synthetic)"}
    assert {each["reviewer"]["name"] for each in used} == {"Demo provincial reviewer"}
