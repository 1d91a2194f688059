"""Shortages, carriers, judgements and evaluations within an assessment of many counties."""

from fractions import Fraction
from typing import Any

import pytest
import pytest_asyncio

from tests.audit.county import PERIOD, County
from tests.audit.places import Province, open_province

POOR = {"outdoor_sports_area": 1, "indoor_sports_area": 1}


@pytest_asyncio.fixture
async def province(county: County) -> Province:
    """The second school of each county is poor."""
    found = await open_province(county)
    for each in found.counties:
        for school in ("s1", "s2", "s3"):
            each.report(school, **(POOR if school == "s2" else {}))
        each.report_items()
    return found


async def shortages(province: Province, id_: str, **asked: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await province.get(f"/assessments/{id_}/shortages", **asked)).body["items"]
    return items


async def test_a_stranger_learns_of_no_shortage_in_a_province(province: Province, county: County) -> None:
    id_ = (await province.assessed())["id"]
    asked = {"organisation": province.first.code, "criterion": "R5"}
    for path in ("shortages", "carriers"):
        assert (await county.get(f"/assessments/{id_}/{path}", **asked)).status == 404
    assert (await province.second.get(f"/assessments/{id_}/carriers", **asked)).status == 404
    assert (await county.get(f"/assessments/{id_}/judgements", organisation=province.first.code)).status == 404


async def test_what_schools_of_a_province_lack_is_what_their_counties_tell(province: Province) -> None:
    id_ = (await province.assessed())["id"]
    found = await shortages(province, id_)
    own = []
    for each in province.counties:
        alone = (await each.assess(plan=None)).body["id"]
        own += (await each.get(f"/assessments/{alone}/shortages")).body["items"]
    assert found == own
    assert [each["organisation"]["code"] for each in found] == [each.at("s2") for each in province.counties]


async def test_shortages_of_a_province_come_page_by_page(province: Province) -> None:
    path = f"/assessments/{(await province.assessed())['id']}/shortages"
    first = (await province.get(path, limit=1)).body
    rest = (await province.get(path, cursor=first["next"])).body
    assert [len(page["items"]) for page in (first, rest)] == [1, 1]
    assert (first["items"] != rest["items"], rest["next"]) == (True, None)


async def test_shortages_are_narrowed_to_a_county_or_a_school(province: Province) -> None:
    id_ = (await province.assessed())["id"]
    second = [
        each for each in await shortages(province, id_) if each["organisation"]["code"] == province.second.at("s2")
    ]
    assert await shortages(province, id_, organisation=province.second.code) == second
    assert await shortages(province, id_, organisation=province.second.at("s2")) == second
    assert await shortages(province, id_, organisation=province.second.at("s1")) == []
    assert await shortages(province, id_, criterion="R1") == []
    alone = (await province.second.assess(plan=None)).body["id"]
    of_county = await province.second.get(f"/assessments/{alone}/shortages", organisation=province.second.code)
    assert of_county.body["items"] == second


async def test_a_school_sees_its_own_shortage_within_a_province(province: Province) -> None:
    id_ = (await province.assessed())["id"]
    found = (await province.first.get(f"/assessments/{id_}/shortages", by="s2")).body["items"]
    assert [each["organisation"]["code"] for each in found] == [province.first.at("s2")]
    assert (await province.first.get(f"/assessments/{id_}/shortages", by="s1")).body["items"] == []


async def test_one_table_holds_one_county(province: Province) -> None:
    id_ = (await province.assessed())["id"]
    told = {"Authorization": f"Bearer supervisor@{province.code}", "Accept": "text/csv"}
    path = f"/assessments/{id_}/shortages"
    every = await province.first.door.get(path, headers=told)
    assert (every.status_code, every.json()["code"]) == (422, "county_needed")
    one = await province.first.door.get(path, headers=told, params={"organisation": province.first.code})
    assert (one.status_code, len(one.text.splitlines())) == (200, 2)


async def test_a_coefficient_of_a_county_within_a_province_is_taken_apart(province: Province) -> None:
    id_ = (await province.assessed())["id"]
    asked = {"criterion": "R5", "stage": "junior_secondary"}
    nobody = await province.get(f"/assessments/{id_}/carriers", **asked)
    assert (nobody.status, nobody.body["code"]) == (422, "county_needed")
    school = await province.get(f"/assessments/{id_}/carriers", organisation=province.first.at("s2"), **asked)
    assert (school.status, school.body["code"]) == (404, "not_scored")
    found = (await province.get(f"/assessments/{id_}/carriers", organisation=province.first.code, **asked)).body
    alone = (await province.first.assess(plan=None)).body["id"]
    own = (await province.first.get(f"/assessments/{alone}/carriers", **asked)).body
    assert found == own
    assert sum(Fraction(each["contribution_exact"]) for each in found["items"]) == Fraction(found["squared"])


async def test_surveys_of_a_county_within_a_province_show_sample_and_margin(province: Province) -> None:
    path = f"/assessments/{(await province.assessed())['id']}/judgements"
    assert (await province.get(path)).body["code"] == "county_needed"
    found = (await province.get(path, organisation=province.first.code)).body["items"]
    alone = (await province.first.assess(plan=None)).body["id"]
    assert found == (await province.first.get(f"/assessments/{alone}/judgements")).body["items"] != []


@pytest.mark.parametrize(("name", "band"), [("s1", "sound"), ("s2", "attention"), (None, "attention")])
async def test_results_of_an_evaluation_may_be_those_within_a_province(
    province: Province, name: str | None, band: str
) -> None:
    id_, county = (await province.assessed())["id"], province.first
    body = {
        "organisation": county.at(name) if name else county.code,
        "period": PERIOD,
        "as_of": "2022-12-31",
        "assessment": id_,
    }
    found = (await county.post("/evaluations", body)).body
    assert (found["results"]["assessment"], found["results"]["band"]) == (id_, band)
    other = await county.post("/evaluations", body | {"organisation": county.at("finance")})
    assert (other.status, other.body["code"]) == (404, "not_scored")
