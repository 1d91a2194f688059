"""Orders that were made already, that lost their ground, or that are dated ahead."""

import asyncio
from typing import Any

import pytest

from tests.audit.county import County, days_ahead, plan
from tests.audit.test_orders import STATEMENT, bound_findings, codes_of, decide, propose, proposed


async def test_no_order_is_made_on_a_duty_the_plan_no_longer_gives(county: County) -> None:
    findings = await bound_findings(county)
    units: list[dict[str, Any]] = plan(county, 2)["units"]
    units[0]["duties"] = units[0]["duties"][1:]
    county.publish_plan(2, units=units)
    await county.current()
    answer = await propose(county, findings)
    assert (answer.status, await codes_of(answer)) == (422, {"duty_gone"})
    fault = answer.body["errors"][0]
    assert (fault["pointer"], fault["given"]) == ("/findings/0", "finance/1")


async def test_a_repeated_proposal_is_refused_and_names_the_order_that_stands(county: County) -> None:
    findings = await bound_findings(county)
    order = (await propose(county, findings)).body["id"]
    again = await propose(county, findings)
    assert (again.status, await codes_of(again)) == (422, {"already_ordered"})
    assert order in again.body["errors"][0]["expected"]


async def test_two_proposals_at_once_make_one_order(county: County) -> None:
    findings = await bound_findings(county)
    answers = await asyncio.gather(*(propose(county, findings) for _ in range(4)))
    assert sorted(answer.status for answer in answers) == [201, 422, 422, 422]


async def test_another_unit_or_a_dropped_order_leaves_a_finding_free(county: County) -> None:
    findings = await bound_findings(county)
    order = (await propose(county, findings)).body["id"]
    await county.bind("R5", "education", "education/1")
    assert (await propose(county, findings, unit=county.at("education"))).status == 201
    assert (await decide(county, order, step="dropped")).status == 201
    assert (await propose(county, findings)).status == 201


async def test_no_order_is_proposed_on_a_day_to_come(county: County) -> None:
    dates = {"proposed_on": days_ahead(3), "hearing_until": days_ahead(5), "due_on": days_ahead(9)}
    answer = await propose(county, await bound_findings(county), **dates)
    assert (answer.body["code"], await codes_of(answer)) == ("date_out_of_order", {"in_the_future"})


@pytest.mark.parametrize("decision", ["confirmed", "dropped"])
async def test_a_hearing_is_not_leapt_over_by_a_day_to_come(county: County, decision: str) -> None:
    dates = {"proposed_on": days_ahead(-1), "hearing_until": days_ahead(20), "due_on": days_ahead(99)}
    order = (await propose(county, await bound_findings(county), **dates)).body["id"]
    answer = await decide(county, order, step=decision, on=days_ahead(21))
    assert (answer.status, answer.body["code"], await codes_of(answer)) == (422, "date_out_of_order", {"in_the_future"})
    assert answer.body["errors"][0]["pointer"] == "/on"


async def test_a_unit_does_not_speak_on_a_day_to_come(county: County) -> None:
    order = await proposed(county)
    said = STATEMENT | {"on": days_ahead(3)}
    answer = await county.post(f"/cases/{order}/answers", said, by="finance")
    assert (answer.status, await codes_of(answer)) == (422, {"in_the_future"})
    assert answer.body["errors"][0]["pointer"] == "/on"
