"""Corrections of approved values: kept, told, listed."""

from typing import Any

import pytest

from services.kernel.database import run_sql
from tests.metrics.county import PERIOD, County


async def corrected(county: County, value: Any = 6, **more: Any) -> str:
    """An approved 5 of s1, for which another value is sent; the submission of the correction."""
    await county.approved(county.reading(1, 5))
    sent = await county.submit(county.reading(1, value, **more), correction_reason="measured again", by="sender2")
    assert sent.status == 201
    submission: str = sent.body["submission"]
    return submission


async def test_a_stranger_learns_nothing(county: County) -> None:
    assert (await county.door.get("/corrections")).status_code == 401


async def test_only_within_reach(county: County) -> None:
    await corrected(county)
    assert (await county.get("/corrections", by="school2")).body["items"] == []
    assert len((await county.get("/corrections", by="school1")).body["items"]) == 1


@pytest.mark.parametrize("params", [{"state": "closed"}, {"cursor": "Kg"}, {"year": "2021"}])
async def test_a_filter_that_does_not_exist_is_refused(county: County, params: dict[str, str]) -> None:
    assert (await county.get("/corrections", by="auditor", **params)).status == 422


async def test_a_correction_says_old_and_new_why_who_and_what_became_of_it(county: County) -> None:
    submission = await corrected(county)
    (item,) = (await county.get("/corrections", by="auditor")).body["items"]
    assert (item["old_value"], item["new_value"], item["corrects"], item["version"]) == (5, 6, 1, 2)
    assert (item["reason"], item["sender"]["name"], item["state"]) == ("measured again", "sender2", "pending")
    assert (item["submission"], item["reviewer"]) == (submission, None)
    await county.review(submission, "returned", reason="no survey attached")
    (item,) = (await county.get("/corrections", by="auditor", state="returned")).body["items"]
    assert (item["state"], item["reviewer"]["name"]) == ("returned", "reviewer")


async def test_the_feed_tells_whoever_used_the_old_value(county: County) -> None:
    submission = await corrected(county)
    async with county.database.transaction() as session:
        found = await run_sql(
            session,
            """select body ->> 'reason', body -> 'corrections' -> 0 ->> 'old_value',
                 body -> 'corrections' -> 0 ->> 'new_value', jsonb_array_length(body -> 'corrections')
               from {schema}.change where topic = 'correction' and starts_with(key, :id)""",
            id=submission,
        )
        assert [tuple(row) for row in found] == [("measured again", "5", "6", 1)]


async def waiting_twice(county: County) -> tuple[str, str]:
    """Two submissions of one value that both wait: neither corrects anything yet."""
    first = (await county.submit(county.reading(1, 5))).body["submission"]
    return first, (await county.submit(county.reading(1, 6))).body["submission"]


async def test_what_changes_an_approved_value_is_not_approved_without_a_reason(county: County) -> None:
    first, second = await waiting_twice(county)
    await county.review(first, "approved")
    answer = await county.review(second, "approved")
    assert (answer.status, answer.body["code"]) == (409, "replaces_approved")
    bulk = {"decision": "approved", "submissions": [second]}
    answer = await county.call("POST", "/reviews", by="reviewer", json=bulk)
    assert [each["code"] for each in answer.body["skipped"]] == ["replaces_approved"]
    assert (await county.get("/corrections", by="auditor")).body["items"] == []


async def test_approved_with_a_reason_it_is_a_correction_that_is_told(county: County) -> None:
    first, second = await waiting_twice(county)
    await county.review(first, "approved")
    assert (await county.review(second, "approved", reason="the later count holds")).status == 201
    (item,) = (await county.get("/corrections", by="auditor")).body["items"]
    assert (item["old_value"], item["new_value"], item["reason"]) == (5, 6, "the later count holds")
    async with county.database.transaction() as session:
        told = await run_sql(
            session,
            """select count(*) from {schema}.change where topic = 'correction'
               and body -> 'corrections' -> 0 ->> 'organisation' = :code""",
            code=county.school(1),
        )
        assert told.scalar_one() == 1


async def test_approved_in_the_other_order_or_at_once_nothing_is_corrected(county: County) -> None:
    first, second = await waiting_twice(county)
    await county.review(second, "approved")
    assert (await county.review(first, "approved")).status == 201
    assert (await county.get("/corrections", by="auditor")).body["items"] == []


async def test_what_was_never_approved_is_no_correction(county: County) -> None:
    await county.submit(county.reading(1, 5))
    await county.submit(county.reading(1, 6))
    await county.approved(county.reading(2, 5))
    await county.submit(county.reading(2, 5), county.reading(3, 1), correction_reason="sent again")
    assert (await county.get("/corrections", by="auditor")).body["items"] == []


async def test_to_go_back_to_the_approved_value_corrects_nothing(county: County) -> None:
    await corrected(county)
    assert (await county.submit(county.reading(1, 5))).status == 201
    assert len((await county.get("/corrections", by="auditor")).body["items"]) == 1


async def test_a_withdrawn_and_an_unknown_value_are_corrections(county: County) -> None:
    await county.approved(county.reading(1, 5), county.reading(2, 7))
    scope = {"organisations": [county.school(1)], "period": PERIOD}
    await county.submit(county.reading(1, 1, "pupils.primary"), scope=scope, correction_reason="not ours")
    await county.submit(county.reading(2, None, unknown_reason="未测量"), correction_reason="not measured")
    unknown, withdrawn = (await county.get("/corrections", by="auditor")).body["items"]
    assert (unknown["old_value"], unknown["new_value"], unknown["withdrawn"]) == (7, None, False)
    assert (withdrawn["old_value"], withdrawn["new_value"], withdrawn["withdrawn"]) == (5, None, True)


async def test_pages_go_from_the_newest_and_filters_narrow(county: County) -> None:
    await county.approved(*(county.reading(number, 5) for number in (1, 2, 3)))
    for number in (1, 2, 3):
        await county.submit(county.reading(number, 6), correction_reason="measured again")
    first = (await county.get("/corrections", by="auditor", limit=2)).body
    rest = (await county.get("/corrections", by="auditor", limit=2, cursor=first["next"])).body
    found = [item["organisation"] for item in first["items"] + rest["items"]]
    assert found == [county.school(number) for number in (3, 2, 1)]
    for params, count in (
        ({"organisation": county.school(2)}, 1),
        ({"below": county.code}, 3),
        ({"below": county.school(1)}, 1),
        ({"indicator": "pupils.primary"}, 0),
        ({"period": "2020-2021"}, 0),
        ({"state": "approved"}, 0),
    ):
        assert len((await county.get("/corrections", by="auditor", **params)).body["items"]) == count
