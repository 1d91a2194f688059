"""How complete reporting is: counted by county, unit and collection, within the caller's reach."""

from typing import Any

from tests.metrics.county import County
from tests.metrics.province import put, reading

FIGURES = ("owed", "reported", "unknown", "approved", "missing")


async def rows(province: County, by: str, *, who: str = "auditor", as_of: str = "2021-10-15", **params: Any) -> Any:
    answer = await province.call("GET", "/completeness", by=who, params={"by": by, "as_of": as_of, **params})
    assert answer.status == 200, answer
    return {row["code"].removeprefix(province.code): row for row in answer.body["items"]}


async def report(province: County) -> None:
    """County a: all but the township's item, one value approved, one unknown; county b: one value, returned."""
    await province.approved(reading(province, "-a-finance", "budget", 5))
    await province.submit(
        reading(province, "-a-education", "lessons_of_a_researcher", 0),
        reading(province, "-a-education", "employed_by_county", False),
        reading(province, "-a-kindergarten", "children", None, unknown_reason="closed for repair"),
        reading(province, "-a-rural", "culture", "good"),
    )
    returned = await province.submit(reading(province, "-b-finance", "budget", 7))
    await province.review(returned.body["submission"], "returned", reason="of the year before")


async def test_a_stranger_and_who_only_decides_elsewhere_see_nothing(province: County, county: County) -> None:
    assert (await province.door.get("/completeness")).status_code == 401
    assert await rows(province, "county", who=county.who("auditor"), organisation=province.code) == {}


async def test_it_is_not_guessed_what_to_count_by_or_as_of_when(province: County) -> None:
    answer = await province.call("GET", "/completeness", by="auditor")
    assert (answer.status, {each["pointer"] for each in answer.body["errors"]}) == (422, {"?by", "?as_of"})
    params = {"by": "school", "as_of": "2021-10-15"}
    answer = await province.call("GET", "/completeness", by="auditor", params=params)
    assert [each["pointer"] for each in answer.body["errors"]] == ["?by"]


async def test_a_county_is_told_how_much_is_missing_and_never_a_share(province: County) -> None:
    await report(province)
    found = await rows(province, "county")
    assert {code: tuple(row[name] for name in FIGURES) for code, row in found.items()} == {
        "": (1, 0, 0, 0, 1),
        "-q": (2, 0, 0, 0, 2),
        "-a": (6, 4, 1, 1, 1),
        "-b": (6, 0, 0, 0, 6),
    }
    assert (found["-a"]["organisations"], found["-a"]["complete_organisations"]) == (5, 3)
    assert (found["-a"]["complete"], found["-a"]["first_due_on"]) == (False, "2021-10-15")
    assert found["-a"]["name"] == {"zh": "虚构", "en": "Fictitious"}
    assert not any(isinstance(value, float) for value in found["-a"].values())


async def test_a_county_is_complete_with_its_last_value_and_not_before(province: County) -> None:
    await report(province)
    await province.submit(reading(province, "-a-town", "roads", 3))
    row = (await rows(province, "county", as_of="2021-10-16"))["-a"]
    assert (row["complete"], row["missing"], row["complete_organisations"]) == (False, 0, 4)
    assert (row["unknown"], row["overdue"]) == (1, 0)
    await province.submit(reading(province, "-a-kindergarten", "children", 90))
    row = (await rows(province, "county"))["-a"]
    assert (row["complete"], row["unknown"], row["complete_organisations"]) == (True, 0, 5)


async def test_the_newest_answer_that_stands_is_the_one_that_counts(province: County) -> None:
    async def figures() -> tuple[int, ...]:
        row = (await rows(province, "unit"))["-a-finance"]
        return row["reported"], row["unknown"], row["approved"], row["missing"]

    null = reading(province, "-a-finance", "budget", None, unknown_reason="the accounts are open")
    await province.approved(reading(province, "-a-finance", "budget", 5))
    withdrawn = (await province.submit(null, correction_reason="too early")).body["submission"]
    assert await figures() == (0, 1, 0, 0)
    await province.review(withdrawn, "returned", reason="the accounts are closed")
    assert await figures() == (1, 0, 1, 0)
    await province.approved(null, correction_reason="too early")
    await province.submit(reading(province, "-a-finance", "budget", 6), correction_reason="closed")
    assert await figures() == (1, 0, 0, 0)


async def test_missing_is_overdue_from_the_day_after_it_was_due(province: County) -> None:
    await report(province)
    on_the_day, after = [await rows(province, "county", as_of=day) for day in ("2021-10-15", "2021-10-16")]
    assert [on_the_day["-a"]["overdue"], after["-a"]["overdue"], after["-b"]["overdue"]] == [0, 1, 6]


async def test_nothing_is_owed_before_the_collection_opens(province: County) -> None:
    assert await rows(province, "county", as_of="2021-08-31") == {}


async def test_units_counties_and_collections_sum_up_to_the_obligations(province: County) -> None:
    await report(province)
    await put(province, f"{province.code}.second", period="2020-2021", due_on="2021-09-30")
    obligations = (await province.get("/obligations", by="auditor", as_of="2021-10-10", limit=1000)).body["items"]
    expected = {name: sum(entry[name] for entry in obligations) for name in FIGURES if name != "unknown"}
    expected["unknown"] = sum(len(entry["unknown"]) for entry in obligations)
    for by in ("county", "unit", "collection"):
        found = (await rows(province, by, as_of="2021-10-10")).values()
        assert {name: sum(row[name] for row in found) for name in FIGURES} == expected
        assert sum(row["overdue"] for row in found) == sum(
            entry["missing"] for entry in obligations if entry["state"] == "overdue"
        )
    units = await rows(province, "unit", as_of="2021-10-10")
    assert set(units) == {entry["organisation"].removeprefix(province.code) for entry in obligations}
    assert (units["-a-finance"]["owed"], units["-a-finance"]["first_due_on"]) == (2, "2021-09-30")


async def test_what_two_collections_ask_for_is_owed_once_and_by_the_earlier_day(province: County) -> None:
    await report(province)
    indicators = [f"{province.code}.{name}" for name in ("roads", "budget")]
    await put(province, f"{province.code}.second", indicators=indicators, due_on="2021-09-30")
    units = await rows(province, "unit", as_of="2021-10-10")
    shown = ("owed", "reported", "approved", "missing", "overdue", "first_due_on")
    assert {code: tuple(units[code][name] for name in shown) for code in ("-a-finance", "-a-town", "-b-town")} == {
        "-a-finance": (1, 1, 1, 0, 0, "2021-09-30"),
        "-a-town": (1, 0, 0, 1, 1, "2021-09-30"),
        "-b-town": (1, 0, 0, 1, 1, "2021-09-30"),
    }
    county = (await rows(province, "county", as_of="2021-10-10"))["-a"]
    assert tuple(county[name] for name in (*FIGURES, "overdue")) == (6, 4, 1, 1, 1, 1)
    collections = await rows(province, "collection", as_of="2021-10-10")
    second = collections[".second"]
    assert (second["organisations"], second["owed"], second["reported"], second["overdue"]) == (4, 4, 1, 3)
    assert (collections[""]["owed"], collections[""]["overdue"]) == (15, 0)


async def test_filters_narrow_what_is_counted(province: County) -> None:
    assert set(await rows(province, "county", organisation=f"{province.code}-q")) == {"-q", "-a", "-b"}
    assert set(await rows(province, "unit", organisation=f"{province.code}-a-town")) == {"-a-town", "-a-kindergarten"}
    assert await rows(province, "unit", period="2020-2021") == {}
    assert await rows(province, "unit", collection="elsewhere") == {}


async def test_everybody_sees_what_lies_within_reach(province: County) -> None:
    own = await rows(province, "county", who="unit1")
    assert {code: (row["organisations"], row["owed"]) for code, row in own.items()} == {"-a": (1, 2)}
    assert set(await rows(province, "unit", who="school1")) == {"-a-kindergarten"}
    assert set(await rows(province, "county", who="auditor2")) == {"-a"}
    assert set(await rows(province, "county", who="dashboard")) == {"", "-q", "-a", "-b"}


async def test_a_tree_without_division_codes_is_counted_by_its_governments(county: County) -> None:
    assert {code: row["organisations"] for code, row in (await rows(county, "county")).items()} == {"": 3}


async def test_completeness_is_paged_in_order_of_codes(province: County) -> None:
    for by in ("county", "unit", "collection"):
        whole, cursor, found = list((await rows(province, by)).values()), None, []
        while True:
            params = {"by": by, "as_of": "2021-10-15", "limit": 3} | ({"cursor": cursor} if cursor else {})
            page = (await province.call("GET", "/completeness", by="auditor", params=params)).body
            found += page["items"]
            cursor = page["next"]
            if cursor is None:
                break
        assert found == whole
