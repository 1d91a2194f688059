"""Assessing a county."""

from typing import Any

import pytest

from services.audit.repository.copies import apply_places
from services.kernel.database import run_sql
from tests.audit.county import County, organisation

EXACT = {"pupils.junior_secondary": 888, "outdoor_sports_area": 8316.8, "indoor_sports_area": 740.8}


ITEMS, CONDITIONS_AND_PROVISOS = 24, 55 + 9


def full(county: County) -> None:
    for school in ("s1", "s2", "s3"):
        county.report(school)
    county.report_items()


@pytest.mark.parametrize("by", ["auditor", "s1", "finance", "decider"])
async def test_only_a_supervisor_assesses(county: County, by: str) -> None:
    assert (await county.assess(by=by)).status == 403


async def test_a_supervisor_of_another_county_assesses_nothing_here(county: County) -> None:
    answer = await county.assess(organisation="county-elsewhere")
    assert answer.status == 403


async def test_a_plan_nobody_published_is_refused(county: County) -> None:
    answer = await county.assess(plan="no-such-plan")
    assert (answer.status, answer.body["code"]) == (422, "plan_unknown")


async def test_a_version_the_feed_never_reached_is_not_waited_for_for_ever(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.audit.currency.CATCH_UP_SECONDS", 0.1)
    answer = await county.assess(at_least_readings_version=2**61)
    assert (answer.status, answer.body["code"]) == (503, "copy_behind")


async def test_a_county_that_meets_everything_has_no_finding(county: County) -> None:
    full(county)
    answer = await county.assess()
    assert answer.status == 201
    summary = answer.body["summary"]
    assert answer.body["verdict"] == "met"
    assert summary["schools"]["counts"] == {"met": 3, "not_met": 0, "cannot_decide": 0, "excluded": 0}
    assert (len(summary["comparisons"]), summary["findings"]) == (14, 0)
    assert answer.body["information_only"] == []


async def test_what_was_approved_just_before_is_part_of_it(county: County) -> None:
    full(county)
    last = county.send("s2", {"outdoor_sports_area": 1, "indoor_sports_area": 1})
    version = county.review(last, "s2")
    answer = await county.assess()
    assert answer.body["snapshot_version"] == version
    assert answer.body["summary"]["schools"]["not_met"] == [county.at("s2")]


async def test_the_exact_line_is_met(county: County) -> None:
    full(county)
    more = {"teaching_area": 6000, "equipment_value": 300, "multimedia_rooms": 25}
    teachers = {f"teachers_{name}.junior_secondary": 60 for name in ("bachelor", "backbone", "pe")}
    county.report("s2", **EXACT, **more, **teachers)
    id_ = (await county.assess()).body["id"]
    rows = await county.get(
        f"/assessments/{id_}/results", kind="criterion", organisation=county.at("s2"), criterion="R5"
    )
    (row,) = rows.body["items"]
    assert (row["verdict"], row["exact"], row["value"], row["line"]) == ("met", "51/5", 10.2, 10.2)
    assert row["borderline"]


async def test_a_returned_submission_is_not_scored(county: County) -> None:
    full(county)
    bad = county.send("s2", {"outdoor_sports_area": 1})
    county.review(bad, "s2", "returned")
    answer = await county.assess()
    assert answer.body["verdict"] == "met"


async def test_a_school_that_reported_nothing_leaves_the_county_open(county: County) -> None:
    county.report("s1")
    county.report("s2")
    answer = await county.assess()
    assert answer.body["verdict"] == "cannot_decide"
    assert answer.body["summary"]["schools"]["cannot_decide"] == [county.at("s3")]


async def test_the_same_inputs_and_snapshot_give_the_same_bytes(county: County) -> None:
    full(county)
    first, second = (await county.assess()).body, (await county.assess()).body
    assert first["id"] != second["id"]
    assert first["snapshot_version"] == second["snapshot_version"]
    assert first["result_sha256"] == second["result_sha256"]
    county.report("s1", teaching_area=2900)
    assert (await county.assess()).body["result_sha256"] != first["result_sha256"]


async def test_a_draft_is_scored_for_information_and_grounds_no_finding(county: County) -> None:
    full(county)
    county.report("s2", outdoor_sports_area=1, indoor_sports_area=1)
    county.publish_plan(2, legal_status="draft_for_comment")
    answer = await county.assess()
    assert (answer.body["verdict"], answer.body["summary"]["findings"]) == ("not_met", 0)
    assert [reason["code"] for reason in answer.body["information_only"]] == ["plan_not_in_force"]


async def test_a_later_revision_does_not_reach_back(county: County) -> None:
    full(county)
    county.publish_plan(2, published_on="2021-11-01", legal_status="superseded")
    before, after = (await county.assess()).body, (await county.assess(as_of="2021-11-01")).body
    assert (before["plan_revision"], before["information_only"]) == (1, [])
    assert after["plan_revision"] == 2
    assert [reason["code"] for reason in after["information_only"]] == ["plan_not_in_force"]


@pytest.mark.parametrize("status", ["superseded", "withdrawn"])
async def test_a_plan_that_ended_grounds_no_finding_from_that_day_on_and_keeps_those_of_before(
    county: County, status: str
) -> None:
    full(county)
    county.report("s2", outdoor_sports_area=1, indoor_sports_area=1)
    county.end_plan(status, "2021-11-01")
    before, after = (await county.assess()).body, (await county.assess(as_of="2021-11-01")).body
    assert (before["information_only"], before["summary"]["findings"] > 0) == ([], True)
    assert [reason["code"] for reason in after["information_only"]] == [f"plan_{status}"]
    assert (after["verdict"], after["summary"]["findings"]) == ("not_met", 0)


async def test_a_plan_entered_later_is_judged_by_its_first_revision(county: County) -> None:
    full(county)
    county.publish_plan(2, published_on="2021-10-02", legal_status="superseded")
    answer = (await county.assess(as_of="2021-09-30")).body
    assert (answer["plan_revision"], answer["information_only"]) == (1, [])


async def test_a_school_without_a_kind_stops_the_run_by_name(county: County) -> None:
    path = f"/000000/{county.code}/{county.at('s9')}"
    async with county.database.transaction() as session:
        await apply_places(session, [organisation(county.at("s9"), county.code, path, "school", {})])
        await session.commit()
    answer = await county.assess()
    assert (answer.status, answer.body["code"]) == (409, "school_kind_unknown")
    assert [fault["pointer"] for fault in answer.body["errors"]] == [county.at("s9")]


async def test_strangers_do_not_learn_that_an_assessment_exists(county: County) -> None:
    full(county)
    id_ = (await county.assess()).body["id"]
    assert (await county.get(f"/assessments/{id_}", by="s1")).status == 404
    assert (await county.get(f"/assessments/{id_}", by="finance")).status == 404
    assert (await county.get("/assessments/asm_none", by="auditor")).status == 404
    assert (await county.get(f"/assessments/{id_}/results", by="finance")).status == 404


async def test_a_school_sees_its_own_rows_only(county: County) -> None:
    full(county)
    id_ = (await county.assess()).body["id"]
    rows = (await county.get(f"/assessments/{id_}/results", by="s1")).body["items"]
    assert {row["organisation"]["code"] for row in rows} == {county.at("s1")}
    assert len(rows) == 1 + 1 + 7


async def test_results_are_paged_and_narrowed(county: County) -> None:
    full(county)
    id_ = (await county.assess()).body["id"]
    seen, cursor = [], None
    while True:
        asked: dict[str, Any] = {"limit": 10} | ({"cursor": cursor} if cursor else {})
        page = (await county.get(f"/assessments/{id_}/results", **asked)).body
        seen += [row["id"] for row in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(seen) == len(set(seen)) == 14 + 3 + 4 + 28 + ITEMS + CONDITIONS_AND_PROVISOS
    parts = await county.get(f"/assessments/{id_}/results", kind="part", organisation=county.at("s3"))
    assert [row["stage"] for row in parts.body["items"]] == ["primary", "junior_secondary"]


async def test_assessments_are_listed_newest_first(county: County) -> None:
    full(county)
    ids = [(await county.assess()).body["id"] for _ in range(2)]
    listed = await county.get("/assessments", by="auditor", organisation=county.code)
    assert [each["id"] for each in listed.body["items"]] == ids[::-1]


async def test_an_assessment_is_published_in_the_feed(county: County) -> None:
    full(county)
    kept = (await county.assess()).body
    async with county.database.transaction() as session:
        found = await run_sql(
            session, "select topic, cast(body as text) as body from {schema}.change where key = :key", key=kept["id"]
        )
        row = found.one()
    assert row.topic == "assessment"
    assert kept["result_sha256"] in row.body
