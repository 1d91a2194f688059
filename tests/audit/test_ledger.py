"""The ledger of shortages: rows that live on from the assessment that finds one to that which finds it no more."""

from datetime import date
from typing import Any

import pytest

from services.audit.repository.copies import apply_places
from services.audit.use_cases.let_time_pass import let_time_pass
from tests.audit.county import SCHOOLS, Answer, County, days_ahead, generous, organisation
from tests.audit.test_cases import done, step
from tests.audit.test_findings import failing
from tests.audit.test_orders import codes_of

ARRANGED: dict[str, Any] = {
    "cause": "校园狭小",
    "measure": "扩建运动场",
    "cost": 860000,
    "priority": "urgent",
    "until": "2022-08-31",
}


async def entry(county: County, assessment: str, on: str = "2021-11-01", *, by: str = "supervisor") -> Answer:
    return await county.post("/ledger/entries", {"assessment": assessment, "on": on}, by=by)


async def rows(county: County, *, by: str = "supervisor", **asked: Any) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await county.get("/ledger", by=by, **asked)).body["items"]
    return items


async def entered(county: County) -> dict[str, Any]:
    """The one shortage of s2."""
    await done(await entry(county, await failing(county)))
    (row,) = await rows(county)
    return row


async def arranged(county: County, **changed: Any) -> dict[str, Any]:
    row = await entered(county)
    said = {**ARRANGED, "owner": county.at("finance"), **changed}
    await done(await step(county, row["case"], "planned", "2021-11-20", by="supervisor", **said))
    (row,) = await rows(county)
    return row


async def assessed_again(county: County, **poor: float) -> str:
    county.report("s2", **poor)
    answer = await county.assess(as_of="2022-06-01")
    assert answer.status == 201, answer.body
    found: str = answer.body["id"]
    return found


async def test_a_stranger_enters_nothing_and_sees_nothing(county: County) -> None:
    assessment = await failing(county)
    for by in ("auditor", "finance", "s2"):
        assert (await entry(county, assessment, by=by)).status == 404
    await done(await entry(county, assessment))
    assert await rows(county, by="education") == []
    assert [row["school"]["code"] for row in await rows(county, by="s2")] == [county.at("s2")]
    assert await rows(county, by="s1") == []
    assert (await county.get("/ledger/sums", by="s2")).status == 404


async def test_what_a_school_lacks_enters_with_its_amount_and_twice_is_once(county: County) -> None:
    assessment = await failing(county)
    first = await done(await entry(county, assessment))
    assert (first["entered"], first["closed"]) == (1, 0)
    (row,) = await rows(county)
    lacking = (await county.get(f"/assessments/{assessment}/shortages")).body["items"][0]
    assert (row["criterion"], row["to_add"], row["exact"]) == ("R5", lacking["to_add"], lacking["exact"])
    assert (row["state"], row["owner"], row["cost"], row["age"] > 0) == ("open", None, None, True)
    again = await done(await entry(county, assessment))
    assert (again["entered"], again["unchanged"]) == (0, 1)
    assert len(await rows(county)) == 1


async def test_a_shortage_is_arranged_worked_on_and_reported_by_its_owner(county: County) -> None:
    row = await arranged(county)
    assert (row["state"], row["owner"]["code"], row["cost"], row["priority"], row["due_on"]) == (
        *("planned", county.at("finance"), 860000, "urgent", "2022-08-31"),
    )
    assert [each["case"] for each in await rows(county, by="finance")] == [row["case"]]
    progress = {"percent": 40}
    assert (
        await step(county, row["case"], "progressed", "2022-03-01", by="s2", at="answers", **progress)
    ).status == 404
    await done(await step(county, row["case"], "progressed", "2022-03-01", by="finance", at="answers", **progress))
    assert (await rows(county))[0]["percent"] == 40
    await done(await step(county, row["case"], "reported", "2022-08-01", by="finance", at="answers"))
    assert (await rows(county, state="reported"))[0]["case"] == row["case"]


async def test_an_owner_elsewhere_is_refused(county: County) -> None:
    row = await entered(county)
    for owner in ("nobody", county.at("s9")):
        answer = await step(county, row["case"], "planned", "2021-11-20", by="supervisor", **ARRANGED, owner=owner)
        assert await codes_of(answer) == {"owner_elsewhere"}


async def test_words_close_no_row_but_newer_readings_do(county: County) -> None:
    row = await arranged(county)
    await done(await step(county, row["case"], "reported", "2022-05-01", by="finance", at="answers"))
    still = await done(await entry(county, await assessed_again(county, outdoor_sports_area=1), "2022-06-02"))
    assert (still["measured"], still["closed"]) == (1, 0)
    (row,) = await rows(county)
    assert (row["state"], row["percent"]) == ("overdue", None), "reported done, and measured short"
    filled = await done(await entry(county, await assessed_again(county), "2022-06-10"))
    assert (filled["closed"], await rows(county)) == (1, [])
    (row,) = await rows(county, ended="true")
    assert (row["state"], row["ended_on"]) == ("closed", "2022-06-10")
    log = [each["step"] for each in (await county.get(f"/cases/{row['case']}")).body["log"]]
    assert log == ["entered", "planned", "reported", "not_done", "closed"]


async def test_what_an_assessment_cannot_decide_leaves_a_row_as_it_is(county: County) -> None:
    before = await arranged(county)
    await done(await step(county, before["case"], "reported", "2022-05-01", by="finance", at="answers"))
    unknown = await assessed_again(county, outdoor_sports_area=None)  # type: ignore[arg-type]
    found = await done(await entry(county, unknown, "2022-06-02"))
    assert (found["closed"], found["measured"], found["not_measured"], found["entered"]) == (0, 0, 1, 0)
    (row,) = await rows(county)
    assert (row["to_add"], row["state"]) == (before["to_add"], "reported")


async def test_what_is_only_unknown_enters_nothing(county: County) -> None:
    for name in ("s1", "s2", "s3"):
        county.report(name, **({"outdoor_sports_area": None} if name == "s2" else {}))
    found = await done(await entry(county, (await county.assess()).body["id"]))
    assert (found["entered"], await rows(county)) == (0, [])


async def test_the_assessment_that_found_it_says_nothing_against_a_report(county: County) -> None:
    assessment = await failing(county)
    await done(await entry(county, assessment))
    (row,) = await rows(county)
    said = {**ARRANGED, "owner": county.at("finance")}
    await done(await step(county, row["case"], "planned", "2021-11-20", by="supervisor", **said))
    await done(await step(county, row["case"], "reported", "2022-05-01", by="finance", at="answers"))
    again = await done(await entry(county, assessment, "2022-05-02"))
    assert (again["unchanged"], (await rows(county))[0]["state"]) == (1, "reported")


async def test_an_assessment_of_an_earlier_day_closes_nothing(county: County) -> None:
    await entered(county)
    for name in ("s1", "s2", "s3"):
        county.tell(name, generous(SCHOOLS[name]), "2020-2021")
    earlier = await county.assess(period="2020-2021", as_of="2020-10-31")
    answer = await entry(county, earlier.body["id"], "2021-11-02")
    assert (answer.status, answer.body["code"]) == (409, "assessment_older")


async def test_the_ledger_never_goes_back_to_an_older_assessment(county: County) -> None:
    old = await failing(county)
    await done(await entry(county, await assessed_again(county, outdoor_sports_area=1), "2022-06-02"))
    answer = await entry(county, old, "2022-06-03")
    assert (answer.status, answer.body["code"]) == (409, "assessment_older")


async def test_a_row_is_overdue_the_day_after_its_last(county: County) -> None:
    row = await arranged(county, until=days_ahead(5))
    await done(await step(county, row["case"], "progressed", days_ahead(0), by="finance", at="answers", percent=10))
    await let_time_pass(county.database, date.fromisoformat(days_ahead(5)))
    assert (await rows(county))[0]["state"] == "planned"
    await let_time_pass(county.database, date.fromisoformat(days_ahead(6)))
    assert (await rows(county))[0]["state"] == "overdue"


async def test_a_row_follows_its_school_through_a_merger(county: County) -> None:
    row = await entered(county)
    merged = {"school_kind": "junior_secondary", "closed_on": "2021-07-10", "succeeded_by": [county.at("s3")]}
    await county.change_now("s2", "school", **merged)
    (shown,) = await rows(county)
    assert (shown["school"]["code"], shown["followed_by"]) == (county.at("s2"), county.at("s3"))
    assert [each["case"] for each in await rows(county, school=county.at("s3"))] == [row["case"]]
    county.report("s3", outdoor_sports_area=1, indoor_sports_area=1)
    again = await county.assess(as_of="2022-06-01")
    found = await done(await entry(county, again.body["id"], "2022-06-02"))
    assert (found["moved"], found["entered"]) == (1, 0)
    (shown,) = await rows(county)
    assert (shown["case"], shown["school"]["code"], shown["criterion"]) == (row["case"], county.at("s3"), "R5")
    log = (await county.get(f"/cases/{row['case']}", by="s3")).body["log"]
    assert ("moved", {"school": county.at("s3"), "from": county.at("s2")}) in [
        (each["step"], each["said"]) for each in log
    ], "and its new school sees where it comes from"


async def test_two_rows_of_schools_that_merged_become_one(county: County) -> None:
    row = await entered(county)
    county.report("s3", outdoor_sports_area=1, indoor_sports_area=1)
    again = await county.assess(as_of="2022-06-01")
    await done(await entry(county, again.body["id"], "2022-06-02"))
    merged = {"school_kind": "junior_secondary", "closed_on": "2021-07-10", "succeeded_by": [county.at("s3")]}
    await county.change_now("s2", "school", **merged)
    again = await county.assess(as_of="2022-07-01")
    found = await done(await entry(county, again.body["id"], "2022-07-02"))
    assert (found["moved"], found["joined"], found["entered"]) == (1, 1, 0)
    (shown,) = await rows(county)
    assert shown["case"] == row["case"], "the oldest goes on"


async def test_a_city_sums_its_counties_up_with_ages_and_cost(county: County) -> None:
    row = await arranged(county)
    sums = (await county.get("/ledger/sums", by="auditor", as_of="2022-05-01")).body["items"]
    assert [(each["key"], each["rows"], each["cost"]) for each in sums] == [("R5", 1, 860000)]
    assert (sums[0]["older_than_90"], sums[0]["older_than_180"], sums[0]["older_than_365"]) == (1, 1, 0)
    assert sums[0]["to_add"] == [{"unit": row["unit"], "to_add": row["to_add"]}]
    for by, key in (("owner", county.at("finance")), ("priority", "urgent"), ("county", county.code)):
        (each,) = (await county.call("GET", "/ledger/sums", by="auditor", params={"by": by})).body["items"]
        assert each["key"] == key
    none = (await county.get("/ledger/sums", organisation="nowhere")).body["items"]
    assert none == []


async def test_the_ledger_comes_as_a_table(county: County) -> None:
    row = await arranged(county)
    headers = {"Authorization": f"Bearer supervisor@{county.code}", "Accept": "text/csv"}
    answer = await county.door.get("/ledger", headers=headers)
    assert answer.headers["content-type"].startswith("text/csv")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("编号 case,学校代码 school")
    assert row["case"] in lines[1]
    assert "扩建运动场" in lines[1]


@pytest.mark.parametrize("on", ["2021-10-30", days_ahead(2)])
async def test_the_ledger_is_brought_up_on_a_day_that_has_come_after_the_assessment(county: County, on: str) -> None:
    answer = await entry(county, await failing(county), on)
    assert answer.status == 422, answer.body


async def test_a_plan_that_does_not_bind_enters_nothing(county: County) -> None:
    county.publish_plan(2, legal_status="draft_for_comment")
    await county.current()
    answer = await entry(county, await failing(county))
    assert (answer.status, answer.body["code"]) == (409, "assessment_binds_nobody")


async def test_an_heir_of_several_is_not_guessed(county: County) -> None:
    row = await entered(county)
    parts = [county.at("s3"), county.at("s1")]
    split = organisation(county.at("s2"), county.code, f"/000000/{county.code}/{county.at('s2')}", "school", {})
    split["body"]["attributes"] = {"school_kind": "junior_secondary", "succeeded_by": parts}
    split["version"] = 60
    async with county.database.transaction() as session:
        await apply_places(session, [split])
        await session.commit()
    (shown,) = await rows(county)
    assert (shown["case"], shown["followed_by"]) == (row["case"], None)
