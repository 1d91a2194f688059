"""How many data are asked of a school in a year: a figure by itself, by school, county and for all."""

from typing import Any

from tests.metrics.county import INDICATORS, County
from tests.metrics.province import put as put_in_province
from tests.metrics.test_reuse import put

PUPILS, AREA, _ = (code for code, _, _ in INDICATORS)
FIGURES = ("organisations", "asked", "distinct", "asked_more_than_once", "reused", "most_of_one")


async def burden(county: County, *, by: str = "auditor", year: int = 2021, **params: Any) -> dict[str | None, Any]:
    answer = await county.get("/burden", by=by, year=year, **params)
    assert answer.status == 200, answer
    return {(each["code"] or "reach").removeprefix(county.code): each for each in answer.body["items"]}


def figures(row: Any) -> tuple[int, ...]:
    return tuple(row[name] for name in FIGURES)


async def test_a_stranger_is_told_nothing_and_who_reaches_nobody_of_nobody(
    county: County, other_county: County
) -> None:
    assert (await county.door.get("/burden", params={"year": 2021})).status_code == 401
    assert await burden(county, by=other_county.who("auditor"), organisation=county.code) == {}


async def test_the_year_is_asked_for(county: County) -> None:
    answer = await county.get("/burden", by="auditor")
    assert [each["pointer"] for each in answer.body["errors"]] == ["?year"]


async def test_what_is_asked_of_each_school_is_counted(county: County) -> None:
    assert {code: figures(row) for code, row in (await burden(county, over="unit")).items()} == {
        "-s1": (1, 2, 2, 0, 0, 2),
        "-s2": (1, 3, 3, 0, 0, 3),
        "-s3": (1, 2, 2, 0, 0, 2),
    }
    assert await burden(county, year=2022) == {}


async def test_what_is_asked_twice_counts_twice_and_is_told_apart(county: County) -> None:
    await put(county)
    await put(county, ".year-before", period="2020-2021")
    units = await burden(county, over="unit")
    assert figures(units["-s1"]) == (1, 6, 4, 2, 2, 6)
    assert figures(units["-s3"]) == (1, 4, 3, 1, 1, 4)
    assert units["-s1"]["collections"] == [
        {"collection": county.code, "asked": 2, "reused": 0},
        {"collection": f"{county.code}.second", "asked": 2, "reused": 2},
        {"collection": f"{county.code}.year-before", "asked": 2, "reused": 0},
    ]


async def test_what_an_earlier_year_asked_already_is_reused_and_not_asked_twice_in_this(county: County) -> None:
    await put(county, due_on="2022-02-28")
    row = (await burden(county, over="unit", year=2022))["-s1"]
    assert figures(row) == (1, 2, 2, 0, 2, 2)
    assert figures((await burden(county, over="unit"))["-s1"]) == (1, 2, 2, 0, 0, 2)


async def test_a_county_and_the_whole_reach_are_the_sums_of_their_schools(province: County) -> None:
    await put_in_province(province, f"{province.code}.second", opens_on="2021-09-02")
    units, counties, whole = [await burden(province, over=over) for over in ("unit", "county", "reach")]
    assert set(counties) == {"", "-q", "-a", "-b"}
    for name in FIGURES[:-1]:
        total = sum(row[name] for row in units.values())
        assert total == sum(row[name] for row in counties.values()) == whole["reach"][name]
    assert whole["reach"]["most_of_one"] == max(row["asked"] for row in units.values())
    assert whole["reach"]["asked"] == 2 * whole["reach"]["distinct"] == 2 * whole["reach"]["reused"]
    assert [each["asked"] for each in whole["reach"]["collections"]] == [15, 15]
    assert counties["-a"]["name"] == {"zh": "虚构", "en": "Fictitious"}


async def test_reach_and_filter_narrow_it(province: County) -> None:
    assert set(await burden(province, over="unit", by="school1")) == {"-a-kindergarten"}
    assert set(await burden(province, over="county", organisation=f"{province.code}-a")) == {"-a"}
    assert (await burden(province, by="dashboard"))["reach"]["organisations"] == 13


async def test_units_are_paged(county: County) -> None:
    first = (await county.get("/burden", by="auditor", year=2021, over="unit", limit=2)).body
    rest = (await county.get("/burden", by="auditor", year=2021, over="unit", limit=2, cursor=first["next"])).body
    assert [each["code"] for each in first["items"] + rest["items"]] == [county.school(number) for number in (1, 2, 3)]
    assert rest["next"] is None
