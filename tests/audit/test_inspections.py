"""Inspections: only what is on the year's approved list, by a team none of whom answers for a school visited."""

from typing import Any

import pytest

from tests.audit.county import Answer, County
from tests.audit.test_cases import done, log_of, step
from tests.audit.test_orders import codes_of

ENTRY = {"code": "balance", "title": "优质均衡入校督导", "most_schools": 2, "times": 1}


def listed(county: County, **changed: Any) -> dict[str, Any]:
    entries = [{**ENTRY, "inspects": county.at("education")}]
    body = {"organisation": county.code, "year": 2022, "entries": entries, "text": "年度清单", "on": "2022-01-10"}
    return body | changed


async def drafted(county: County, **changed: Any) -> str:
    found: str = (await done(await county.post("/inspection-lists", listed(county, **changed))))["id"]
    return found


async def approved(county: County) -> str:
    case = await drafted(county)
    await done(await step(county, case, "approved", "2022-01-20", by="decider", at="decisions"))
    return case


async def planned(county: County, list_: str, *, by: str = "supervisor", **changed: Any) -> Answer:
    body = {
        "inspection_list": list_,
        "entry": "balance",
        "schools": [county.at("s1")],
        "team": [f"supervisor@{county.code}", f"both@{county.code}"],
        "standard": "compulsory-balanced-2017",
        "from_day": "2022-04-11",
        "until_day": "2022-04-12",
        "text": "入校督导",
        "on": "2022-03-20",
    }
    return await county.post("/inspections", body | changed, by=by)


async def test_a_stranger_lists_plans_and_sums_nothing(county: County) -> None:
    for by in ("auditor", "finance", "s1"):
        assert (await county.post("/inspection-lists", listed(county), by=by)).status == 404
    list_ = await approved(county)
    for by in ("auditor", "finance", "s1"):
        assert (await planned(county, list_, by=by)).status == 404
    assert (await county.get(f"/inspection-lists/{list_}/sums", by="s1")).status == 404
    assert (await county.get(f"/inspection-lists/{list_}/sums", by="auditor")).status == 200


async def test_a_list_is_approved_by_another_and_there_is_one_a_year(county: County) -> None:
    list_ = (await done(await county.post("/inspection-lists", listed(county), by="both")))["id"]
    own = await step(county, list_, "approved", "2022-01-20", by="both", at="decisions")
    assert own.body["code"] == "same_person"
    second = await county.post("/inspection-lists", listed(county))
    assert (second.status, second.body["code"], second.body["list"]) == (409, "list_stands", list_)
    await done(await step(county, list_, "refused", "2022-01-20", by="decider", at="decisions"))
    assert (await county.post("/inspection-lists", listed(county))).status == 201


async def test_a_list_that_is_not_cut_in_half_is_not_approved(county: County) -> None:
    entries = [{**ENTRY, "code": f"e{n}", "inspects": county.at("education")} for n in range(3)]
    list_ = await drafted(county, entries=entries, baseline=5, cut=0.5)
    answer = await step(county, list_, "approved", "2022-01-20", by="decider", at="decisions")
    assert (answer.status, answer.body["code"]) == (409, "cut_not_kept")
    sums = (await county.get(f"/inspection-lists/{list_}/sums")).body
    assert (sums["entries"], sums["baseline"], sums["cut"], sums["asked_cut"]) == (3, 5, 0.4, 0.5)
    await done(await step(county, list_, "refused", "2022-01-20", by="decider", at="decisions"))
    half = await drafted(county, entries=entries[:2], baseline=4, cut=0.5)
    await done(await step(county, half, "approved", "2022-01-20", by="decider", at="decisions"))


async def test_what_is_not_on_an_approved_list_is_refused(county: County) -> None:
    list_ = await drafted(county)
    assert "list_not_approved" in await codes_of(await planned(county, list_))
    await done(await step(county, list_, "approved", "2022-01-20", by="decider", at="decisions"))
    answer = await planned(county, list_, entry="another")
    assert (answer.status, answer.body["code"], await codes_of(answer)) == (
        *(422, "inspection_unlisted"),
        {"not_on_the_list"},
    )


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"from_day": "2023-04-11", "until_day": "2023-04-12"}, "another_year"),
        ({"until_day": "2022-04-10"}, "days_out_of_order"),
        ({"from_day": "2022-03-20"}, "days_out_of_order"),
        ({"schools": []}, "no_schools"),
        ({"schools": ["nowhere"]}, "school_unfit"),
    ],
)
async def test_a_visit_is_to_schools_of_the_place_in_the_year(county: County, changed: Any, code: str) -> None:
    assert code in await codes_of(await planned(county, await approved(county), **changed))


async def test_a_school_is_visited_no_more_often_and_no_more_schools_than_listed(county: County) -> None:
    list_ = await approved(county)
    await done(await planned(county, list_))
    assert await codes_of(await planned(county, list_)) == {"visited_already"}
    more = await planned(county, list_, schools=[county.at("s2"), county.at("s3")])
    assert await codes_of(more) == {"too_many_schools"}
    await done(await planned(county, list_, schools=[county.at("s2")]))
    sums = (await county.get(f"/inspection-lists/{list_}/sums")).body
    assert [(each["school"]["code"], each["visits"]) for each in sums["schools"]] == [
        (county.at("s1"), 1),
        (county.at("s2"), 1),
    ]


async def test_who_answers_for_a_school_is_not_of_the_team(county: County) -> None:
    list_ = await approved(county)
    team = [f"supervisor@{county.code}", f"s1@{county.code}"]
    assert await codes_of(await planned(county, list_, team=team)) == {"member_recused"}
    assert await codes_of(await planned(county, list_, team=team[:1])) == {"team_too_small"}
    assert await codes_of(await planned(county, list_, team=[*team[:1], "nobody"])) == {"member_unknown"}
    assert (await planned(county, list_, schools=[county.at("s2")], team=team)).status == 201, "of another school"


async def test_a_visit_goes_from_notice_to_answer(county: County) -> None:
    list_ = await approved(county)
    (case,) = (await done(await planned(county, list_)))["cases"]
    shown = (await county.get(f"/cases/{case}", by="s1")).body
    assert shown["inspection"]["checklist"] == ["R1", "R2", "R3", "R4", "R5", "R6", "R7"]
    late = await step(county, case, "noticed", "2022-04-11", by="supervisor")
    assert await codes_of(late) == {"too_late"}, "the school is told before the day"
    await done(await step(county, case, "noticed", "2022-04-01", by="supervisor"))
    checked = [{"criterion": "R5", "seen": "not_kept", "note": "操场在建"}, {"criterion": "R9", "seen": "kept"}]
    answer = await step(county, case, "visited", "2022-04-11", by="supervisor", checked=checked)
    assert await codes_of(answer) == {"not_on_the_checklist"}
    visited = await step(county, case, "visited", "2022-04-11", by="supervisor", checked=checked[:1])
    assert (await done(visited))["log"][-1]["said"]["checked"] == [checked[0]]
    await done(await step(county, case, "opined", "2022-04-20", by="both", until="2022-05-20"))
    await done(await step(county, case, "answered", "2022-05-25", by="s1", at="answers"))
    assert ("overdue", "2022-05-21", False) in await log_of(county, case)
    await done(await step(county, case, "returned", "2022-05-28", by="supervisor", until="2022-06-30"))
    await done(await step(county, case, "answered", "2022-06-30", by="s1", at="answers"))
    assert (await done(await step(county, case, "closed", "2022-07-05", by="supervisor")))["state"] == "closed"


async def test_only_the_team_inspects(county: County) -> None:
    list_ = await approved(county)
    team = [f"both@{county.code}", f"auditor@{county.code}"]
    (case,) = (await done(await planned(county, list_, team=team)))["cases"]
    await done(await step(county, case, "noticed", "2022-04-01", by="supervisor"))
    answer = await step(county, case, "visited", "2022-04-11", by="supervisor", checked=[])
    assert (answer.status, answer.body["code"]) == (409, "not_of_the_team")


async def test_a_cancelled_visit_counts_for_nothing_and_nobody_asks_for_one(county: County) -> None:
    list_ = await approved(county)
    (case,) = (await done(await planned(county, list_)))["cases"]
    await done(await step(county, case, "cancelled", "2022-04-01", by="supervisor"))
    assert (await planned(county, list_)).status == 201
    body = {"kind": "inspection", "text": "测试需要", "on": "2022-04-01"}
    answer = await county.post(f"/cases/{list_}/requests", body, by="s1")
    assert answer.status in (404, 422)
