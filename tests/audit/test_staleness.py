"""An assessment says whether it still rests on what is approved."""

from typing import Any

from services.audit.repository.copies import apply_readings
from services.kernel.database import Database, run_sql
from tests.audit.county import County

ITEM = "teaching_area"


async def stale(county: County, assessment: str) -> Any:
    await county.current()
    answer = await county.get(f"/assessments/{assessment}")
    assert answer.status == 200
    return answer.body["stale_readings"]


async def assessed(county: County) -> str:
    for school in ("s1", "s2", "s3"):
        county.report(school)
    county.report_items()
    answer = await county.assess()
    assert (answer.status, answer.body["stale_readings"]) == (201, 0)
    assessment: str = answer.body["id"]
    return assessment


async def test_nothing_is_stale_while_a_correction_waits_or_is_returned(county: County) -> None:
    assessment = await assessed(county)
    waiting = county.send("s1", {ITEM: 3100})
    assert await stale(county, assessment) == 0
    county.review(waiting, "s1", "returned")
    assert await stale(county, assessment) == 0


async def test_an_approved_correction_makes_the_reading_stale(county: County) -> None:
    assessment = await assessed(county)
    county.tell("s1", {ITEM: 3100, "equipment_value": 130})
    assert await stale(county, assessment) == 2
    again = (await county.assess()).body["id"]
    assert (await stale(county, again), await stale(county, assessment)) == (0, 2)


async def test_what_is_taken_back_from_above_is_stale_until_it_is_approved_again(county: County) -> None:
    for school in ("s1", "s2", "s3"):
        county.report(school)
    county.report_items()
    area = county.send("s1", {ITEM: 3050})
    county.review(area, "s1")
    assessment = (await county.assess()).body["id"]
    county.review(area, "s1", "returned")
    assert await stale(county, assessment) == 1
    county.review(area, "s1")
    assert await stale(county, assessment) == 0


async def test_other_periods_items_and_what_was_missing_make_nothing_stale(county: County) -> None:
    county.report_items()
    assessment = (await county.assess()).body["id"]
    county.tell("s2", {ITEM: 3100}, period="2020-2021")
    county.tell("s2", {"an_item_of_no_standard": 1})
    county.tell("s2", {ITEM: 3100})
    assert await stale(county, assessment) == 0


async def test_one_review_may_decide_on_several_submissions_of_one_organisation(
    database: Database, county: County
) -> None:
    first, second = county.send("s1", {ITEM: 100}), county.send("s1", {"equipment_value": 100})
    await county.current()
    body = {
        "decision": "approved",
        "reason": None,
        "reviewer": {"id": "acc_1", "name": "虚构审核员"},
        "reviewed_at": "2021-09-10T08:00:00+00:00",
        "parts": [{"submission": each, "organisations": [county.at("s1")]} for each in (first, second)],
    }
    change = {"version": 2**41, "topic": "review", "key": f"{first}/{county.at('s1')}", "body": body}
    async with database.transaction() as session:
        await apply_readings(session, [change])
        found = await run_sql(
            session,
            "select submission from {schema}.review_copy where feed_version = :version order by submission",
            version=2**41,
        )
        assert [row.submission for row in found] == sorted([first, second])
