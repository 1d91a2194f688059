"""A key makes repeats harmless: at once, later, and a day later; the natural key of readings does so without one."""

import asyncio
import json
from typing import Any

from services.kernel.database import run_sql
from tests.metrics.county import Answer, County

JSON = "application/json"
COPIES, KEYS = 10, 4


def body(*readings: dict[str, Any]) -> bytes:
    return json.dumps({"readings": list(readings)}).encode()


async def post(county: County, key: str, *readings: dict[str, Any], **more: Any) -> Answer:
    return await county.post(body(*readings), JSON, key=key, **more)


async def submissions(county: County) -> int:
    """How many the county's senders have made."""
    async with county.database.transaction() as session:
        found = await run_sql(
            session,
            "select count(*) from {schema}.submission where sender_id = any(:senders)",
            senders=[county.who("sender"), county.who("sender2")],
        )
        return int(found.scalar_one())


async def test_ten_copies_of_each_key_at_once_take_effect_once_a_key(county: County) -> None:
    keys = [(f"key {number}", number) for number in range(1, KEYS)]
    sent = [post(county, key, county.reading(number, 5)) for key, number in keys for _ in range(COPIES)]
    answers = await asyncio.gather(*sent)
    assert {answer.status for answer in answers} <= {201, 409}
    assert {answer.body["code"] for answer in answers if answer.status == 409} <= {"idempotency_key_in_use"}
    stored = {answer.body["submission"] for answer in answers if answer.status == 201}
    assert len(stored) == len(keys) == await submissions(county)
    again = [await post(county, key, county.reading(number, 5)) for key, number in keys]
    assert {answer.body["submission"] for answer in again} == stored


async def test_the_stored_answer_outlives_what_has_changed_since_and_the_day(county: County) -> None:
    first = await post(county, "one", county.reading(1, 5))
    await county.submit(county.reading(1, 6))
    async with county.database.transaction() as session:
        await run_sql(session, "update {schema}.kept_answer set recorded_at = recorded_at - interval '400 days'")
        await session.commit()
    again = await post(county, "one", county.reading(1, 5))
    assert (again.status, again.body) == (201, first.body)
    assert await county.value(1) == 6


async def test_the_same_key_with_another_body_is_refused_and_stores_nothing(county: County) -> None:
    await post(county, "one", county.reading(1, 5))
    other = await post(county, "one", county.reading(2, 5))
    assert (other.status, other.body["code"]) == (422, "idempotency_key_reused")
    assert await county.value(2) is None


async def test_two_clients_may_use_the_same_key(county: County) -> None:
    first = await post(county, "one", county.reading(1, 5))
    other = await post(county, "one", county.reading(2, 6), by="sender2")
    assert (first.status, other.status) == (201, 201)
    assert await submissions(county) == 2


async def test_a_refused_body_may_be_repaired_under_its_key(county: County) -> None:
    assert (await post(county, "one", county.reading(1, -5))).status == 422
    assert (await post(county, "one", county.reading(1, 5))).status == 201


async def test_copies_of_a_body_read_later_become_one_submission(county: County) -> None:
    sent = [post(county, "one", county.reading(1, 5), prefer="respond-async") for _ in range(COPIES)]
    answers = [answer for answer in await asyncio.gather(*sent) if answer.status != 409]
    assert {answer.status for answer in answers} == {202}
    assert len({answer.body["submission"] for answer in answers}) == 1
    assert (await county.settled(answers[0].body["submission"])).body["state"] == "stored"
    assert await submissions(county) == 1


async def test_a_dry_run_takes_no_key(county: County) -> None:
    tried = await post(county, "one", county.reading(1, 5), dry_run=True)
    assert (tried.status, await county.value(1)) == (200, None)
    assert (await post(county, "one", county.reading(1, 5))).status == 201
