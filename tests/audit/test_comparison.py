"""Two assessments side by side."""

from typing import Any

import pytest_asyncio

from tests.audit.county import PERIOD, County
from tests.audit.places import Province, open_province


@pytest_asyncio.fixture
async def province(county: County) -> Province:
    return await open_province(county)


def full(county: County) -> None:
    for school in ("s1", "s2", "s3"):
        county.report(school)
    county.report_items()


async def twice(county: County, school: str, values: dict[str, Any]) -> tuple[str, str]:
    """Assessed, told something else, and assessed again."""
    full(county)
    before = (await county.assess()).body["id"]
    county.tell(school, values)
    await county.current()
    return before, (await county.assess()).body["id"]


async def test_an_assessment_of_a_county_one_may_not_see_is_compared_with_nothing(county: County) -> None:
    full(county)
    one = (await county.assess()).body["id"]
    answer = await county.get(f"/assessments/{one}/comparison", by="s1", **{"with": one})
    assert answer.status in {403, 404}


async def test_with_an_assessment_that_nobody_made_nothing_is_compared(county: County) -> None:
    full(county)
    one = (await county.assess()).body["id"]
    assert (await county.get(f"/assessments/{one}/comparison", **{"with": "asm_none"})).status == 404


async def test_a_repetition_differs_in_nothing(county: County) -> None:
    full(county)
    one = (await county.assess()).body["id"]
    again = (await county.post(f"/assessments/{one}/repetitions", {})).body["id"]
    found = (await county.get(f"/assessments/{one}/comparison", **{"with": again})).body
    assert (found["same"], found["changes"]) == (True, [])


async def test_a_change_names_the_reading_that_caused_it(county: County) -> None:
    before, after = await twice(county, "s2", {"multimedia_rooms": 5})
    found = (await county.get(f"/assessments/{before}/comparison", **{"with": after})).body
    changed = {(each["kind"], each["organisation"]["code"], each["criterion"]): each for each in found["changes"]}
    reading = {
        "organisation": county.at("s2"),
        "indicator": "multimedia_rooms",
        "period": PERIOD,
        "before": 12,
        "after": 5,
    }
    missed = changed["criterion", county.at("s2"), "R7"]
    assert (missed["before"]["verdict"], missed["after"]["verdict"]) == ("met", "not_met")
    assert missed["causes"] == {
        "readings": [reading],
        "readings_count": 1,
        "rules": [],
        "organisations": [],
        "assessment": None,
    }
    assert changed["comparison", county.code, "R7"]["causes"]["readings"] == [reading]
    assert {criterion for _, _, criterion in changed} == {"R7", None}


async def test_a_school_that_came_is_named_as_what_changed(county: County) -> None:
    full(county)
    before = (await county.assess()).body["id"]
    await county.change_now("s9", "school", school_kind="primary")
    after = (await county.assess()).body["id"]
    found = (await county.get(f"/assessments/{before}/comparison", **{"with": after})).body
    evenness = [each for each in found["changes"] if each["kind"] == "comparison"]
    assert evenness
    assert all(each["causes"]["organisations"] == [county.at("s9")] for each in evenness)


async def test_of_provinces_the_counties_that_differ_are_named_first(province: Province) -> None:
    full(province.first)
    full(province.second)
    before = (await province.assessed())["id"]
    province.second.tell("s1", {"equipment_value": 1})
    await province.second.current()
    after = (await province.assessed())["id"]
    path = f"/assessments/{before}/comparison"
    found = (await province.get(path, **{"with": after})).body
    told = [(each["organisation"]["code"], each["before"], each["after"]) for each in found["counties"]]
    assert told == [(province.second.code, "met", "not_met")]
    near = (await province.get(path, **{"with": after, "organisation": province.second.code})).body
    assert {each["criterion"] for each in near["changes"]} == {"R6", None}
