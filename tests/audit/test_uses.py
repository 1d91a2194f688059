"""Backward: which results rest on a reading, and what a correction proposes to assess again."""

from typing import Any

from tests.audit.county import PERIOD, STANDARD, Answer, County
from tests.audit.test_staleness import ITEM, assessed


async def uses(county: County, school: str = "s1", item: str = ITEM, *, by: str = "supervisor", **asked: Any) -> Answer:
    place = {"organisation": county.at(school), "indicator": item, "period": PERIOD} | asked
    return await county.get("/uses", by=by, **place)


async def reruns(county: County) -> list[dict[str, Any]]:
    await county.current()
    answer = await county.get("/reruns", as_of="2021-11-20")
    assert answer.status == 200
    items: list[dict[str, Any]] = answer.body["items"]
    return items


async def test_those_judged_and_strangers_learn_nothing_of_uses(county: County) -> None:
    await assessed(county)
    for by in ("s1", "finance"):
        assert (await uses(county, by=by)).status in {403, 404}
    assert (await uses(county, "unknown")).status == 404


async def test_every_result_that_counts_a_reading_is_named(county: County) -> None:
    assessment = await assessed(county)
    (use,) = (await uses(county)).body["items"]
    assert (use["assessment"]["id"], use["stale"], use["used"]) == (assessment, False, use["now"])
    told = {(row["kind"], row["organisation"]["code"], row["criterion"]) for row in use["results"]}
    school = county.at("s1")
    assert told == {
        ("school", school, None),
        ("criterion", school, "R4"),
        ("comparison", county.code, "R4"),
    }


async def test_pupils_count_in_every_criterion_and_an_item_of_the_bureau_in_its_indicator(county: County) -> None:
    await assessed(county)
    (use,) = (await uses(county, item="pupils.primary")).body["items"]
    criteria = {row["criterion"] for row in use["results"] if row["kind"] == "criterion"}
    assert criteria == {f"R{number}" for number in range(1, 8)}
    (use,) = (await uses(county, "education", "layout_plan_sound")).body["items"]
    assert {(row["kind"], row["criterion"][:2]) for row in use["results"]} == {("item", "G1"), ("condition", "G1")}


async def test_what_no_standard_counts_and_another_period_are_used_nowhere(county: County) -> None:
    await assessed(county)
    assert (await uses(county, item="an_item_of_no_standard")).body["items"] == []
    assert (await uses(county, period="2019-2020")).body["items"] == []


async def test_a_correction_marks_its_uses_and_proposes_to_assess_again(county: County) -> None:
    assessment = await assessed(county)
    assert await reruns(county) == []
    county.tell("s1", {ITEM: 3100})
    (proposed,) = await reruns(county)
    (use,) = (await uses(county)).body["items"]
    assert (use["stale"], use["now"]["value"]) == (True, 3100)
    assert (proposed["assessment"]["id"], proposed["stale_readings"]) == (assessment, 1)
    assert proposed["again"] | {"standard": STANDARD, "as_of": "2021-11-20"} == proposed["again"]
    again = await county.post("/assessments", proposed["again"])
    assert again.status == 201
    assert await reruns(county) == []
    newest, older = (await uses(county)).body["items"]
    assert (newest["assessment"]["id"], newest["stale"], older["stale"]) == (again.body["id"], False, True)


async def test_what_is_taken_back_is_used_by_nothing_that_is_approved(county: County) -> None:
    for school in ("s1", "s2", "s3"):
        county.report(school)
    county.report_items()
    item = county.send("s1", {ITEM: 3050})
    county.review(item, "s1")
    await county.assess()
    county.review(item, "s1", "returned")
    await county.current()
    (use,) = (await uses(county)).body["items"]
    assert (use["stale"], use["used"]["value"]) == (True, 3050)
    assert use["now"] != use["used"]


async def test_pages_go_through_every_assessment(county: County) -> None:
    await assessed(county)
    await county.assess()
    first = (await uses(county, limit=1)).body
    second = (await uses(county, limit=1, cursor=first["next"])).body
    assert (len(first["items"]), len(second["items"]), second["next"]) == (1, 1, None)
