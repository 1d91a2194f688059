"""Review, return, correction, history."""

from tests.metrics.county import PERIOD, County


async def test_who_is_no_reviewer_there_finds_nothing(county: County) -> None:
    submission = (await county.submit(county.reading(1, 5))).body["submission"]
    assert (await county.review(submission, "approved", by="sender")).status == 404
    assert (await county.review("sub_" + "0" * 24, "approved")).status == 404


async def test_a_return_needs_a_reason(county: County) -> None:
    submission = (await county.submit(county.reading(1, 5))).body["submission"]
    assert (await county.review(submission, "returned")).status == 422


async def test_a_part_is_reviewed_once(county: County) -> None:
    submission = (await county.submit(county.reading(1, 5), county.reading(2, 6))).body["submission"]
    one = await county.review(submission, "approved", organisations=[county.school(1)])
    assert one.body == {"reviewed": 1, "parts": [{"organisation": county.school(1), "state": "approved"}]}
    again = await county.review(submission, "approved", organisations=[county.school(1), county.school(2)])
    assert (again.status, again.body["code"]) == (409, "already_reviewed")
    assert again.body["organisations"] == [county.school(1)]
    rest = await county.review(submission, "approved")
    assert [part["organisation"] for part in rest.body["parts"]] == [county.school(2)]


async def test_a_returned_reading_never_counts(county: County) -> None:
    first = (await county.submit(county.reading(1, 5))).body["submission"]
    await county.review(first, "returned", reason="the area is that of the whole site")
    assert await county.value(1) is None
    again = await county.submit(county.reading(1, 5))
    assert (again.status, again.body["counts"]["created"]) == (201, 1)


async def test_a_returned_correction_leaves_the_approved_value_standing(county: County) -> None:
    await county.approved(county.reading(1, 5))
    correction = await county.submit(county.reading(1, 6), correction_reason="measured again")
    assert (await county.value(1), await county.value(1, approved_only=True)) == (6, 5)
    await county.review(correction.body["submission"], "returned", reason="no survey attached")
    assert (await county.value(1), await county.value(1, approved_only=True)) == (5, 5)


async def test_an_approved_value_changes_only_with_a_reason(county: County) -> None:
    await county.approved(county.reading(1, 5))
    refused = await county.submit(county.reading(1, 6))
    assert set(refused.conflicts) == {"reason_needed"}
    await county.approved(county.reading(1, 6), correction_reason="measured again")
    assert await county.value(1, approved_only=True) == 6


async def test_the_history_names_every_version_with_its_people(county: County) -> None:
    first = await county.approved(county.reading(1, 5))
    second = await county.submit(county.reading(1, 6), correction_reason="measured again", by="school1")
    key = {"organisation": county.school(1), "indicator": "teaching_area", "period": PERIOD}
    assert (await county.get("/readings/history", by="school2", **key)).status == 404
    old, new = (await county.get("/readings/history", by="school1", **key)).body["items"]
    assert (old["value"], old["state"], old["submission"]) == (5, "approved", first)
    assert (old["sender"]["name"], old["reviewer"]["name"]) == ("sender", "reviewer")
    assert (new["value"], new["state"], new["submission"]) == (6, "pending", second.body["submission"])
    assert (old["version"], new["version"], new["correction_reason"]) == (1, 2, "measured again")


async def test_who_sent_a_submission_does_not_review_it(county: County, both_roles: str) -> None:
    submission = (await county.submit(county.reading(1, 5), by=both_roles)).body["submission"]
    answer = await county.review(submission, "approved", by=both_roles)
    assert (answer.status, answer.body["code"]) == (409, "own_submission")
    assert (await county.review(submission, "approved")).status == 201
