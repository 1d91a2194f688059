"""The items of the standard in an assessment: 31 lines, recognition, findings, and why."""

from typing import Any

from tests.audit.county import STANDARD, County


async def assessed(county: County, **changed: dict[str, Any]) -> dict[str, Any]:
    """An assessment of a county that keeps everything but what is changed."""
    for school in ("s1", "s2", "s3"):
        county.report(school)
    county.report_items(**changed)
    answer = await county.assess()
    assert answer.status == 201, answer.body
    body: dict[str, Any] = answer.body
    return body


def lines(body: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {line["code"]: line for line in body["summary"]["lines"]}


async def test_a_county_that_keeps_all_31_and_every_proviso_can_be_recognised(county: County) -> None:
    body = await assessed(county)
    numbered = [line for line in body["summary"]["lines"] if line["number"] is not None]
    assert [line["number"] for line in numbered] == list(range(1, 32))
    assert {line["verdict"] for line in body["summary"]["lines"]} == {"met"}
    assert body["summary"]["recognition"]["verdict"] == "met"


async def test_one_class_of_46_fails_the_county_and_names_the_school(county: County) -> None:
    body = await assessed(county, s1={"largest_class.primary": 46})
    assert (body["verdict"], lines(body)["G5"]["verdict"]) == ("not_met", "not_met")
    (finding,) = await county.findings(assessment=body["id"])
    assert (finding["criterion"], finding["stage"]) == ("G5", None)
    assert finding["organisation"]["code"] == county.code
    assert finding["shortage"]["organisations"] == [county.at("s1")]
    assert "46" in finding["shortage"]["zh"]


async def test_a_variation_of_exactly_0_15_is_one_too_many(county: County) -> None:
    body = await assessed(county, education={"monitoring_variation.arts": 0.15})
    failed = [each["code"] for each in lines(body)["Q9"]["conditions"] if each["verdict"] == "not_met"]
    assert len(failed) == 1
    why = (await county.get(f"/assessments/{body['id']}/figures/{failed[0]}")).body
    assert (why["result"]["exact"], why["demand"]["comparison"]) == ("3/20", "<")
    assert why["organisations"][0]["readings"][0]["value"] == 0.15


async def test_a_veto_stops_the_recognition_and_changes_no_indicator(county: County) -> None:
    body = await assessed(county, education={"veto.falsification": 1})
    recognition = body["summary"]["recognition"]
    assert (body["verdict"], recognition["indicators"], recognition["verdict"]) == ("met", "met", "not_met")
    assert recognition["stopped_by"] == ["vetoes.V6"]
    why = (await county.get(f"/assessments/{body['id']}/figures/vetoes.V6")).body
    assert why["result"]["verdict"] == "not_met"


async def test_what_nobody_reported_leaves_its_line_open(county: County) -> None:
    body = await assessed(county, education={"recognition_valid_answers": None})
    assert body["summary"]["recognition"]["open"] == ["social_recognition"]
    body = await assessed(county, s2={"teachers_certified": None})
    assert lines(body)["G12"]["verdict"] == "cannot_decide"
    assert body["verdict"] == "cannot_decide"


async def test_the_rows_of_items_are_kept_and_a_finding_names_the_unit_bound_to_its_item(county: County) -> None:
    await county.current()
    assert (await county.bind("G11", "education", "education/1")).status == 201
    body = await assessed(county, education={"backbone_teachers_exchanged": 7})
    (row,) = (await county.get(f"/assessments/{body['id']}/results", criterion="G11.2")).body["items"]
    assert (row["kind"], row["verdict"], row["value"], row["line"]) == ("condition", "not_met", 17.5, 20)
    (finding,) = await county.findings(assessment=body["id"])
    assert [unit["unit"]["code"] for unit in finding["units"]] == [county.at("education")]
    assert finding["title"]["zh"]


async def test_an_unknown_figure_is_not_scored_and_the_older_question_points_to_it(county: County) -> None:
    body = await assessed(county)
    unknown = await county.get(f"/assessments/{body['id']}/figures/G99.1")
    assert (unknown.status, unknown.body["code"]) == (404, "not_scored")
    item = await county.get(f"/assessments/{body['id']}/explanation", organisation=county.code, criterion="G5")
    assert (item.status, item.body["code"]) == (404, "not_scored")


async def test_a_school_closed_before_the_period_is_not_asked_and_not_missing(county: County) -> None:
    await county.change("s3", "school", 0, school_kind="nine_year")
    await county.change("gone", "school", 0, school_kind="primary", closed_on="2015-07-01")
    body = await assessed(county)
    assert body["verdict"] == "met"
    excluded = body["summary"]["schools"]["excluded"]
    assert excluded == [{"organisation": county.at("gone"), "reason": "not_open"}]


async def test_a_school_sees_the_finding_that_names_it_and_no_other_school_in_it(county: County) -> None:
    body = await assessed(county, s1={"largest_class.primary": 46}, s3={"largest_class.primary": 47})
    everybody = await county.findings(assessment=body["id"])
    assert everybody[0]["shortage"]["organisations"] == [county.at("s1"), county.at("s3")]
    (own,) = await county.findings(assessment=body["id"], by="s1")
    assert own["shortage"]["organisations"] == [county.at("s1")]
    assert await county.findings(assessment=body["id"], by="s2") == []


async def test_an_item_that_rests_on_an_unconfirmed_clause_says_so(county: County) -> None:
    body = await assessed(county, education={"layout_plan_sound": 0})
    (finding,) = await county.findings(assessment=body["id"])
    assert (finding["criterion"], finding["rests_on_unverified"]) == ("G1", ["G1"])


async def test_the_standard_is_shown_with_its_31_indicators(county: County) -> None:
    shown = (await county.get(f"/standards/{STANDARD}", by="s1")).body
    assert (shown["indicators"], shown["version"]) == (31, "2017.2")
    assert {"G2", "Q9", "vetoes.V1"} <= {clause["path"] for clause in shown["clauses"]}
