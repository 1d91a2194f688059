"""Assessing a province: a run over its counties."""

import asyncio
from typing import Any

import pytest
import pytest_asyncio

from services.audit.use_cases import scoring_runs
from services.audit.use_cases.lots import make_ready
from tests.audit.county import County
from tests.audit.places import Province, open_province


@pytest_asyncio.fixture
async def province(county: County) -> Province:
    """Nothing reported yet."""
    return await open_province(county)


def full(county: County, **changed: Any) -> None:
    for school in ("s1", "s2", "s3"):
        county.report(school, **(changed if school == "s2" else {}))
    county.report_items()


async def test_a_supervisor_of_a_county_assesses_no_province(province: Province) -> None:
    answer = await province.first.assess(organisation=province.code, plan=None)
    assert answer.status == 403


async def test_a_supervisor_of_one_of_its_counties_sees_no_progress_of_a_province(province: Province) -> None:
    run = (await province.assess()).body["assessment"]
    assert (await province.first.get(f"/assessments/{run}/progress")).status == 404


async def test_a_province_is_scored_county_by_county(province: Province) -> None:
    full(province.first)
    full(province.second, multimedia_rooms=0)
    found = await province.assessed()
    assert found["verdict"] == "not_met"
    assert found["summary"]["counties"] == {"met": 1, "not_met": 1, "cannot_decide": 0}
    assert found["summary"]["schools"] == {"met": 5, "not_met": 1, "cannot_decide": 0, "excluded": 0}


async def test_each_county_is_told_what_its_own_assessment_tells(province: Province) -> None:
    full(province.first, equipment_value=None)
    full(province.second, **{"pupils.junior_secondary": 3000})
    found = await province.assessed()
    lines = (await province.get(f"/assessments/{found['id']}/counties")).body["items"]
    for county, line in zip(province.counties, lines, strict=True):
        own = (await county.assess(plan=None)).body
        counts = own["summary"]["schools"]["counts"]
        assert (line["organisation"]["code"], line["verdict"]) == (county.code, own["verdict"])
        assert line["recognition"] == own["summary"]["recognition"]["verdict"]
        assert line["schools"] == counts
        told = [(each["criterion"], each["stage"], each["verdict"], each["borderline"]) for each in line["comparisons"]]
        assert told == [
            (each["criterion"], each["stage"], each["verdict"], each["borderline"])
            for each in own["summary"]["comparisons"]
        ]


async def test_what_stands_behind_a_county_is_what_its_own_assessment_keeps(province: Province) -> None:
    full(province.first)
    full(province.second, multimedia_rooms=0)
    found = await province.assessed()
    own = (await province.second.assess(plan=None)).body
    told = (await province.get(f"/assessments/{found['id']}/results", organisation=province.second.at("s2"))).body
    kept = (await province.second.get(f"/assessments/{own['id']}/results", organisation=province.second.at("s2"))).body
    assert [_without_id(each) for each in told["items"]] == [_without_id(each) for each in kept["items"]]
    assert len(told["items"]) == 1 + 1 + 7


async def test_all_results_of_a_province_come_page_by_page(province: Province) -> None:
    full(province.first)
    full(province.second)
    path, rows = f"/assessments/{(await province.assessed())['id']}/results", 0
    cursor: dict[str, str] = {}
    while True:
        page = (await province.get(path, limit=50, **cursor)).body
        rows += len(page["items"])
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    own = (await province.first.assess(plan=None)).body["id"]
    assert rows == 2 * len((await province.first.get(f"/assessments/{own}/results", limit=1000)).body["items"])


async def test_a_result_within_a_province_explains_itself(province: Province) -> None:
    full(province.first)
    found = await province.assessed()
    path = f"/assessments/{found['id']}/explanation"
    school = await province.get(path, organisation=province.first.at("s2"), criterion="R7")
    county = await province.get(path, organisation=province.first.code, criterion="R7", stage="primary")
    assert (school.status, county.status) == (200, 200)
    assert school.body["verdict"] == "met"
    elsewhere = await province.first.get(path, organisation=province.second.at("s2"), criterion="R7")
    assert elsewhere.status == 404


def _without_id(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}


async def test_counties_are_listed_to_who_may_see_them_and_by_verdict(province: Province) -> None:
    full(province.first)
    found = await province.assessed()
    path = f"/assessments/{found['id']}/counties"
    own = (await province.first.get(path, by="auditor")).body["items"]
    assert [each["organisation"]["code"] for each in own] == [province.first.code]
    met = (await province.get(path, verdict="met")).body["items"]
    assert [each["organisation"]["code"] for each in met] == [province.first.code]


async def test_a_county_that_cannot_be_scored_is_named_and_stops_no_other(province: Province) -> None:
    full(province.first)
    await province.second.change("s4", "school", 0, school_kind="circus")
    found = await province.assessed()
    named = [{"organisation": province.second.code, "reason": "school_kind_unknown"}]
    assert (found["summary"]["not_scored"], found["summary"]["counties"]["met"]) == (named, 1)


async def test_a_repetition_gives_the_same_bytes_whatever_was_reported_since(province: Province) -> None:
    full(province.first)
    found = await province.assessed()
    full(province.first, multimedia_rooms=0)
    await province.first.current()
    again = await province.post(f"/assessments/{found['id']}/repetitions", {})
    assert (again.status, again.body["repeats"]) == (202, found["id"])
    assert (await province.settled(again.body["assessment"]))["state"] == "done"
    repeated = (await province.get(f"/assessments/{again.body['assessment']}")).body
    assert repeated["result_sha256"] == found["result_sha256"]
    assert (await province.assessed())["result_sha256"] != found["result_sha256"]


async def test_a_county_is_repeated_to_the_byte_too(county: County) -> None:
    full(county)
    found = (await county.assess()).body
    full(county, multimedia_rooms=0)
    await county.current()
    again = await county.post(f"/assessments/{found['id']}/repetitions", {})
    assert (again.status, again.body["result_sha256"]) == (201, found["result_sha256"])


async def test_a_run_that_is_cancelled_while_it_is_scored_keeps_nothing(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, released = asyncio.Event(), asyncio.Event()

    async def slowly(*given: Any) -> Any:
        begun.set()
        await released.wait()
        return await make_ready(*given)

    monkeypatch.setattr(scoring_runs, "make_ready", slowly)
    run = (await province.assess()).body["assessment"]
    await begun.wait()
    cancelled = await province.post(f"/assessments/{run}/cancel", {})
    released.set()
    assert (cancelled.status, cancelled.body["state"]) == (200, "cancelled")
    await province.assessed()  # the worker has left it
    assert (await province.settled(run))["state"] == "cancelled"
    assert (await province.get(f"/assessments/{run}")).status == 404


async def test_what_is_done_cannot_be_cancelled(province: Province) -> None:
    done = (await province.assessed())["id"]
    answer = await province.post(f"/assessments/{done}/cancel", {})
    assert (answer.status, answer.body["state"]) == (200, "done")
    assert (await province.get(f"/assessments/{done}")).status == 200
