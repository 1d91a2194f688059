"""Locked periods."""

import asyncio

import pytest

from services.kernel.database import run_sql
from services.metrics.domain.submission import Person
from services.metrics.repository.desk import numbers_of_organisations
from services.metrics.repository.locks import PERIOD_LOCK, LockAct, add_act, change_locks
from services.metrics.repository.period_numbers import numbers_of_periods
from tests.metrics.county import PERIOD, Answer, collection
from tests.metrics.ladder import Ladder


@pytest.mark.parametrize("by", ["sender", "auditor", "administrator"])
async def test_only_reviewers_lock(ladder: Ladder, by: str) -> None:
    assert (await ladder.lock(ladder.code, by)).status == 403


async def test_nobody_locks_above_or_elsewhere(ladder: Ladder) -> None:
    for where in (ladder.city, "nowhere"):
        assert (await ladder.lock(where, "county")).status == 403


async def test_a_period_and_a_reason_are_needed(ladder: Ladder) -> None:
    assert (await ladder.lock(ladder.code, "county", period="2021-2023")).status == 422
    path = f"/locks/{ladder.code}/{PERIOD}"
    assert (await ladder.call("PUT", path, by="county", json={"locked": True})).status == 422


async def test_a_locked_period_takes_nothing_and_says_whom_to_ask(ladder: Ladder) -> None:
    answer = await ladder.lock(ladder.code, "county")
    assert (answer.status, answer.body["locked"], answer.body["by"]["name"]) == (201, True, "county")
    refused = await ladder.submit(ladder.reading(1, 5), ladder.reading(2, 6))
    conflict = refused.conflicts["period_locked"]
    assert (conflict["count"], conflict["action_owner"]) == (2, "administrator")
    assert f"county ({ladder.code})" in conflict["example"]["expected"]
    assert "年报已定稿" in conflict["example"]["expected"]


async def test_a_lock_concerns_its_period_and_what_lies_below_it_only(ladder: Ladder) -> None:
    await ladder.lock(ladder.school(2), "county")
    await ladder.lock(ladder.code, "county", period="2020-2021")
    answer = await ladder.submit(*(ladder.reading(number, 5) for number in (1, 2, 3)), mode="valid_only")
    assert (answer.body["counts"]["created"], answer.conflicts["period_locked"]["indexes"]) == (2, [1])


async def test_the_exact_judge_names_what_the_screen_keeps_out(ladder: Ladder) -> None:
    await ladder.lock(ladder.school(1), "county")
    body = [ladder.reading(1, 5, evidence="登记册"), ladder.reading(2, 5, evidence="登记册")]
    answer = await ladder.submit(*body, mode="valid_only")
    assert (answer.body["counts"]["created"], answer.conflicts["period_locked"]["indexes"]) == (1, [0])


async def test_a_scope_withdraws_nothing_of_a_locked_period(ladder: Ladder) -> None:
    await ladder.sent(ladder.reading(1, 5), ladder.reading(2, 6))
    await ladder.lock(ladder.school(1), "county")
    scope = {"organisations": [ladder.school(1), ladder.school(2)], "period": PERIOD}
    answer = await ladder.submit(ladder.reading(2, 300, "pupils.primary"), scope=scope, mode="valid_only")
    assert (answer.body["counts"]["withdrawn"], answer.body["counts"]["rejected"]) == (1, 1)
    assert answer.conflicts["period_locked"]["example"]["index"] is None
    assert (await ladder.value(1), await ladder.value(2)) == (5, None)


async def test_a_locked_period_is_not_reviewed(ladder: Ladder) -> None:
    submission = await ladder.sent(ladder.reading(1, 5), ladder.reading(2, 6))
    await ladder.lock(ladder.school(1), "county")
    assert await ladder.decided(submission, "approved", "province", organisations=[ladder.school(1)]) == "period_locked"
    answer = await ladder.bulk(below=ladder.code)
    assert (answer.body["reviewed"], answer.body["skipped"][0]["code"]) == (1, "period_locked")


async def test_a_part_of_several_periods_is_locked_with_any_of_them(ladder: Ladder) -> None:
    await ladder.ask()
    body = collection(ladder, period="2020-2021")
    await ladder.call("PUT", f"/collections/{ladder.code}.before", by="administrator", json=body)
    both = [{**ladder.reading(1, 5), "period": period} for period in ("2020-2021", PERIOD)]
    submission = await ladder.sent(*both, ladder.reading(2, 5))
    other = await ladder.bulk(period="2020-2021", dry_run=True)
    assert [part["organisation"] for part in other.body["parts"]] == [ladder.school(1)]
    await ladder.lock(ladder.code, "county", period="2020-2021")
    answer = await ladder.bulk(submissions=[submission])
    assert [part["organisation"] for part in answer.body["parts"]] == [ladder.school(2)]


async def test_who_locked_or_somebody_above_unlocks(ladder: Ladder) -> None:
    await ladder.lock(ladder.code, "prefecture")
    refused = await ladder.lock(ladder.code, "county", locked=False)
    assert (refused.status, refused.body["code"]) == (403, "lock_held_above")
    assert f"prefecture ({ladder.city})" in refused.body["detail"]
    assert (await ladder.lock(ladder.code, "province", locked=False)).status == 201
    await ladder.lock(ladder.code, "county")
    assert (await ladder.lock(ladder.code, "colleague", locked=False)).status == 201
    assert (await ladder.submit(ladder.reading(1, 5))).status == 201


async def test_the_lock_of_somebody_above_holds_beside_ones_own(ladder: Ladder) -> None:
    await ladder.lock(ladder.city, "prefecture")
    await ladder.lock(ladder.code, "county")
    await ladder.lock(ladder.code, "county", locked=False)
    assert "period_locked" in (await ladder.submit(ladder.reading(1, 5))).conflicts


async def test_who_stands_higher_takes_a_lock_over(ladder: Ladder) -> None:
    await ladder.lock(ladder.code, "county")
    again = await ladder.lock(ladder.code, "colleague")
    assert (again.status, again.body["by"]["name"]) == (200, "county")
    taken = await ladder.lock(ladder.code, "prefecture")
    assert (taken.status, taken.body["locked_for"]) == (201, ladder.city)
    assert (await ladder.lock(ladder.code, "county", locked=False)).status == 403


async def test_what_was_never_locked_is_open_and_stays_so(ladder: Ladder) -> None:
    answer = await ladder.lock(ladder.code, "county", locked=False)
    assert (answer.status, answer.body["locked"], answer.body["since"]) == (200, False, None)


async def test_every_act_is_listed_and_those_in_force_apart(ladder: Ladder) -> None:
    for locked in (True, False, True):
        await ladder.lock(ladder.code, "county", locked=locked)
    await ladder.lock(ladder.school(1), "county")
    await ladder.lock(ladder.school(1), "county", locked=False)
    acts = (await ladder.get("/locks", by="sender", organisation=ladder.code)).body["items"]
    assert [act["locked"] for act in acts] == [True, False, True]
    held = (await ladder.get("/locks", by="sender", period=PERIOD, in_force=True, limit=1000)).body["items"]
    mine = [act["organisation"] for act in held if act["organisation"].startswith(ladder.code)]
    assert mine == [ladder.code]
    first = (await ladder.get("/locks", by="sender", organisation=ladder.code, limit=2)).body
    rest = (await ladder.get("/locks", by="sender", organisation=ladder.code, cursor=first["next"])).body
    assert (len(first["items"]), rest["items"], rest["next"]) == (2, acts[2:], None)
    assert (await ladder.get("/locks", by="sender", cursor="Kg")).status == 422


async def test_a_dry_run_locks_nothing(ladder: Ladder) -> None:
    path, body = f"/locks/{ladder.code}/{PERIOD}", {"locked": True, "reason": "试运行"}
    answer = await ladder.call("PUT", path, by="county", json=body, params={"dry_run": True})
    assert (answer.status, answer.body["locked"]) == (200, True)
    assert (await ladder.submit(ladder.reading(1, 5))).status == 201


async def test_a_lock_and_a_submission_at_once_leave_the_state_of_one_after_the_other(ladder: Ladder) -> None:
    for value in range(1, 6):
        lock, sent = await asyncio.gather(ladder.lock(ladder.code, "county"), ladder.submit(ladder.reading(1, value)))
        assert lock.status == 201
        assert _taken_before(sent) or set(sent.conflicts) == {"period_locked"}
        assert (await ladder.value(1) == value) is _taken_before(sent)
        await ladder.lock(ladder.code, "county", locked=False)


async def test_who_comes_while_a_period_is_being_locked_waits_and_meets_the_lock(ladder: Ladder) -> None:
    submission = await ladder.sent(ladder.reading(1, 5))
    later = [ladder.submit(ladder.reading(2, 5)), ladder.review(submission, "approved", by="county")]
    async with ladder.database.transaction() as session:
        await change_locks(session)
        county, city = (await numbers_of_organisations(session, [ladder.code, ladder.city])).values()
        periods = await numbers_of_periods(session, [PERIOD])
        act = LockAct(county, periods[PERIOD], True, "年报已定稿", city, Person("x", "x"))
        await add_act(session, act)
        tasks = [asyncio.ensure_future(one) for one in later]
        while await _waiting(ladder) < len(tasks):
            if any(task.done() for task in tasks):
                break
            await asyncio.sleep(0.02)
        await session.commit()
    sent, reviewed = await asyncio.gather(*tasks)
    assert set(sent.conflicts) == {"period_locked"}
    assert reviewed.body["code"] == "period_locked"


async def _waiting(ladder: Ladder) -> int:
    """How many transactions wait for the lock of locks."""
    async with ladder.database.transaction() as session:
        found = await run_sql(
            session,
            "select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = :lock",
            lock=PERIOD_LOCK,
        )
        return int(found.scalar_one())


def _taken_before(sent: Answer) -> bool:
    return sent.status == 201
