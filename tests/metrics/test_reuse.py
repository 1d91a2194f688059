"""A datum is asked once: what two collections ask is sent through one of them, and whoever asks twice is told."""

from typing import Any

from tests.metrics.county import INDICATORS, Answer, County, collection
from tests.metrics.test_what_is_asked import owed

PUPILS, AREA, JUNIORS = (code for code, _, _ in INDICATORS)
SECOND = {"indicators": [PUPILS, AREA], "opens_on": "2021-10-01", "due_on": "2021-10-10"}


async def put(county: County, suffix: str = ".second", *, dry_run: bool = False, **changed: Any) -> Answer:
    body, params = collection(county, **{**SECOND, **changed}), {"dry_run": dry_run}
    path = f"/collections/{county.code}{suffix}"
    return await county.call("PUT", path, by="administrator", json=body, params=params)


async def duties(county: County, number: int = 1, **params: Any) -> dict[str, Any]:
    """The entries of one school by the collections, their names without the county's."""
    found = await owed(county, as_of="2021-10-05", organisation=county.school(number), **params)
    return {each["collection"].removeprefix(county.code): each for each in found}


async def test_what_two_ask_is_named_once_by_the_one_that_is_due_first(county: County) -> None:
    await put(county)
    found = await duties(county)
    assert (found[""]["to_send"], found[".second"]["to_send"]) == ([], [PUPILS, AREA])
    assert found[""]["reused"] == [
        {"indicator": code, "reused_from": f"{county.code}.second"} for code in (PUPILS, AREA)
    ]
    assert found[".second"]["reused"] == []
    assert (found[""]["missing"], found[".second"]["missing"]) == (2, 2)


async def test_what_stands_is_reused_from_the_one_that_asked_first(county: County) -> None:
    await county.submit(county.reading(1, 5))
    await put(county)
    found = await duties(county)
    assert found[".second"]["reused"] == [{"indicator": AREA, "reused_from": county.code}]
    assert (found[".second"]["to_send"], found[".second"]["reported"]) == ([PUPILS], 1)
    assert found[""]["reused"] == [{"indicator": PUPILS, "reused_from": f"{county.code}.second"}]


async def test_one_collection_asked_for_alone_still_says_what_the_other_asks(county: County) -> None:
    await put(county)
    (found,) = (await duties(county, collection=county.code)).values()
    assert (found["to_send"], [each["indicator"] for each in found["reused"]]) == ([], [PUPILS, AREA])


async def test_what_is_missing_is_sent_through_the_one_that_is_open(county: County) -> None:
    await put(county, status="closed")
    found = await duties(county)
    assert (found[""]["to_send"], found[".second"]["to_send"]) == ([PUPILS, AREA], [])


async def test_other_periods_and_collections_that_open_later_are_no_rivals(county: County) -> None:
    await put(county, period="2020-2021")
    await put(county, ".later", opens_on="2021-10-09")
    found = await duties(county)
    assert found[""]["reused"] == found[".second"]["reused"] == []
    assert ".later" not in found


async def test_a_returned_reading_is_sent_again_through_one_of_them(county: County) -> None:
    sent = await county.submit(county.reading(1, 5), county.reading(1, 40, PUPILS))
    await put(county)
    await county.review(sent.body["submission"], "returned", reason="of another school")
    found = await duties(county)
    assert (found[""]["to_send"], found[".second"]["to_send"]) == ([], [PUPILS, AREA])


async def test_who_puts_a_collection_is_told_what_is_asked_or_reported_already(county: County) -> None:
    await county.submit(county.reading(1, 5), county.reading(2, None, unknown_reason="not measured"))
    answer = await put(county, dry_run=True)
    assert (answer.status, answer.body["asked_twice"]) == (
        200,
        {
            "organisations": 3,
            "data": 5,
            "asked_elsewhere": 5,
            "beside": [{"collection": county.code, "data": 5}],
            "already_reported": 2,
        },
    )
    assert set(await duties(county)) == {""}
    fresh = await put(county, period="2020-2021")
    assert (fresh.status, fresh.body["asked_twice"]["asked_elsewhere"], fresh.body["asked_twice"]["beside"]) == (
        201,
        0,
        [],
    )
    one_school = await put(county, ".third", organisation=county.school(3), indicators=[PUPILS, JUNIORS])
    assert one_school.body["asked_twice"]["data"] == 1


async def test_late_answers_are_counted_with_their_days(county: County) -> None:
    await county.submit(county.reading(1, 5))
    found = (await duties(county))[""]
    assert found["late"] == 1
    assert found["days_late"] > 365
    await put(county, "", due_on="2099-01-01", indicators=[PUPILS, AREA, JUNIORS])
    found = (await duties(county))[""]
    assert (found["late"], found["days_late"]) == (0, 0)


async def test_completeness_tells_what_came_on_time_and_what_came_late(county: County) -> None:
    async def figures() -> list[int]:
        answer = await county.get("/completeness", by="auditor", by_="county")
        assert answer.status == 422
        params = {"by": "county", "as_of": "2021-10-05"}
        row = (await county.call("GET", "/completeness", by="auditor", params=params)).body["items"][0]
        return [row["owed"], row["on_time"], row["late"], int(row["days_late"] > 365)]

    assert await figures() == [7, 0, 0, 0]
    first = await county.submit(county.reading(1, 5), county.reading(2, None, unknown_reason="not measured"))
    assert await figures() == [7, 0, 2, 1]
    await put(county, "", due_on="2099-01-01", indicators=[PUPILS, AREA, JUNIORS])
    assert await figures() == [7, 2, 0, 0]
    await county.review(first.body["submission"], "returned", reason="of another year")
    assert await figures() == [7, 0, 0, 0]
