"""Reviews up the chain: county, prefecture, province."""

import pytest

from services.kernel.database import run_sql
from services.metrics.domain.chain import FIRST, awaited, bits_of, levels_of, wanted_of
from services.yardsticks.words import Level
from tests.metrics.county import PERIOD
from tests.metrics.ladder import LEVELS, Ladder


def key(ladder: Ladder) -> dict[str, str]:
    return {"organisation": ladder.school(1), "indicator": "teaching_area", "period": PERIOD}


async def told(ladder: Ladder, submission: str) -> list[tuple[str, str]]:
    """Topic and decision of what the feed says of the part of s1."""
    async with ladder.database.transaction() as session:
        found = await run_sql(
            session,
            """select topic, body ->> 'decision' as decision from {schema}.change
               where starts_with(key, :id) order by id""",
            id=f"{submission}/{ladder.school(1)}",
        )
        return [(row.topic, row.decision) for row in found]


def test_levels_are_awaited_from_below_upwards_and_only_those_that_stand_above() -> None:
    chain = bits_of([Level.PROVINCE, Level.COUNTY])
    assert levels_of(chain) == (Level.COUNTY, Level.PROVINCE)
    assert wanted_of(chain, bits_of([Level.PROVINCE])) == bits_of([Level.PROVINCE])
    assert wanted_of(chain, bits_of([Level.PREFECTURE])) == wanted_of(0, chain) == FIRST
    assert [awaited(chain, done) for done in (0, bits_of([Level.COUNTY]), chain)] == [2, 8, 0]


async def test_who_reviews_nowhere_above_finds_nothing(ladder: Ladder) -> None:
    submission = await ladder.sent()
    assert await ladder.decided(submission, "approved", "auditor") == "not_found"


async def test_without_levels_the_first_above_is_enough(ladder: Ladder) -> None:
    submission = await ladder.sent()
    assert (await ladder.part(submission))["waits_for"] == "first"
    assert await ladder.decided(submission, "approved", "prefecture") == "approved"
    assert await ladder.decided(submission, "approved", "county") == "already_reviewed"


async def test_every_level_approves_after_the_one_below_and_only_then_it_counts(ladder: Ladder) -> None:
    await ladder.ask(*LEVELS)
    submission = await ladder.sent()
    for level, state in zip(LEVELS, ("pending", "pending", "approved"), strict=True):
        assert await ladder.value(1, approved_only=True) is None
        assert (await ladder.part(submission))["waits_for"] == level
        for other in LEVELS[LEVELS.index(level) + 1 :]:
            assert await ladder.decided(submission, "approved", other) == "not_awaited"
        assert await ladder.decided(submission, "approved", level) == state
        assert await ladder.decided(submission, "approved", "colleague") == "already_reviewed"
    assert await ladder.value(1, approved_only=True) == 5
    part = await ladder.part(submission)
    assert (part["approved_by"], part["waits_for"], part["state"]) == (list(LEVELS), None, "approved")
    assert [(act["level"], act["organisation"], act["state"]) for act in part["reviews"]] == [
        ("county", ladder.code, "pending"),
        ("prefecture", ladder.city, "pending"),
        ("province", ladder.province, "approved"),
    ]


async def test_a_part_keeps_the_chain_under_which_it_was_sent(ladder: Ladder) -> None:
    await ladder.ask("county", "prefecture")
    submission = await ladder.sent()
    await ladder.ask()
    assert await ladder.decided(submission, "approved", "county") == "pending"


async def test_a_level_outside_the_chain_does_not_approve(ladder: Ladder) -> None:
    await ladder.ask("province")
    assert await ladder.decided(await ladder.sent(), "approved", "county") == "not_awaited"


async def test_a_return_goes_to_the_sender_where_nobody_has_approved(ladder: Ladder) -> None:
    await ladder.ask("county", "prefecture")
    submission = await ladder.sent()
    assert await ladder.decided(submission, "returned", "prefecture") == "returned"
    assert await ladder.value(1) is None


async def test_a_return_from_above_opens_the_part_below_again(ladder: Ladder) -> None:
    await ladder.ask("county", "prefecture")
    submission = await ladder.sent()
    await ladder.decided(submission, "approved", "county")
    assert await ladder.decided(submission, "returned", "colleague") == "already_reviewed"
    assert (await ladder.review(submission, "returned", by="prefecture")).status == 422
    assert await ladder.decided(submission, "returned", "prefecture") == "pending"
    assert (await ladder.part(submission))["waits_for"] == "county"
    assert await ladder.value(1) == 5
    assert await ladder.decided(submission, "returned", "county") == "returned"


async def test_what_was_approved_counts_no_longer_once_a_higher_level_takes_it_back(ladder: Ladder) -> None:
    submission = await ladder.sent()
    await ladder.decided(submission, "approved", "county")
    assert await ladder.decided(submission, "returned", "colleague") == "already_reviewed"
    assert await ladder.decided(submission, "returned", "province") == "pending"
    assert await ladder.value(1, approved_only=True) is None
    assert await ladder.decided(submission, "approved", "colleague") == "approved"
    assert await told(ladder, submission) == [("review", each) for each in ("approved", "returned", "approved")]


async def test_nobody_reviews_at_two_levels(ladder: Ladder) -> None:
    await ladder.ask("county", "prefecture")
    submission = await ladder.sent()
    assert await ladder.decided(submission, "approved", "mayor") == "pending"
    assert await ladder.decided(submission, "approved", "mayor") == "reviewed_elsewhere"
    assert await ladder.decided(submission, "approved", "prefecture") == "approved"


async def test_who_holds_two_seats_acts_from_the_one_whose_turn_it_is(ladder: Ladder) -> None:
    await ladder.ask("county", "prefecture")
    submission = await ladder.sent()
    await ladder.decided(submission, "approved", "county")
    assert await ladder.decided(submission, "approved", "mayor") == "approved"


async def test_a_county_does_not_approve_what_itself_reported(ladder: Ladder) -> None:
    await ladder.ask("county", "prefecture")
    body = {**ladder.reading(1, 5), "organisation": ladder.bureau}
    assert "not_owed" in (await ladder.submit(body)).conflicts  # the bureau owes none of the three
    submission = await ladder.sent()
    assert await ladder.decided(submission, "approved", "county", organisations=[ladder.bureau]) == "not_found"


async def test_a_step_on_the_way_is_no_review_to_those_who_count(ladder: Ladder) -> None:
    await ladder.ask("county", "prefecture")
    submission = await ladder.sent()
    await ladder.decided(submission, "approved", "county")
    await ladder.decided(submission, "returned", "prefecture")
    await ladder.decided(submission, "approved", "county")
    await ladder.decided(submission, "approved", "prefecture")
    steps = ["approved", "returned", "approved"]
    assert await told(ladder, submission) == [*(("review_step", step) for step in steps), ("review", "approved")]


async def test_the_history_of_a_reading_names_every_act(ladder: Ladder) -> None:
    await ladder.ask("county", "prefecture")
    submission = await ladder.sent()
    await ladder.decided(submission, "approved", "county")
    await ladder.decided(submission, "returned", "prefecture")
    (version,) = (await ladder.get("/readings/history", by="auditor", **key(ladder))).body["items"]
    assert (version["true_from"], version["true_until"]) == ("2021-09-01", "2022-08-31")
    assert [(act["decision"], act["reason"], act["reviewer"]["name"]) for act in version["reviews"]] == [
        ("approved", None, "county"),
        ("returned", "数值有误", "prefecture"),
    ]


async def test_acts_cannot_be_overwritten_by_the_application(ladder: Ladder) -> None:
    await ladder.decided(await ladder.sent(), "approved", "county")
    for table in ("review", "review_part"):
        with pytest.raises(Exception, match="only grows"):
            async with ladder.database.transaction() as session:
                await run_sql(session, f"delete from {{schema}}.{table}")  # noqa: S608
