"""What was known at a moment."""

from datetime import UTC, datetime
from typing import Any

from services.kernel.database import run_sql
from tests.metrics.ladder import Ladder


async def now(ladder: Ladder) -> str:
    """By the clock of the database, which stamps what is received and reviewed."""
    async with ladder.database.transaction() as session:
        moment: datetime = (await run_sql(session, "select clock_timestamp()")).scalar_one()
    return moment.astimezone(UTC).isoformat()


async def known(ladder: Ladder, moment: str, **params: Any) -> list[tuple[Any, str]]:
    answer = await ladder.get("/readings", by="auditor", as_of=moment, organisation=ladder.school(1), **params)
    assert answer.status == 200, answer
    return [(item["value"], item["state"]) for item in answer.body["items"]]


async def test_a_moment_without_its_time_zone_is_refused(ladder: Ladder) -> None:
    assert (await ladder.get("/readings", by="auditor", as_of="2026-11-27T08:00:00")).status == 422
    assert (await ladder.get("/readings", by="auditor", as_of="2026-11-27")).status == 422


async def test_every_moment_keeps_its_answer_whatever_comes_later(ladder: Ladder) -> None:
    await ladder.ask("county", "prefecture")
    moments = [await now(ladder)]
    first = await ladder.sent(ladder.reading(1, 5))
    moments.append(await now(ladder))
    for level in ("county", "prefecture"):
        await ladder.decided(first, "approved", level)
        moments.append(await now(ladder))
    second = await ladder.sent(ladder.reading(1, 6), correction_reason="重测")
    moments.append(await now(ladder))
    await ladder.decided(second, "returned", "county")
    moments.append(await now(ladder))
    await ladder.decided(first, "returned", "province")
    await ladder.decided(first, "returned", "county")
    moments.append(await now(ladder))
    told = [await known(ladder, moment) for moment in moments]
    assert told == [
        [],
        [(5, "pending")],
        [(5, "pending")],
        [(5, "approved")],
        [(6, "pending")],
        [(5, "approved")],
        [],
    ]
    approved = [await known(ladder, moment, approved_only=True) for moment in moments]
    assert approved == [[], [], [], *[[(5, "approved")]] * 3, []]


async def test_the_answer_of_now_is_that_of_the_plain_list(ladder: Ladder) -> None:
    await ladder.decided(await ladder.sent(ladder.reading(1, 5), ladder.reading(2, 6)), "approved", "county")
    await ladder.sent(ladder.reading(3, None, unknown_reason="未测量"))
    plain = (await ladder.get("/readings", by="auditor", below=ladder.code)).body
    then = (await ladder.get("/readings", by="auditor", below=ladder.code, as_of=await now(ladder), limit=2)).body
    rest = await ladder.get("/readings", by="auditor", below=ladder.code, as_of=await now(ladder), cursor=then["next"])
    assert [*then["items"], *rest.body["items"]] == plain["items"]
