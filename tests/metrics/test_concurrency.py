"""Many at once leave the state of some order, one after the other."""

import asyncio

from services.kernel.database import run_sql
from tests.metrics.county import PERIOD, Answer, County, collection

KEY = {"indicator": "teaching_area", "period": PERIOD}


async def test_two_submissions_of_one_key_are_one_created_and_one_updated(county: County) -> None:
    answers = await asyncio.gather(*(county.submit(county.reading(1, value)) for value in (5, 6)))
    counts = sorted((answer.body["counts"]["created"], answer.body["counts"]["updated"]) for answer in answers)
    assert counts == [(0, 1), (1, 0)]
    versions = (await county.get("/readings/history", by="auditor", organisation=county.school(1), **KEY)).body["items"]
    assert [version["version"] for version in versions] == [1, 2]


async def test_the_same_body_sent_eight_times_at_once_is_stored_once(county: County) -> None:
    batch = [county.reading(number, 5) for number in (1, 2, 3)]
    answers = await asyncio.gather(*(county.submit(*batch[::step]) for step in (1, -1) * 4))
    assert sorted(answer.status for answer in answers) == [200] * 7 + [201]


async def test_a_correction_and_the_approval_it_races_keep_the_rule_of_the_reason(county: County) -> None:
    for value in range(1, 6):
        pending = (await county.submit(county.reading(1, value), correction_reason="measured")).body["submission"]
        race = await asyncio.gather(county.review(pending, "approved"), county.submit(county.reading(1, value + 100)))
        assert race[0].status == 201
        assert race[1].status in (201, 422)  # before the approval, or behind it and without a reason
        if race[1].status == 422:
            assert set(race[1].conflicts) == {"reason_needed"}


async def test_of_two_reviews_at_once_one_decides_and_the_other_is_told(county: County) -> None:
    for value in range(1, 6):
        pending = (await county.submit(county.reading(1, value), correction_reason="measured")).body["submission"]
        approval, return_ = await asyncio.gather(
            county.review(pending, "approved"), county.review(pending, "returned", reason="not this building")
        )
        assert sorted((approval.status, return_.status)) == [201, 409]


async def test_the_feed_carries_a_submission_and_its_review_once(county: County) -> None:
    submission = await county.approved(county.reading(1, 5), county.reading(2, 6))
    async with county.database.transaction() as session:
        found = await run_sql(
            session,
            "select topic, key from {schema}.change where starts_with(key, :submission) order by id",
            submission=submission,
        )
        rows = [tuple(row) for row in found]
    assert rows == [("readings", f"{submission}/1"), ("review", f"{submission}/{county.school(1)}")]
    said, reviewed = [await county.published(key) for _, key in rows]
    schools = [county.school(1), county.school(2)]
    assert [(each["organisation"], each["value"]) for each in said["readings"]] == [*zip(schools, (5, 6), strict=True)]
    assert reviewed["organisations"] == schools


async def test_of_two_counties_that_create_one_collection_at_once_the_later_takes_nothing_over(
    county: County, other_county: County
) -> None:
    for number in range(5):
        code = f"{county.code}.race{number}"
        answers = await asyncio.gather(*(_create(one, code) for one in (county, other_county)))
        by_status = {answer.status: answer for answer in answers}
        assert set(by_status) in ({201, 409}, {201, 403})  # at once, or one behind the other
        created = {name: value for name, value in by_status[201].body.items() if name != "asked_twice"}
        assert await _stored(county, code) == created
        owner, late = (county, other_county) if answers[0].status == 201 else (other_county, county)
        assert (await _create(late, code)).status == 403
        assert (await _create(owner, code)).status == 200


async def _create(county: County, code: str) -> Answer:
    """By the administrator of that county alone."""
    return await county.call("PUT", f"/collections/{code}", by="administrator2", json=collection(county))


async def _stored(county: County, code: str) -> object:
    listed = (await county.get("/collections", by="auditor", limit=1000)).body["items"]
    return next(item for item in listed if item["code"] == code)
