"""Whether figures are of the whole county or collection whose name they bear, and what is left unsaid otherwise."""

from datetime import date
from typing import Any

from services.access.caller import Reach
from services.metrics.domain.completeness import Grouping
from services.metrics.repository.completeness import counted
from tests.metrics.county import County, collection
from tests.metrics.province import reading
from tests.metrics.test_completeness import rows


async def whole(province: County, by: str, **params: Any) -> dict[str, tuple[bool, bool | None]]:
    return {code: (row["whole"], row["complete"]) for code, row in (await rows(province, by, **params)).items()}


async def test_a_part_of_a_county_is_never_called_the_complete_county(province: County) -> None:
    await province.submit(reading(province, "-a-town", "roads", 3), reading(province, "-a-kindergarten", "children", 9))
    town = f"{province.code}-a-town"
    part, entire, done = (False, None), (True, False), (True, True)
    assert await whole(province, "county") == dict.fromkeys(("", "-q", "-a", "-b"), entire)
    assert await whole(province, "county", organisation=town) == {"-a": part}
    assert await whole(province, "collection", organisation=town) == {"": part}
    assert await whole(province, "unit", organisation=town) == {"-a-town": done, "-a-kindergarten": done}
    assert await whole(province, "county", organisation=f"{province.code}-q") == dict.fromkeys(
        ("-q", "-a", "-b"), entire
    )
    assert await whole(province, "county", organisation=f"{province.code}-port") == {"-q": part}


async def test_who_reaches_a_part_of_a_county_is_told_of_a_part(province: County) -> None:
    part, entire = (False, None), (True, False)
    assert await whole(province, "county", who="unit1") == {"-a": part}
    assert await whole(province, "collection", who="unit1") == {"": part}
    assert await whole(province, "unit", who="unit1") == {"-a-education": entire}
    assert await whole(province, "county", who="auditor2") == {"-a": entire}
    assert await whole(province, "collection", who="auditor2") == {"": part}
    assert await whole(province, "collection") == {"": entire}


async def test_a_county_whose_government_itself_is_out_of_reach_is_not_whole(province: County) -> None:
    reach = Reach((), (f"/000000/{province.code}/{province.code}-q/",))
    async with province.database.transaction() as session:
        found = await counted(
            session,
            reach,
            by=Grouping.COUNTY,
            organisation=None,
            collection=None,
            period=None,
            as_of=date(2021, 10, 15),
            after="",
            limit=10,
        )
    assert {row.code.removeprefix(province.code): row.whole for row in found} == {"-q": False, "-a": True, "-b": True}


async def test_a_collection_of_a_single_school_is_whole_for_that_school(county: County) -> None:
    code = f"{county.code}-only"
    body = collection(county, organisation=county.school(1))
    assert (await county.call("PUT", f"/collections/{code}", by="administrator", json=body)).status == 201
    assert await whole(county, "collection", who="school1") == {"": (False, None), "-only": (True, False)}
