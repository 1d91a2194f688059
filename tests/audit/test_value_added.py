"""Value added at the door: schools by code, with expectation and interval, or with the reason why there is none."""

from typing import Any

import pytest

from services.audit.repository.copies import apply_places
from tests.audit.county import PERIOD, Answer, County, organisation

YEARS = ("2018-2019", "2019-2020", "2020-2021", PERIOD)
SHIFTS = (0, 9, -6, 3, -9, 6, 2, -3)


async def village(county: County, *, gains: dict[int, int] | None = None, schools: int = 8) -> list[str]:
    """Primary schools of a hundred and fifty pupils in villages, with four years of sports grounds."""
    names = [f"v{number}" for number in range(schools)]
    changes = [
        organisation(
            county.at(name),
            county.code,
            f"/000000/{county.code}/{county.at(name)}",
            "school",
            {"school_kind": "primary", "place": "rural"},
        )
        for name in names
    ]
    async with county.database.transaction() as session:
        await apply_places(session, changes)
        await session.commit()
    for number, name in enumerate(names):
        area = 1000 + 100 * number
        for turn, year in enumerate(YEARS):
            shift = SHIFTS[(number + 3 * turn) % len(SHIFTS)]
            gained = (gains or {}).get(number, 0) if year == PERIOD else 0
            county.tell(
                name,
                {"pupils.primary": 150, "outdoor_sports_area": area + shift + gained, "indoor_sports_area": 0},
                year,
            )
    await county.current()
    return names


async def asked(county: County, *, by: str = "supervisor", **changed: Any) -> Answer:
    params = {"organisation": county.code, "period": PERIOD, "criterion": "R5"} | changed
    return await county.get("/value-added", by=by, **params)


async def test_schools_and_units_do_not_see_it(county: County) -> None:
    await village(county, schools=1)
    for stranger in ("s1", "finance"):
        assert (await asked(county, by=stranger)).status == 404
    assert (await asked(county, organisation="county-elsewhere")).status == 404
    assert (await asked(county, peers_within="000000")).status == 404


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"criterion": "R9"}, "criterion_unknown"),
        ({"standard": "none"}, "standard_unknown"),
        ({"period": "2021"}, "body_invalid"),
        ({"baseline": 2}, "body_invalid"),
    ],
)
async def test_what_cannot_be_asked_is_refused(county: County, changed: dict[str, Any], code: str) -> None:
    answer = await asked(county, **changed)
    assert (answer.status, answer.body["code"]) == (422, code)


async def test_peers_are_looked_for_around_the_organisation_only(county: County) -> None:
    names = await village(county)
    answer = await asked(county, peers_within=county.at(names[0]))
    assert (answer.status, answer.body["code"]) == (422, "organisation_unknown")
    alone = (await asked(county, organisation=county.at(names[0]))).body
    assert [(each["standing"], each["reason"]) for each in alone["items"]] == [("cannot_decide", "too_few_peers")]
    (found,) = (await asked(county, organisation=county.at(names[0]), peers_within=county.code)).body["items"]
    assert (found["peers"], found["standing"]) == (7, "as_expected")


async def test_a_school_that_gained_more_than_its_peers_is_above_what_was_expected(county: County) -> None:
    names = await village(county, gains={2: 90, 5: -90})
    found = (await asked(county)).body
    standings = {
        each["organisation"]["code"]: each["standing"] for each in found["items"] if each["stage"] == "primary"
    }
    assert standings[county.at(names[2])] == "above"
    assert standings[county.at(names[5])] == "below"
    assert (found["counts"]["above"], found["counts"]["below"], found["counts"]["as_expected"]) == (1, 1, 6)
    assert [each["organisation"]["code"] for each in found["items"]] == sorted(
        each["organisation"]["code"] for each in found["items"]
    )
    one = next(each for each in found["items"] if each["organisation"]["code"] == county.at(names[2]))
    assert one["added"] == pytest.approx(one["value"] - one["expected"], abs=1e-5)
    assert one["low"] < one["added"] < one["high"]
    assert one["peer_group"] == {"place": "rural", "pupils_from": 100, "pupils_below": 300}
    assert found["baseline_periods"] == list(YEARS[:-1])


async def test_a_missing_year_is_no_zero_and_says_so(county: County) -> None:
    names = await village(county)
    county.tell(names[0], {"outdoor_sports_area": None}, YEARS[1])
    county.tell(names[1], {"pupils.primary": None}, PERIOD)
    await county.current()
    items = (await asked(county)).body["items"]
    reasons = {each["organisation"]["code"]: each["reason"] for each in items}
    assert reasons[county.at(names[0])] == "baseline_missing"
    assert reasons[county.at(names[1])] == "value_missing"
    assert reasons[county.at("s1")] == "group_unknown"
    short = (await asked(county, baseline=4)).body["items"]
    assert {each["standing"] for each in short} == {"cannot_decide"}


async def test_it_is_repeated_at_the_version_it_was_made_at(county: County) -> None:
    names = await village(county)
    before = (await asked(county)).body
    county.tell(names[0], {"outdoor_sports_area": 5000}, PERIOD)
    await county.current()
    assert (await asked(county)).body["items"] != before["items"]
    again = (await asked(county, snapshot_version=before["snapshot_version"])).body
    assert again["items"] == before["items"]


async def test_it_comes_in_pages(county: County) -> None:
    await village(county)
    first = (await asked(county, limit=5)).body
    rest = (await asked(county, limit=50, cursor=first["next"])).body
    whole = (await asked(county)).body
    assert [*first["items"], *rest["items"]] == whole["items"]
    assert first["counts"] == whole["counts"]
