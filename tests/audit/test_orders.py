"""Rectification orders, from proposal to decision."""

from typing import Any

import pytest

from tests.audit.county import Answer, County
from tests.audit.test_findings import confirm, failing

STATEMENT = {"step": "stated", "text": "资金正在追加", "on": "2021-11-18"}
DECISION = {"step": "confirmed", "text": "缺口属实，限期整改", "on": "2021-11-26"}


async def bound_findings(county: County, school: str = "s2") -> list[str]:
    """Findings about one school that name the finance bureau."""
    id_ = await failing(county, school)
    await county.bind("R5", "finance", "finance/1")
    return [each["id"] for each in await county.findings(assessment=id_, organisation=county.at(school))]


async def propose(county: County, findings: list[str], *, by: str = "supervisor", **changed: Any) -> Answer:
    body = {
        "findings": findings,
        "unit": county.at("finance"),
        "demand": "补足体育运动场馆面积",
        "due_on": "2022-06-30",
        "hearing_until": "2021-11-25",
        "proposed_on": "2021-11-10",
        "reason": "指标未达标",
    }
    return await county.post("/orders", body | changed, by=by)


async def proposed(county: County, school: str = "s2", *, by: str = "supervisor") -> str:
    answer = await propose(county, await bound_findings(county, school), by=by)
    assert answer.status == 201, answer.body
    id_: str = answer.body["id"]
    return id_


async def decide(county: County, order: str, *, by: str = "decider", **changed: str) -> Answer:
    return await county.post(f"/cases/{order}/decisions", DECISION | changed, by=by)


async def codes_of(answer: Answer) -> set[str]:
    return {fault["code"] for fault in answer.body["errors"]}


async def test_a_stranger_cannot_propose_and_learns_nothing(county: County) -> None:
    findings = await bound_findings(county)
    assert (await propose(county, findings, by="auditor")).status == 404
    assert (await propose(county, findings, unit="unit-elsewhere")).status == 404


async def test_an_order_needs_findings_that_name_the_unit(county: County) -> None:
    findings = await bound_findings(county)
    answer = await propose(county, findings, unit=county.at("education"))
    assert (answer.status, answer.body["code"]) == (422, "order_unfounded")
    assert await codes_of(answer) == {"unit_not_named"}
    unknown = await propose(county, ["fnd_none", *findings])
    assert await codes_of(unknown) == {"finding_unknown"}


async def test_an_order_needs_a_plan_in_force_on_its_day(county: County) -> None:
    findings = await bound_findings(county)
    county.publish_plan(2, legal_status="superseded")
    await county.current()
    assert await codes_of(await propose(county, findings)) == {"plan_not_in_force"}


async def test_nothing_is_ordered_under_a_plan_that_has_ended_by_then(county: County) -> None:
    findings = await bound_findings(county)
    county.end_plan("withdrawn", "2021-11-01")
    await county.current()
    assert await codes_of(await propose(county, findings, proposed_on="2021-11-01")) == {"plan_not_in_force"}
    assert (await propose(county, findings, proposed_on="2021-10-31")).status == 201


async def test_nothing_is_ordered_before_the_rules_hold(county: County) -> None:
    findings = await bound_findings(county)
    answer = await propose(county, findings, proposed_on="2021-08-31")
    assert await codes_of(answer) == {"rules_not_in_force"}


async def test_the_county_itself_is_no_unit_below_it(county: County) -> None:
    findings = await bound_findings(county)
    answer = await propose(county, findings, unit=county.code)
    assert "unit_not_below" in await codes_of(answer)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"proposed_on": "2021-10-30"}, "before_assessment"),
        ({"hearing_until": "2021-11-09"}, "hearing_before_proposal"),
        ({"due_on": "2021-11-25"}, "due_before_hearing"),
    ],
)
async def test_the_dates_of_an_order_follow_one_another(county: County, changed: dict[str, str], code: str) -> None:
    answer = await propose(county, await bound_findings(county), **changed)
    assert (answer.body["code"], await codes_of(answer)) == ("date_out_of_order", {code})


async def test_a_proposed_order_is_listed_for_its_unit_and_hidden_from_others(county: County) -> None:
    order = await proposed(county)
    listed = (await county.get("/cases", by="finance", unit=county.at("finance"))).body["items"]
    assert [(each["id"], each["state"]) for each in listed] == [(order, "proposed")]
    assert listed[0]["findings"][0]["place"] == "五 finance 1"
    assert (await county.get("/cases", by="education")).body["items"] == []
    assert (await county.get(f"/cases/{order}", by="education")).status == 404
    assert (await county.get(f"/cases/{order}", by="finance")).status == 200
    assert (await county.get("/cases", by="auditor", state="confirmed", unit=county.at("finance"))).body["items"] == []


async def test_only_the_unit_states_its_position(county: County) -> None:
    order = await proposed(county)
    for stranger in ("education", "supervisor", "s2"):
        assert (await county.post(f"/cases/{order}/answers", STATEMENT, by=stranger)).status == 404
    early = await county.post(f"/cases/{order}/answers", STATEMENT | {"on": "2021-11-09"}, by="finance")
    assert early.body["code"] == "date_out_of_order"
    heard = await county.post(f"/cases/{order}/answers", STATEMENT, by="finance")
    assert (heard.status, heard.body["state"]) == (201, "heard")


async def test_an_order_is_not_decided_before_the_unit_was_heard(county: County) -> None:
    order = await proposed(county)
    answer = await decide(county, order, on="2021-11-25")
    assert (answer.status, answer.body["code"]) == (409, "not_heard")
    silent = await decide(county, order, on="2021-11-26")
    assert silent.body["state"] == "confirmed"


async def test_who_proposed_cannot_decide_nor_who_answers_for_the_unit(county: County) -> None:
    order = await proposed(county, by="both")
    await county.post(f"/cases/{order}/answers", STATEMENT, by="finance")
    assert (await decide(county, order, by="both")).body["code"] == "same_person"
    assert (await decide(county, order, by="torn")).body["code"] == "recused"
    assert (await decide(county, order, by="auditor")).status == 404


async def test_an_order_on_a_clause_nobody_confirmed_waits_for_it(county: County) -> None:
    order = await proposed(county, "s3")
    await county.post(f"/cases/{order}/answers", STATEMENT, by="finance")
    answer = await decide(county, order)
    assert (answer.status, answer.body["code"]) == (409, "clause_unconfirmed")
    assert [clause.rpartition(":")[2] for clause in answer.body["clauses"]] == ["splits"]
    assert (await confirm(county))[0] == 201
    too_early = await decide(county, order, on="2021-11-19")
    assert too_early.body["code"] == "clause_unconfirmed"
    assert (await decide(county, order)).body["state"] == "confirmed"


async def test_a_decision_comes_after_the_statement_and_before_the_work_is_due(county: County) -> None:
    order = await proposed(county)
    await county.post(f"/cases/{order}/answers", STATEMENT | {"on": "2021-11-24"}, by="finance")
    assert (await decide(county, order, on="2021-11-23")).body["code"] == "date_out_of_order"
    assert (await decide(county, order, on="2022-06-30")).body["code"] == "date_out_of_order"


async def test_a_decided_order_keeps_its_log_and_moves_no_more(county: County) -> None:
    order = await proposed(county)
    await county.post(f"/cases/{order}/answers", STATEMENT, by="finance")
    decided = await decide(county, order)
    assert (decided.status, decided.body["state"]) == (201, "confirmed")
    log = [(entry["step"], entry["on"], entry["text"]) for entry in decided.body["log"]]
    assert log == [
        ("proposed", "2021-11-10", "指标未达标"),
        ("stated", "2021-11-18", STATEMENT["text"]),
        ("confirmed", "2021-11-26", DECISION["text"]),
    ]
    assert (await decide(county, order)).body["code"] == "step_not_possible"
    late = await county.post(f"/cases/{order}/answers", STATEMENT, by="finance")
    assert late.body["code"] == "step_not_possible"


async def test_an_order_can_be_dropped_on_a_clause_in_doubt(county: County) -> None:
    order = await proposed(county)
    await county.post(f"/cases/{order}/answers", STATEMENT, by="finance")
    assert (await decide(county, order, step="dropped")).body["state"] == "dropped"
