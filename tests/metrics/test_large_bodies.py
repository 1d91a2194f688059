"""A large body is acknowledged, read under a lease, and takes effect once, whatever happens meanwhile."""

import json
from typing import Any

import pytest

from services.kernel.database import run_sql
from services.metrics.endpoints import submissions
from tests.metrics.county import Answer, County

LATER = {"prefer": "respond-async"}
JSON = "application/json"


def rows(*readings: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"readings": list(readings), **more}).encode()


async def later(county: County, body: bytes, media_type: str = JSON, **more: Any) -> Answer:
    return await county.post(body, media_type, **LATER, **more)


async def test_only_who_sent_it_sees_how_far_it_has_come(county: County) -> None:
    submission = (await later(county, rows(county.reading(1, 5)))).body["submission"]
    assert (await county.get(f"/submissions/{submission}/progress", by="sender2")).status == 404
    assert (await county.get(f"/submissions/{submission}/progress", by="auditor")).status in (403, 404)
    assert (await county.settled(submission)).body["state"] == "stored"


async def test_it_is_acknowledged_at_once_and_then_stored_with_its_report(county: County) -> None:
    answer = await later(county, rows(county.reading(1, 5), county.reading(2, 6)))
    assert (answer.status, answer.body["state"]) == (202, "waiting")
    found = (await county.settled(answer.body["submission"])).body
    assert (found["state"], found["progress"], found["refusal"]) == ("stored", 1, None)
    assert found["report"]["counts"]["created"] == 2
    assert found["report"]["submission"] == answer.body["submission"]
    assert (await county.get(f"/submissions/{answer.body['submission']}", by="sender")).status == 200
    assert await county.value(1) == 5


async def test_a_short_body_of_very_many_readings_is_a_large_one(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(submissions, "MANY", 1)
    assert (await county.post(rows(county.reading(1, 5)), JSON)).status == 201
    answer = await county.post(rows(county.reading(1, 6), county.reading(2, 6)), JSON)
    assert answer.status == 202, answer
    assert (await county.settled(answer.body["submission"])).body["report"]["counts"]["updated"] == 1


async def test_a_body_that_cannot_be_read_is_refused_as_a_small_one_is(county: County) -> None:
    found = (await county.settled((await later(county, b'{"readings": [')).body["submission"])).body
    assert (found["state"], found["refusal"]["code"]) == ("refused", "json_invalid")


async def test_a_refused_body_carries_its_report_and_stores_nothing(county: County) -> None:
    answer = await later(county, rows(county.reading(1, -5), county.reading(2, 6)))
    refusal = (await county.settled(answer.body["submission"])).body["refusal"]
    assert (refusal["code"], refusal["report"]["conflicts"][0]["code"]) == ("submission_rejected", "negative")
    assert await county.value(2) is None


async def test_a_dry_run_stores_nothing_and_reports(county: County) -> None:
    answer = await later(county, rows(county.reading(1, 5)), dry_run=True)
    assert answer.status == 202, answer
    found = (await county.settled(answer.body["submission"])).body
    assert (found["report"]["counts"]["created"], found["report"]["submission"]) == (1, None)
    assert await county.value(1) is None


async def test_the_same_key_gives_the_same_submission(county: County) -> None:
    body = rows(county.reading(1, 5))
    answers = [await later(county, body, key="one") for _ in range(2)]
    assert answers[0].body == answers[1].body


async def test_an_answer_given_again_says_where_to_ask_too(county: County) -> None:
    headers = {"authorization": f"Bearer {county.who('sender')}", "content-type": JSON, "idempotency-key": "where"}
    told = [
        (await county.door.post("/submissions", content=rows(county.reading(1, 5)), headers=headers | LATER)).headers
        for _ in range(2)
    ]
    assert [each.get("idempotent-replayed") for each in told] == [None, "true"]
    assert {(each["location"], each["retry-after"]) for each in told} == {(told[0]["location"], "1")}


async def test_who_lost_the_right_meanwhile_is_refused(county: County) -> None:
    async with county.database.transaction() as session:
        body = {"readings": [county.reading(1, 5)]}
        await run_sql(
            session,
            """insert into {schema}.large_body (id, sender_id, media_type, beside, body)
               values (:id, 'nobody', 'application/json', '{}', :body)""",
            id=f"sub_{'0' * 20}{county.code[-4:]:0>4}",
            body=json.dumps(body).encode(),
        )
        await session.commit()
    while True:
        async with county.database.transaction() as session:
            found = await run_sql(
                session, "select cast(answer as text) from {schema}.large_body where sender_id = 'nobody'"
            )
            answer = found.scalars().first()
        if answer is not None:
            break
    assert json.loads(answer)["code"] == "not_allowed"


async def test_a_body_whose_reader_died_is_read_again_and_one_that_kills_is_given_up(county: County) -> None:
    ids = {attempts: f"sub_{attempts:012d}{county.code.encode().hex()[-12:]:0>12}" for attempts in (2, 3)}
    async with county.database.transaction() as session:
        for attempts, id_ in ids.items():
            await run_sql(
                session,
                """insert into {schema}.large_body (id, sender_id, media_type, beside, body, attempts, leased_until)
                   values (:id, :sender, 'application/json', '{}', :body, :attempts, now() - interval '1 second')""",
                id=id_,
                sender=county.who("sender"),
                body=rows(county.reading(attempts - 1, 5)),
                attempts=attempts,
            )
        await session.commit()
    assert (await county.settled(ids[2])).body["state"] == "stored"
    assert (await county.settled(ids[3])).body["refusal"]["code"] == "reading_failed"
