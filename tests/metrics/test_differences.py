"""Where official statistics and what was reported differ, a person decides, and nothing is changed in silence."""

from typing import Any

import pytest

from tests.metrics.county import PERIOD, Answer, County
from tests.metrics.statistics import listed, marked, put, rows, send, workbook
from tests.metrics.test_what_is_asked import owed

PUPILS, AREA = "pupils.primary", "teaching_area"


@pytest.fixture
async def compared(county: County) -> County:
    """School 1 agrees in its pupils and differs in its area; 2 reported nothing; 3 is in no file, but reported."""
    await marked(county)
    await put(county)
    await county.submit(county.reading(1, 300, PUPILS), county.reading(1, 1000), county.reading(3, 70))
    answer = await send(county, workbook(rows(county, (300, 0.12), (40, 0.05))))
    assert answer.status == 201, answer
    return county


async def settle(
    county: County, decision: str, *differences: Any, by: str = "reviewer", reason: str = "looked up", **more: Any
) -> Answer:
    names = ("organisation", "indicator", "reading_version", "official_version")
    seen = [{name: each[name] for name in names} for each in differences]
    body = {"period": PERIOD, "decision": decision, "reason": reason, "differences": seen, **more}
    return await county.call("POST", "/differences/settlements", by=by, json=body)


async def test_a_stranger_sees_none_and_who_does_not_review_settles_none(
    compared: County, other_county: County
) -> None:
    assert (await compared.door.get("/differences", params={"period": PERIOD})).status_code == 401
    assert await listed(compared, by=other_county.who("reviewer"), organisation=compared.code) == {}
    (difference,) = (await listed(compared, organisation=compared.school(3))).values()
    for by in ("sender", "administrator2", other_county.who("reviewer")):
        assert (await settle(compared, "reported_stands", difference, by=by)).status == 404


async def test_what_differs_is_listed_with_both_sides_and_what_agrees_is_not(compared: County) -> None:
    found = await listed(compared)
    names = ("side", "reported", "official", "difference", "state")
    assert {key: tuple(each[name] for name in names) for key, each in found.items()} == {
        ("s1", AREA): ("both", 1000, 1200, -200, "open"),
        ("s2", AREA): ("only_official", None, 500, None, "open"),
        ("s2", PUPILS): ("only_official", None, 40, None, "open"),
        ("s3", AREA): ("only_reported", 70, None, None, "open"),
    }
    assert set(await listed(compared, by="school1")) == {("s1", AREA)}
    assert set(await listed(compared, indicator=PUPILS)) == {("s2", PUPILS)}
    assert await listed(compared, indicator="nothing") == {}
    assert set(await listed(compared, organisation=compared.school(2))) == {("s2", AREA), ("s2", PUPILS)}


async def test_an_unknown_a_returned_and_a_withdrawn_reading_are_no_values(compared: County) -> None:
    await compared.submit(compared.reading(2, None, unknown_reason="not measured"))
    sent = await compared.submit(compared.reading(2, 41, PUPILS))
    assert (await listed(compared))["s2", PUPILS]["difference"] == 1
    await compared.review(sent.body["submission"], "returned", reason="counted twice")
    scope = {"organisations": [compared.school(3)], "period": PERIOD}
    await compared.submit(compared.reading(1, 1000), scope=scope)
    found = await listed(compared)
    assert {key: each["side"] for key, each in found.items()} == {
        ("s1", AREA): "both",
        ("s2", AREA): "only_official",
        ("s2", PUPILS): "only_official",
    }


async def test_what_no_table_speaks_of_is_no_difference(compared: County, other_county: County) -> None:
    await compared.submit(compared.reading(3, 5, "pupils.junior_secondary"))
    await other_county.submit(other_county.reading(1, 5))
    found = await compared.get("/differences", by="administrator", period=PERIOD, limit=1000)
    assert other_county.school(1) not in {each["organisation"] for each in found.body["items"]}
    assert ("s3", "pupils.junior_secondary") not in await listed(compared)


async def test_a_difference_is_settled_with_a_reason_and_touches_no_value(compared: County) -> None:
    difference = (await listed(compared))["s1", AREA]
    assert (await settle(compared, "reported_stands", difference, reason=" ")).status == 422
    answer = await settle(compared, "reported_stands", difference, reason="a wing was closed for repair")
    assert (answer.status, answer.body) == (201, {"settled": 1, "corrections_asked": 0})
    settled = (await listed(compared, state="reported_stands"))["s1", AREA]
    assert settled["settlement"]["reason"] == "a wing was closed for repair"
    assert settled["settlement"]["reviewer"]["name"] == "reviewer"
    assert ("s1", AREA) not in await listed(compared, state="open")
    assert (await compared.value(1), settled["official"]) == (1000, 1200)


async def test_where_the_official_figure_stands_the_school_is_asked_for_a_correction(compared: County) -> None:
    async def duty() -> Any:
        (found,) = await owed(compared, organisation=compared.school(1))
        return found["to_correct"], found["to_send"]

    assert await duty() == ([], [])
    answer = await settle(compared, "official_stands", (await listed(compared))["s1", AREA])
    assert answer.body["corrections_asked"] == 1
    assert await duty() == ([AREA], [AREA])
    assert await compared.value(1) == 1000
    await compared.submit(compared.reading(1, 1200), correction_reason="as the statistics say")
    assert await duty() == ([], [])
    assert ("s1", AREA) not in await listed(compared)


async def test_an_official_figure_that_is_not_there_cannot_stand(compared: County) -> None:
    answer = await settle(compared, "official_stands", (await listed(compared))["s3", AREA])
    assert (answer.status, answer.body["errors"][0]["code"]) == (409, "no_official_figure")


async def test_new_data_of_either_side_open_it_again(compared: County) -> None:
    await settle(compared, "official_stands", (await listed(compared))["s1", AREA])
    await compared.submit(compared.reading(1, 1100), correction_reason="measured again")
    assert (await listed(compared))["s1", AREA]["state"] == "open"
    await settle(compared, "reported_stands", (await listed(compared))["s1", AREA])
    await send(compared, workbook(rows(compared, (300, 0.13))))
    assert (await listed(compared))["s1", AREA]["state"] == "open"


async def test_nobody_settles_what_has_changed_since_it_was_seen(compared: County) -> None:
    found = await listed(compared)
    seen = found["s1", AREA]
    await compared.submit(compared.reading(1, 1100), correction_reason="measured again")
    agreed = {**seen, "indicator": PUPILS}
    answer = await settle(compared, "reported_stands", seen, agreed, found["s3", AREA], found["s3", AREA])
    assert (answer.status, [(each["code"], each["pointer"]) for each in answer.body["errors"]]) == (
        409,
        [
            ("changed_since", "/differences/0"),
            ("no_difference", "/differences/1"),
            ("twice_in_body", "/differences/3"),
        ],
    )
    assert (await listed(compared))["s3", AREA]["state"] == "open"


async def test_differences_are_paged(compared: County) -> None:
    first = (await compared.get("/differences", by="reviewer", period=PERIOD, limit=3)).body
    rest = (await compared.get("/differences", by="reviewer", period=PERIOD, limit=3, cursor=first["next"])).body
    assert [len(first["items"]), len(rest["items"]), rest["next"]] == [3, 1, None]
    forged = await compared.get("/differences", by="reviewer", period=PERIOD, cursor="eAp5")
    assert (forged.status, forged.body["errors"][0]["code"]) == (422, "cursor_invalid")
