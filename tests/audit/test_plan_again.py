"""Assessments of a plan's targets repeated to the byte, and held side by side."""

from typing import Any

from tests.audit.county import County
from tests.audit.policy import rate, target
from tests.audit.test_plan_targets import assess, publish, targets

EVERYTHING = {"kind": "all_of_standard", "comparison": "all_met", "value": 31, "unit": "项指标"}


async def compared(county: County, before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    answer = await county.get(f"/assessments/{before['id']}/comparison", **{"with": after["id"]})
    assert answer.status == 200, answer.body
    found: dict[str, Any] = answer.body
    return found


async def again(county: County, assessment: dict[str, Any]) -> dict[str, Any]:
    answer = await county.post(f"/assessments/{assessment['id']}/repetitions", {})
    assert answer.status == 201, answer.body
    found: dict[str, Any] = answer.body
    return found


async def test_who_may_not_see_it_neither_repeats_nor_compares(county: County) -> None:
    plan = publish(county, target("T01", rate()))
    made = await assess(county, plan)
    assert (await county.post(f"/assessments/{made['id']}/repetitions", {}, by="s1")).status == 404
    answer = await county.get(f"/assessments/{made['id']}/comparison", by="s1", **{"with": made["id"]})
    assert answer.status == 404


async def test_a_repetition_comes_out_to_the_byte_whatever_came_since(county: County) -> None:
    plan = publish(county, target("T01", rate()), target("T02", {"standard": "compulsory-balanced-2017"}, **EVERYTHING))
    county.tell("education", {"enrolled": 93, "of_age": 100})
    for school in ("s1", "s2", "s3"):
        county.report(school, multimedia_rooms=0)
    await county.current()
    await county.assess(plan=None)
    made = await assess(county, plan)
    county.tell("education", {"enrolled": 40})
    for school in ("s1", "s2", "s3"):
        county.report(school)
    county.report_items()
    await county.current()
    assert (await county.assess(plan=None)).body["verdict"] == "met"
    publish(county, target("T01", rate(), value=99), revision=2)
    repeated = await again(county, made)
    assert (repeated["result_sha256"], repeated["summary"]) == (made["result_sha256"], made["summary"])
    assert repeated["plan_revision"] == made["plan_revision"]
    found = await compared(county, made, repeated)
    assert (found["same"], found["changes"]) == (True, [])


async def test_a_target_that_changed_names_the_reading_that_did_it(county: County) -> None:
    plan = publish(county, target("T01", rate()), target("T02", rate("boarders", "places")))
    county.tell("education", {"enrolled": 93, "of_age": 100, "boarders": 95, "places": 100})
    before = await assess(county, plan)
    county.tell("education", {"enrolled": 80})
    found = await compared(county, before, await assess(county, plan))
    (change,) = found["changes"]
    assert (change["kind"], change["criterion"]) == ("target", "T01")
    assert (change["before"]["verdict"], change["after"]["verdict"]) == ("met", "not_met")
    who = {"organisation": county.at("education"), "indicator": "enrolled", "period": "2021-2022"}
    assert change["causes"] == {
        "readings": [who | {"before": 93, "after": 80}],
        "readings_count": 1,
        "rules": [],
        "organisations": [],
        "assessment": None,
    }


async def test_a_line_that_a_revision_moved_is_named(county: County) -> None:
    plan = publish(county, target("T01", rate()))
    county.tell("education", {"enrolled": 93, "of_age": 100})
    before = await assess(county, plan)
    publish(county, target("T01", rate(), value=95), revision=2)
    after = await assess(county, plan)
    (change,) = (await compared(county, before, after))["changes"]
    assert change["causes"]["rules"] == ["targets.T01"]
    assert (change["causes"]["readings"], change["after"]["verdict"]) == ([], "not_met")


async def test_a_target_that_asks_for_a_standard_names_its_later_assessment(county: County) -> None:
    plan = publish(county, target("T01", {"standard": "compulsory-balanced-2017"}, **EVERYTHING))
    before = await assess(county, plan)
    for school in ("s1", "s2", "s3"):
        county.report(school, multimedia_rooms=0)
    await county.current()
    run = (await county.assess(plan=None)).body
    after = await assess(county, plan)
    assert (await targets(county, after["id"]))["T01"]["verdict"] == "not_met"
    (change,) = (await compared(county, before, after))["changes"]
    assert change["causes"]["assessment"] == run["id"]


async def test_two_plans_have_nothing_in_common(county: County) -> None:
    one = await assess(county, publish(county, target("T01", rate())))
    other = await assess(county, publish(county, target("T01", rate()), code=f"{county.code}-other"))
    answer = await county.get(f"/assessments/{one['id']}/comparison", **{"with": other["id"]})
    assert (answer.status, answer.body["code"]) == (422, "not_comparable")
