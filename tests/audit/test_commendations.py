"""Commendations: for what was proved, by the same rules of evidence, approved by another."""

from typing import Any

import pytest

from tests.audit.county import Answer, County
from tests.audit.test_cases import assessed_again, confirmed, done, reported, step
from tests.audit.test_orders import codes_of


async def commended(county: County, *, by: str = "supervisor", **changed: Any) -> Answer:
    body = {"unit": county.at("finance"), "reward": "commendation", "text": "提前完成整改", "on": "2022-07-10"}
    return await county.post("/commendations", body | changed, by=by)


async def closed(county: County) -> str:
    order = await reported(county)
    met = await assessed_again(county)
    await done(await step(county, order, "rechecked", "2022-06-10", by="supervisor", assessment=met))
    await done(await step(county, order, "closed", "2022-06-12", by="decider", at="decisions"))
    return order


async def test_a_stranger_commends_nobody_nor_does_a_county_itself(county: County) -> None:
    order = await closed(county)
    for by in ("auditor", "decider", "finance"):
        assert (await commended(county, cases=[order], by=by)).status == 404
    assert (await commended(county, cases=[order], unit=county.code)).status == 404


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({}, "nothing_proved"),
        ({"cases": ["ord_none"]}, "not_proved"),
        ({"assessment": "asm_none"}, "not_proved"),
        ({"reward": "money"}, "reward_unknown"),
        ({"on": "2021-08-31"}, "rules_not_in_force"),
    ],
)
async def test_words_alone_earn_nothing(county: County, changed: dict[str, Any], code: str) -> None:
    answer = await commended(county, **changed)
    assert (answer.status, code in await codes_of(answer)) == (422, True)


async def test_an_order_that_is_not_closed_proves_nothing(county: County) -> None:
    assert await codes_of(await commended(county, cases=[await confirmed(county)])) == {"not_proved"}


async def test_what_was_proved_is_commended_and_approved_by_another(county: County) -> None:
    order = await closed(county)
    case = (await done(await commended(county, cases=[order], by="both")))["id"]
    own = await step(county, case, "approved", "2022-07-12", by="both", at="decisions")
    assert own.body["code"] == "same_person"
    assert (await step(county, case, "approved", "2022-07-12", by="torn", at="decisions")).body["code"] == "recused"
    approved = await done(await step(county, case, "approved", "2022-07-12", by="decider", at="decisions"))
    assert (approved["state"], approved["reward"]) == ("approved", "commendation")
    gone = await step(county, case, "withdrawn", "2022-08-01", by="decider", at="decisions")
    assert (await done(gone))["state"] == "withdrawn"
