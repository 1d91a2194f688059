"""Taking readings in."""

from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from services.kernel.database import run_sql
from tests.metrics.county import County, collection


async def test_a_stranger_gets_nothing(county: County) -> None:
    assert (await county.door.post("/submissions", json={})).status_code == 401
    assert (await county.submit(county.reading(1, 5), by="auditor")).status == 404


async def test_a_school_outside_the_grant_and_one_that_does_not_exist_get_the_same_words(county: County) -> None:
    foreign, invented = county.reading(2, 5), {**county.reading(2, 5), "organisation": "nowhere"}
    answers = [await county.submit(reading, by="school1") for reading in (foreign, invented)]
    assert [answer.status for answer in answers] == [422, 422]
    found = [answer.conflicts["unknown_organisation"] for answer in answers]
    for conflict in found:
        del conflict["objects"], conflict["example"]["reading"]
    assert found[0] == found[1]


async def test_one_wrong_reading_keeps_all_of_them_out(county: County) -> None:
    answer = await county.submit(county.reading(1, 5), county.reading(2, -1))
    assert (answer.status, answer.body["code"]) == (422, "submission_rejected")
    assert answer.body["report"]["submission"] is None
    assert await county.value(1) is None


async def test_valid_only_takes_what_is_right(county: County) -> None:
    answer = await county.submit(county.reading(1, 5), county.reading(2, -1), mode="valid_only")
    assert answer.status == 201
    assert answer.body["counts"] == {"created": 1, "updated": 0, "unchanged": 0, "rejected": 1, "withdrawn": 0}
    assert answer.body["parts"] == [{"organisation": county.school(1), "readings": 1}]
    assert await county.value(1) == 5


async def test_a_dry_run_reports_and_stores_nothing(county: County) -> None:
    answer = await county.submit(county.reading(1, 5), dry_run=True)
    assert (answer.status, answer.body["submission"], answer.body["counts"]["created"]) == (200, None, 1)
    assert await county.value(1) is None


@pytest.mark.parametrize("value", ["12", True, [1], {"a": 1}])
async def test_what_is_no_number_is_a_conflict_with_its_place(county: County, value: Any) -> None:
    answer = await county.submit(county.reading(1, 5), county.reading(2, value))
    assert answer.conflicts["wrong_type"]["indexes"] == [1]


async def test_the_thousandth_equal_error_makes_the_report_no_longer(county: County) -> None:
    few = [county.reading(1, 1, indicator=f"misspelt{n}") for n in range(10)]
    many = [county.reading(1, 1, indicator=f"misspelt{n}") for n in range(1000)]
    short, long = [(await county.submit(*batch)).conflicts["unknown_indicator"] for batch in (few, many)]
    assert (short.pop("count"), long.pop("count")) == (10, 1000)
    assert short == long


async def test_an_unknown_field_is_refused_as_a_whole(county: County) -> None:
    answer = await county.submit({**county.reading(1, 5), "remark": "x"})
    assert (answer.status, answer.body["code"]) == (422, "body_invalid")


async def test_a_closed_collection_takes_nothing(county: County) -> None:
    body = collection(county, status="closed")
    await county.call("PUT", f"/collections/{county.code}", by="administrator", json=body)
    conflict = (await county.submit(county.reading(1, 5))).conflicts["outside_window"]
    assert (conflict["action_owner"], county.code in conflict["example"]["expected"]) == ("administrator", True)


async def test_a_repeat_changes_nothing(county: County) -> None:
    assert (await county.submit(county.reading(1, 5))).status == 201
    answer = await county.submit(county.reading(1, 5))
    assert (answer.status, answer.body["submission"]) == (200, None)
    assert answer.body["counts"] == {"created": 0, "updated": 0, "unchanged": 1, "rejected": 0, "withdrawn": 0}


async def test_an_unknown_with_a_reason_is_kept_as_an_unknown(county: County) -> None:
    answer = await county.submit(county.reading(1, None, unknown_reason="not measured yet"))
    assert answer.status == 201
    items = (await county.get("/readings", by="auditor", organisation=county.school(1))).body["items"]
    assert [(item["value"], item["unknown_reason"]) for item in items] == [(None, "not measured yet")]


async def test_a_sender_sees_its_own_and_a_school_what_concerns_it(county: County) -> None:
    both = (await county.submit(county.reading(1, 5), county.reading(2, 6))).body["submission"]
    sent = await county.get(f"/submissions/{both}", by="sender")
    seen = await county.get(f"/submissions/{both}", by="school1")
    assert [len(answer.body["parts"]) for answer in (sent, seen)] == [2, 1]
    assert (sent.body["counts"]["created"], seen.body["counts"]) == (2, None)
    assert (await county.get(f"/submissions/{both}", by="school3")).status == 404
    listed = await county.get("/submissions", by="school1", organisation=county.school(2))
    assert listed.body["items"] == []


async def test_submissions_are_paged_from_the_newest(county: County) -> None:
    sent = [(await county.submit(county.reading(1, value))).body["submission"] for value in (1, 2, 3)]
    first = (await county.get("/submissions", by="sender", mine=True, limit=2)).body
    rest = (await county.get("/submissions", by="sender", mine=True, limit=2, cursor=first["next"])).body
    assert [item["id"] for item in first["items"] + rest["items"]] == sent[::-1]
    assert rest["next"] is None


async def test_the_parts_of_a_submission_are_paged(county: County) -> None:
    submission = (await county.submit(county.reading(1, 5), county.reading(2, 6), county.reading(3, 7))).body[
        "submission"
    ]
    seen: list[list[str]] = []
    cursor = None
    while cursor or not seen:
        more: dict[str, str] = {"cursor": cursor} if cursor else {}
        body = (await county.get(f"/submissions/{submission}", by="sender", limit=2, **more)).body
        seen.append([part["organisation"] for part in body["parts"]])
        cursor = body["next"]
    assert seen == [[county.school(1), county.school(2)], [county.school(3)]]
    assert body["part_states"]["pending"] == 3


async def test_what_was_said_cannot_be_overwritten_by_the_application(county: County) -> None:
    await county.submit(county.reading(1, 5))
    for statement in ("update {schema}.reading set value = 6", "delete from {schema}.submission"):
        with pytest.raises(DBAPIError, match="only grows"):
            async with county.database.transaction() as session:
                await run_sql(session, statement)
