"""Why a result is what it is."""

from typing import Any

from tests.audit.county import Answer, County
from tests.audit.test_assessments import EXACT
from tests.audit.test_findings import confirm, failing


async def explain(county: County, id_: str, school: str = "s2", *, by: str = "supervisor", **asked: Any) -> Answer:
    place = {"organisation": county.at(school), "criterion": "R5"} | asked
    return await county.get(f"/assessments/{id_}/explanation", by=by, **place)


async def test_only_the_school_itself_and_those_above_may_ask(county: County) -> None:
    id_ = await failing(county)
    assert (await explain(county, id_, by="s1")).status == 404
    assert (await explain(county, id_, by="finance")).status == 404
    assert (await explain(county, "asm_none", by="auditor")).status == 404
    assert (await explain(county, id_, by="s2")).status == 200


async def test_a_school_of_several_stages_needs_a_stage(county: County) -> None:
    id_ = await failing(county)
    answer = await explain(county, id_, "s3")
    assert (answer.status, answer.body["code"]) == (422, "stage_needed")
    assert (await explain(county, id_, "s3", stage="primary")).status == 200
    assert (await explain(county, id_, "s1", stage="junior_secondary")).body["code"] == "not_scored"
    assert (await explain(county, id_, criterion="R9")).body["code"] == "not_scored"


async def test_the_exact_line_is_explained_with_its_numbers(county: County) -> None:
    id_ = await failing(county, "s2", **EXACT)
    told = (await explain(county, id_)).body
    assert "(8316.8 + 740.8) ÷ 888 = 10.2 ≥ 10.2" in told["formula"]["text"]["zh"]
    assert (told["verdict"], told["formula"]["exact"], told["line"]["line"]) == ("met", "51/5", 10.2)
    assert (told["clause"]["path"], told["clause"]["confidence"]) == ("criteria.R5", "verified")
    assert "(8316.8 + 740.8) ÷ 888 = 10.2 ≥ 10.2" in told["paragraph"]["en"]


async def test_every_reading_is_traced_to_sender_and_reviewer_with_its_history(county: County) -> None:
    old = county.report("s2", outdoor_sports_area=99)
    id_ = await failing(county)
    county.report("s2", outdoor_sports_area=5000)
    await county.current()
    told = (await explain(county, id_)).body
    outdoor = next(each for each in told["readings"] if each["indicator"] == "outdoor_sports_area")
    assert outdoor["used"]["value"] == 1
    assert outdoor["used"]["sender"] == {"id": "cli_1", "name": "虚构校务系统"}
    assert outdoor["used"]["reviewer"]["name"] == "虚构审核员"
    assert [(each["value"], each["submission"], each["state"]) for each in outdoor["history"]] == [
        (99, old, "approved")
    ]


async def test_a_split_part_shows_its_share_and_the_confirmation_of_the_clause(county: County) -> None:
    id_ = await failing(county, "s3")
    told = (await explain(county, id_, "s3", stage="junior_secondary")).body
    assert told["formula"]["split"]["exact"] == "11/21"
    assert [stage["weight"] for stage in told["formula"]["split"]["stages"]] == [1, 1.1]
    assert "(400 × 1.1 ÷ (400 + 400 × 1.1))" in told["formula"]["text"]["en"]
    assert "splits" in told["paragraph"]["en"]
    await confirm(county)
    again = (await explain(county, id_, "s3", stage="junior_secondary")).body
    clause = next(each for each in again["rests_on"] if each["path"] == "splits")
    assert clause["confirmation"]["organisation"] == county.code
    assert "splits" not in again["paragraph"]["en"]


async def test_a_coefficient_names_the_schools_that_carry_it(county: County) -> None:
    id_ = await failing(county)
    told = (
        await county.get(
            f"/assessments/{id_}/explanation", organisation=county.code, criterion="R5", stage="junior_secondary"
        )
    ).body
    found = told["comparison"]
    assert (told["verdict"], found["limit"], told["formula"]) == ("not_met", 0.45, None)
    assert found["coefficient"] > 0.45
    assert found["unweighted"] == found["coefficient"]
    assert {each["organisation"]["code"] for each in found["carried_by"]} == {county.at("s2"), county.at("s3")}
    assert sum(each["share"] for each in found["carried_by"]) == 1
    link = found["carried_by"][0]["explanation"].removeprefix("/api/v1/audit")
    follow = await county.call("GET", link, by="auditor")
    assert follow.status == 200


async def test_a_missing_item_is_named_and_not_guessed(county: County) -> None:
    id_ = await failing(county, "s2", outdoor_sports_area=0)
    county.report("s2", outdoor_sports_area=None)
    id_ = (await county.assess()).body["id"]
    told = (await explain(county, id_)).body
    assert (told["verdict"], told["formula"]["value"]) == ("cannot_decide", None)
    assert "outdoor_sports_area" in told["why"]["zh"]
    assert "(? + 200) ÷ 400 = ? (0.5 … ∞), 10.2" in told["formula"]["text"]["en"]
