"""Scoring through the door: the published vectors, what is missing, what was returned, what was repeated."""

import re
from typing import Any

from deploy.demo.door import Door
from tests.door.conftest import Town
from tests.door.reporting import PERIOD, SUBMISSIONS, Reporting, Values, reporting

PUPILS = (45, 37, 89, 76, 55)
AMOUNTS = (279, 137, 935, 160, 402)


def whole(pupils: int, **changes: float | None) -> Values:
    """Everything a primary school reports, well above every line, with changes."""
    values: Values = {
        "pupils.primary": pupils,
        "teachers_junior_college.primary": 0,
        "teachers_bachelor.primary": pupils // 10,
        "teachers_master.primary": 0,
        "teachers_doctorate.primary": 0,
        "teachers_backbone.primary": pupils // 50,
        "teachers_pe.primary": pupils // 50,
        "teachers_music.primary": 0,
        "teachers_fine_art.primary": 0,
        "teachers_arts.primary": 0,
        "teaching_area": pupils * 6,
        "indoor_sports_area": 0,
        "outdoor_sports_area": pupils * 9,
        "equipment_value": pupils,
        "multimedia_rooms": pupils // 20,
    }
    return values | {name.replace("__", "."): value for name, value in changes.items()}


def resources(assessment: dict[str, Any]) -> str:
    """The verdict of the rule for schools: the county's own is open as long as the other indicators are."""
    (line,) = [each for each in assessment["summary"]["lines"] if each["code"] == "school_rule"]
    return str(line["verdict"])


async def test_the_published_coefficient_is_reached_weighted_and_unweighted(town: Town) -> None:
    county = await reporting(town, {f"s{n}": "primary" for n in range(5)})
    figures = zip(PUPILS, AMOUNTS, strict=True)
    await county.approved({f"s{n}": {"pupils.primary": p, "multimedia_rooms": a} for n, (p, a) in enumerate(figures)})
    line = county.line(await county.assess(), "R7")
    assert (round(line["coefficient"], 5), round(line["unweighted"], 5)) == (0.51526, 0.48877)
    assert (line["limit"], line["verdict"]) == (0.5, "not_met")


async def test_the_published_split_of_a_nine_year_school_is_reached(town: Town) -> None:
    county = await reporting(town, {"nine": "nine_year"})
    pupils = {"pupils.primary": 166, "pupils.junior_secondary": 210}
    await county.approved({"nine": {**pupils, "teaching_area": 23226, "indoor_sports_area": 0}})
    assessment = await county.assess()
    primary = await county.explain(assessment, "nine", "R4", stage="primary")
    junior = await county.explain(assessment, "nine", "R4", stage="junior_secondary")
    assert primary["formula"]["split"]["exact"] == "166/397"
    assert abs(primary["formula"]["value"] * 166 - 9711.63) < 0.1
    assert abs(junior["formula"]["value"] * 210 - 13514.37) < 0.1
    assert [clause["clause"] for clause in primary["rests_on"]]


async def test_a_missing_value_decides_only_where_it_could_not_matter(town: Town) -> None:
    county = await reporting(town, {"open": "primary", "lost": "primary"})
    await county.approved(
        {
            "open": whole(100, multimedia_rooms=None),
            "lost": whole(100, multimedia_rooms=None, teaching_area=400, outdoor_sports_area=700),
        }
    )
    schools = (await county.assess())["summary"]["schools"]
    assert schools["cannot_decide"] == [county.school("open")]
    assert schools["not_met"] == [county.school("lost")]


async def test_what_was_never_sent_is_missing_and_not_zero(town: Town) -> None:
    county = await reporting(town, {"a": "primary"})
    sent = {name: value for name, value in whole(100).items() if name != "multimedia_rooms"}
    await county.approved({"a": sent})
    assessment = await county.assess()
    assert assessment["summary"]["schools"]["cannot_decide"] == [county.school("a")]
    found = await county.explain(assessment, "a", "R7")
    assert (found["verdict"], found["formula"]["value"]) == ("cannot_decide", None)


async def test_readings_that_wait_or_were_returned_are_not_scored(town: Town) -> None:
    county = await reporting(town, {"a": "primary"})
    report = await county.send({"a": whole(100)})
    assert resources(await county.assess()) == "cannot_decide"
    await county.review(report["submission"], "returned")
    assert resources(await county.assess()) == "cannot_decide"
    await county.approved({"a": whole(100)})
    assert resources(await county.assess()) == "met"


async def test_a_correction_counts_from_its_approval_and_keeps_the_old_value(town: Town) -> None:
    county = await reporting(town, {"a": "primary"})
    await county.approved({"a": whole(100, outdoor_sports_area=90, teaching_area=400)})
    before = await county.assess()
    assert resources(before) == "not_met"
    refused = await county.refused({"a": {"outdoor_sports_area": 900}})
    assert refused.json()["report"]["conflicts"][0]["code"] == "reason_needed"
    report = await county.send({"a": {"outdoor_sports_area": 900}}, correction_reason="the decimal point slipped")
    assert resources(await county.assess()) == "not_met"
    await county.review(report["submission"])
    after = await county.assess()
    assert resources(after) == "met"
    datum = next(
        d for d in (await county.explain(after, "a", "R5"))["readings"] if d["indicator"] == "outdoor_sports_area"
    )
    assert [version["value"] for version in (*datum["history"], datum["used"])] == [90, 900]
    assert datum["used"]["correction_reason"] == "the decimal point slipped"
    again = await county.supervisor.get(f"/api/v1/audit/assessments/{before['id']}")
    assert again["result_sha256"] == before["result_sha256"], "what was assessed stays as it was"


async def test_an_assessment_repeated_on_the_same_readings_gives_the_same_bytes(town: Town) -> None:
    county = await reporting(town, {"a": "primary", "b": "primary"})
    await county.approved({"a": whole(100), "b": whole(200, teaching_area=900)})
    first, second = await county.assess(), await county.assess()
    assert first["result_sha256"] == second["result_sha256"]
    assert first["summary"] == second["summary"]


async def test_a_repeat_changes_nothing(town: Town) -> None:
    county = await reporting(town, {"a": "primary"})
    first = await county.send({"a": whole(100)})
    again = await county.send({"a": whole(100)})
    assert (first["counts"]["created"], again["counts"]["unchanged"], again["submission"]) == (15, 15, None)
    readings = await county.sender.everything("/api/v1/metrics/readings", organisation=county.school("a"))
    assert len(readings) == 15
    history = await county.sender.get(
        "/api/v1/metrics/readings/history",
        organisation=county.school("a"),
        indicator="multimedia_rooms",
        period=PERIOD,
    )
    assert [version["value"] for version in history["items"]] == [5]


async def test_numbers_come_back_as_they_were_sent_and_more_digits_are_refused(town: Town) -> None:
    county = await reporting(town, {"a": "primary"})
    await county.send({"a": {"teaching_area": 8316.8, "equipment_value": 123456789.012345}})
    readings = await county.sender.everything("/api/v1/metrics/readings", organisation=county.school("a"))
    assert {r["indicator"]: r["value"] for r in readings} == {
        "teaching_area": 8316.8,
        "equipment_value": 123456789.012345,
    }
    code = county.school("a")
    row = f'{{"organisation":"{code}","indicator":"teaching_area","period":"{PERIOD}","value":0.12345678901234567}}'
    answer = await county.sender.http.post(
        SUBMISSIONS, content=f'{{"readings":[{row}]}}', headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422
    assert answer.json()["report"]["conflicts"][0]["code"] == "digits"


async def test_a_school_of_another_county_gets_nothing_and_learns_nothing(town: Town, admin: Door) -> None:
    county = await reporting(town, {"a": "primary"})
    report = await county.approved({"a": whole(100, teaching_area=100, outdoor_sports_area=100)})
    assessment = await county.assess()
    other = Town(town.house, admin, town.code + "x")
    await other.organisations({"code": other.code, "name": {"zh": "外县", "en": "Elsewhere"}, "kind": "government"})
    await other.schools({"b": "primary"})
    stranger = await other.person("school", f"{other.code}-b")
    own = await town.person("school", county.school("a"))
    explanation = f"/api/v1/audit/assessments/{assessment['id']}/explanation"
    asked = {"organisation": county.school("a"), "criterion": "R4"}
    for path, params in ((f"{SUBMISSIONS}/{report['submission']}", {}), (explanation, asked)):
        assert (await own.http.get(path, params=params)).status_code == 200, "the control: the school itself sees it"
        hidden = await stranger.http.get(path, params=params)
        absent = await stranger.http.get(_absent(path), params=params)
        assert (hidden.status_code, hidden.json()["code"]) == (404, "not_found")
        assert _told(hidden.json()) == _told(absent.json()), "what is hidden and what is absent look alike"
    for path in ("/api/v1/metrics/readings", "/api/v1/audit/findings", SUBMISSIONS):
        assert await stranger.everything(path) == []
    foreign = county.body({"a": {"multimedia_rooms": 1}})
    refused = await stranger.http.post(SUBMISSIONS, json=foreign)
    unknown = foreign["readings"][0] | {"organisation": "no-such-school"}
    absent = await stranger.http.post(SUBMISSIONS, json={"readings": [unknown]})
    codes = [answer.json()["report"]["conflicts"][0]["code"] for answer in (refused, absent)]
    assert codes == ["unknown_organisation", "unknown_organisation"]
    await stranger.close()


def _absent(path: str) -> str:
    """The same address with an id of the same form that was never given out."""
    return re.sub("(sub_|asm_)([0-9a-f]+)", lambda found: found[1] + "0" * len(found[2]), path)


def _told(body: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in body.items() if name != "request_id"}


async def test_who_sent_a_submission_does_not_review_it_and_a_school_reviews_nothing(town: Town) -> None:
    county: Reporting = await reporting(town, {"a": "primary"})
    report = await county.send({"a": whole(100)})
    school = await town.person("school", county.school("a"))
    body = {"decision": "approved"}
    for door in (school, county.sender, county.supervisor):
        answer = await door.http.post(f"{SUBMISSIONS}/{report['submission']}/reviews", json=body)
        assert answer.status_code == 404
