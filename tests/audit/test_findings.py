"""Findings, the bindings through which they name units, and the clauses they rest on."""

from typing import Any

import pytest

from tests.audit.county import DOUBTFUL, STANDARD, County, days_ahead

POOR = {"outdoor_sports_area": 1, "indoor_sports_area": 1}


async def failing(county: County, school: str = "s2", **poor: float) -> str:
    """An assessment in which one school fails."""
    for name in ("s1", "s2", "s3"):
        county.report(name, **(poor or POOR) if name == school else {})
    answer = await county.assess()
    assert answer.status == 201, answer.body
    id_: str = answer.body["id"]
    return id_


async def test_a_binding_is_recorded_by_a_supervisor_only(county: County) -> None:
    await county.current()
    assert (await county.bind("R5", "finance", "finance/1", by="auditor")).status == 403
    assert (await county.bind("R5", "finance", "finance/1", by="finance")).status == 403


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"plan": "no-such-plan"}, "plan_unknown"),
        ({"standard": "no-such-standard"}, "standard_unknown"),
        ({"criterion": "R9"}, "criterion_unknown"),
        ({"unit": "nobody"}, "organisation_unknown"),
        ({"duty": "education/1"}, "binding_unfounded"),
        ({"role": "cooperating"}, "binding_unfounded"),
    ],
)
async def test_a_binding_needs_a_duty_that_the_plan_gives(county: County, changed: dict[str, str], code: str) -> None:
    await county.current()
    answer = await county.bind("R5", "finance", "finance/1", **changed)
    assert (answer.status, answer.body["code"]) == (422, code)


async def test_a_refused_binding_cites_the_places_of_the_duties_there_are(county: County) -> None:
    await county.current()
    answer = await county.bind("R5", "finance", "finance/9")
    assert "finance/1 (五 finance 1)" in answer.body["errors"][0]["expected"]


async def test_a_binding_cites_its_place_and_a_repeat_changes_nothing(county: County) -> None:
    await county.current()
    first = await county.bind("R5", "finance", "finance/1")
    again = await county.bind("R5", "finance", "finance/1")
    assert (first.status, again.status) == (201, 200)
    assert (first.body["place"], first.body["version"]) == ("五 finance 1", 1)
    assert again.body == first.body


async def test_a_binding_recorded_anew_is_a_new_version(county: County) -> None:
    await county.current()
    await county.bind("R5", "finance", "finance/1")
    answer = await county.bind("R5", "finance", "finance/2", role="cooperating", reason="更正职责条款")
    assert (answer.status, answer.body["version"], answer.body["role"]) == (200, 2, "cooperating")
    listed = (await county.get("/bindings", plan=county.plan)).body["items"]
    assert [(each["version"], each["duty"]) for each in listed] == [(2, "finance/2")]
    assert len((await county.get("/bindings", by="finance")).body["items"]) == 1
    assert (await county.get("/bindings", by="education")).body["items"] == []


async def test_a_finding_names_no_unit_until_somebody_binds_one(county: County) -> None:
    id_ = await failing(county)
    (before,) = await county.findings(assessment=id_, organisation=county.at("s2"))
    assert (before["criterion"], before["units"]) == ("R5", [])
    assert before["units_note"] == {"zh": "方案未指明责任单位", "en": "the plan names no unit"}
    await county.bind("R5", "finance", "finance/1")
    (after,) = await county.findings(assessment=id_, organisation=county.at("s2"))
    assert [(unit["unit"]["code"], unit["place"]) for unit in after["units"]] == [
        (county.at("finance"), "五 finance 1")
    ]
    assert after["units_note"] is None


async def test_a_finding_says_what_is_lacking_in_the_unit_that_is_reported(county: County) -> None:
    id_ = await failing(county)
    (finding,) = await county.findings(assessment=id_, organisation=county.at("s2"))
    assert finding["shortage"]["en"] == "at least 4078 m² short"
    assert finding["shortage"]["exact"] == "4078/1"
    assert finding["rests_on_unverified"] == []


async def test_a_finding_about_a_split_part_rests_on_the_split(county: County) -> None:
    id_ = await failing(county, "s3")
    found = await county.findings(assessment=id_, organisation=county.at("s3"))
    assert [each["stage"] for each in found] == ["primary", "junior_secondary"]
    assert all(each["rests_on_unverified"] == ["splits"] for each in found)


async def test_a_failed_comparison_is_a_finding_about_the_county(county: County) -> None:
    id_ = await failing(county)
    found = await county.findings(assessment=id_, organisation=county.code)
    assert [(each["criterion"], each["stage"]) for each in found] == [("R5", "junior_secondary")]
    assert "0.45" in found[0]["shortage"]["zh"]


async def test_who_is_concerned_sees_the_findings_and_nobody_else(county: County) -> None:
    id_ = await failing(county)
    assert len(await county.findings(assessment=id_, by="s2")) == 1
    assert await county.findings(assessment=id_, by="s1") == []
    assert await county.findings(assessment=id_, by="finance") == []
    await county.bind("R5", "finance", "finance/1")
    assert len(await county.findings(assessment=id_, by="finance")) == 2
    assert len(await county.findings(assessment=id_, unit=county.at("finance"))) == 2
    assert await county.findings(assessment=id_, unit=county.at("education")) == []


async def test_without_a_plan_a_finding_names_nobody(county: County) -> None:
    await failing(county)
    id_ = (await county.assess(plan=None)).body["id"]
    found = await county.findings(assessment=id_)
    assert {each["units_note"]["en"] for each in found} == {"the assessment names no plan, so no unit"}


async def test_standards_are_listed_and_shown_with_their_clauses(county: County) -> None:
    listed = (await county.get("/standards", by="s1")).body["items"]
    assert {each["code"]: each["unverified_clauses"] for each in listed}[STANDARD] == list(DOUBTFUL)
    shown = (await county.get(f"/standards/{STANDARD}", by="s1")).body
    assert shown["document"]["school_rule"]["floor"] == 0.85
    assert (await county.get("/standards/none", by="s1")).status == 404


@pytest.mark.parametrize(
    ("changed", "by", "status", "code"),
    [
        ({}, "supervisor", 403, "not_allowed"),
        ({"organisation": "county-elsewhere"}, "decider", 403, "not_allowed"),
        ({"clause": "criteria.R9"}, "decider", 422, "clause_unknown"),
        ({"clause": "criteria.R4"}, "decider", 409, "clause_verified"),
    ],
)
async def test_only_a_decider_confirms_a_clause_in_doubt(
    county: County, changed: dict[str, str], by: str, status: int, code: str
) -> None:
    answer = await confirm(county, by=by, **changed)
    assert (answer[0], answer[1]["code"]) == (status, code)


async def test_a_clause_is_not_confirmed_on_a_day_to_come(county: County) -> None:
    status, body = await confirm(county, confirmed_on=days_ahead(3))
    assert (status, body["code"], body["errors"][0]["code"]) == (422, "date_out_of_order", "in_the_future")
    assert body["errors"][0]["pointer"] == "/confirmed_on"


async def test_a_confirmation_stands_once(county: County) -> None:
    first = await confirm(county)
    second = await confirm(county, reason="再次核对无误")
    assert (first[0], second[0]) == (201, 200)
    assert second[1]["reason"] == first[1]["reason"]
    listed = (await county.get(f"/standards/{STANDARD}/confirmations", by="s1", limit=1000)).body["items"]
    assert len([each for each in listed if each["organisation"] == county.code]) == 1


async def confirm(county: County, *, by: str = "decider", **changed: str) -> tuple[int, dict[str, Any]]:
    body = {"clause": "splits", "organisation": county.code, "reason": "与正式文本一致", "confirmed_on": "2021-11-20"}
    answer = await county.post(f"/standards/{STANDARD}/confirmations", body | changed, by=by)
    return answer.status, answer.body
