"""Counties and a prefecture assessed by the standards beside that of 2017, from readings to findings."""

import json
from typing import Any

from tests.audit.county import PERIOD, Answer, County
from tests.audit.prefecture import BELOW, open_prefecture, seat_officials
from tests.audit.test_standards_uploaded import draft, publish
from tests.audit_domain.test_grades import table_for

ALIKE = {
    "pupils.primary": 100, "teaching_area": 1000, "indoor_sports_area": 0, "outdoor_sports_area": 1000,
    "equipment_value": 100, "computers": 20, "books": 2000, "teachers_full_time.primary": 10,
    "teachers_junior_college.primary": 5, "teachers_bachelor.primary": 5, "teachers_master.primary": 0,
    "teachers_doctorate.primary": 0, "teachers_middle_rank.primary": 5, "basic_school_standard": 1,
}  # fmt: skip
"""A primary school of a hundred pupils."""


async def assess(place: County, standard: str, *, organisation: str | None = None, **asked: Any) -> Answer:
    body = {"standard": standard, "organisation": organisation or place.code, "period": PERIOD, "as_of": "2021-10-31"}
    return await place.post("/assessments", body | asked)


def poor(times: int) -> dict[str, Any]:
    """So many times less of everything than the other school."""
    kept = {"pupils.primary", "basic_school_standard"}
    return {item: value if item in kept else value / times for item, value in ALIKE.items()}


async def test_a_county_of_equal_schools_keeps_the_mean_of_2012_and_its_points_are_not_supplied(county: County) -> None:
    city = await open_prefecture(county)
    for name in ("a-s1", "a-s2"):
        city.tell(name, ALIKE)
    answer = await assess(city, "compulsory-basic-2012", organisation=city.at("a"))
    assert (answer.status, answer.body["verdict"]) == (201, "cannot_decide")
    summary = answer.body["summary"]
    assert [(each["stage"], each["verdict"], each["coefficient"]) for each in summary["means"]] == [
        ("primary", "met", 0),
        ("junior_secondary", None, None),
    ]
    assert summary["grade"]["reason"] == "points_not_supplied"
    assert [(line["code"], line["verdict"]) for line in summary["lines"]][-2:] == [("B8", None), ("county_rule", "met")]
    assert summary["recognition"]["open"] == ["social_recognition", "indicators"]


async def test_uneven_schools_miss_the_mean_and_it_is_one_finding_with_the_schools_behind_each_coefficient(
    county: County,
) -> None:
    city = await open_prefecture(county)
    city.tell("a-s1", ALIKE)
    city.tell("a-s2", poor(10))
    made = (await assess(city, "compulsory-basic-2012", organisation=city.at("a"))).body
    assert made["verdict"] == "not_met"
    (finding,) = (await city.get("/findings", assessment=made["id"])).body["items"]
    assert (finding["criterion"], finding["title"]["zh"]) == ("county_rule", "综合差异系数")
    assert "county_rule" in finding["rests_on_unverified"]
    asked = {"organisation": city.at("a"), "stage": "primary"}
    path = f"/assessments/{made['id']}/explanation"
    one = await city.get(path, criterion="B1", **asked)
    assert (one.status, one.body["comparison"]["coefficient"]) == (200, 0.818182)
    assert len(one.body["comparison"]["carried_by"]) == 2
    assert (await city.get(path, criterion="county_rule", **asked)).status == 404
    single = await city.get(path, criterion="B1", organisation=city.at("a-s1"), stage="primary")
    assert (single.status, single.body["reason"]) == (404, "no_school_rule")
    rows = (await city.get(f"/assessments/{made['id']}/results", criterion="county_rule")).body["items"]
    assert [(row["stage"], row["line"], row["verdict"]) for row in rows] == [
        ("primary", 0.65, "not_met"),
        ("junior_secondary", 0.55, None),
    ]


async def test_a_county_is_assessed_by_the_standard_for_preschools(county: County) -> None:
    city = await open_prefecture(county)
    city.tell("a-education", {"children_in_kindergarten": 84, "children_of_preschool_age": 100})
    made = (await assess(city, "preschool-2020", organisation=city.at("a"))).body
    assert made["verdict"] == "not_met"
    lines = {line["code"]: line["verdict"] for line in made["summary"]["lines"]}
    assert (lines["C1"], lines["C2"], len(lines)) == ("not_met", "cannot_decide", 17)
    (finding,) = (await city.get("/findings", assessment=made["id"])).body["items"]
    assert (finding["criterion"], finding["rests_on_unverified"]) == ("C1", ["in_force_from"])
    figure = (await city.get(f"/assessments/{made['id']}/figures/C1.1")).body
    assert figure["figure"]["value"] == 84


async def test_a_standard_for_prefectures_is_refused_for_a_county(county: County) -> None:
    city = await open_prefecture(county)
    answer = await assess(city, "ningxia-city-2019", organisation=city.at("a"))
    assert (answer.status, answer.body["code"]) == (422, "level_differs")


async def supply(county: County, standard: str, version: str) -> str:
    """The bureau's table of points, published as a local variant."""
    await seat_officials(county)
    document = table_for(standard) | {"code": f"points-{standard}", "version": version}
    await draft(county, json.dumps(document, ensure_ascii=False))
    await publish(county, f"points-{standard}", version, in_force_from="2019-01-01", published_on="2020-01-01")
    return f"points-{standard}"


async def test_without_the_bureaus_table_a_prefecture_has_no_grade(county: County) -> None:
    city = await open_prefecture(county)
    answer = await assess(city, "ningxia-city-2019")
    assert (answer.status, answer.body["verdict"]) == (201, "cannot_decide")
    assert answer.body["summary"]["grade"]["grade"] is None
    assert answer.body["summary"]["grade"]["reason"] == "points_not_supplied"


async def test_a_county_below_that_misses_its_coefficients_costs_the_prefecture_one_grade(county: County) -> None:
    table = await supply(county, "ningxia-city-2019", county.code)
    city = await open_prefecture(county)
    none = {"grading.campus_event": 0, "grading.falsification": 0, "grading.fitness_declined": 0}
    city.tell("education", none | {"points_given": 92})
    for name in ("a-s1", "a-s2"):
        city.tell(name, ALIKE)
    even = (await assess(city, "ningxia-city-2019", variants=[table])).body
    assert even["summary"]["grade"]["grade"]["code"] == "excellent"
    assert even["summary"]["variants"] == [{"code": table, "version": county.code}]
    city.tell("a-s2", poor(10))
    uneven = (await assess(city, "ningxia-city-2019", variants=[table])).body
    grade = uneven["summary"]["grade"]
    assert (grade["grade"]["code"], grade["struck"]) == ("good", ["downgrades.D4"])
    rows = (await city.get(f"/assessments/{uneven['id']}/results", criterion="downgrades.D4")).body["items"]
    assert [(row["verdict"], row["detail"]["failing"]) for row in rows] == [("not_met", [city.at("a")])]
    points = (await city.get(f"/assessments/{uneven['id']}/figures/points.all")).body
    assert points["figure"]["value"] == 92
    city.tell("a-s2", poor(5))
    await city.current()
    stale = (await city.get(f"/assessments/{uneven['id']}")).body
    assert stale["stale_readings"] > 0
    assert stale["summary"]["beside"] == [{"code": "compulsory-basic-2012", "version": "2012.1"}]


async def test_points_in_a_gap_have_no_grade_and_a_failing_one_is_a_finding(county: County) -> None:
    table = await supply(county, "ningxia-county-2019", county.code)
    city = await open_prefecture(county)
    assert BELOW.startswith("64")
    none = {"grading.dangerous_building": 0, "grading.grave_accident": 0, "grading.grave_violation": 0}
    city.tell("a-education", none | {"points_given": 89.5})
    asked: dict[str, Any] = {"organisation": city.at("a"), "variants": [table]}
    gap = (await assess(city, "ningxia-county-2019", **asked)).body
    assert (gap["verdict"], gap["summary"]["grade"]["reason"]) == ("cannot_decide", "score_in_gap")
    city.tell("a-education", none | {"points_given": 60})
    failed = (await assess(city, "ningxia-county-2019", **asked)).body
    assert (failed["verdict"], failed["summary"]["grade"]["grade"]["code"]) == ("not_met", "fail")
    (finding,) = (await city.get("/findings", assessment=failed["id"])).body["items"]
    assert (finding["criterion"], finding["title"]["zh"]) == ("grading", "评价等级")
    assert finding["shortage"]["zh"] == "评价等级低于合格（得分 60）"


async def test_error_5_a_submission_that_was_returned_counted_as_data(county: County) -> None:
    city = await open_prefecture(county)
    sent = city.send("a-education", {"children_in_kindergarten": 90, "children_of_preschool_age": 100})
    city.review(sent, "a-education", "returned")
    made = (await assess(city, "preschool-2020", organisation=city.at("a"))).body
    (line,) = (each for each in made["summary"]["lines"] if each["code"] == "C1")
    assert (line["verdict"], line["conditions"][0]["value"]) == ("cannot_decide", None)
