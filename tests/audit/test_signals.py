"""Signals of units: the gravest rule that holds gives the colour, and every rule that holds is named."""

from typing import Any

import pytest

from services.audit.domain.signals import Colour, SignalRule, Standing, rules_from, signals_of
from services.audit.procedures import procedures
from services.audit.rules import signal_rules
from tests.audit.county import County
from tests.audit.test_accountability import decided as held_to_account
from tests.audit.test_cases import live
from tests.audit.test_ledger import entered


async def signals(county: County, *, by: str = "supervisor") -> dict[str, dict[str, Any]]:
    items = (await county.get("/signals", by=by, organisation=county.code)).body["items"]
    return {each["unit"]["code"]: each for each in items}


def rules_of(signal: dict[str, Any]) -> list[str]:
    return [each["rule"] for each in signal["because"]]


async def test_a_stranger_sees_no_signals_and_a_unit_its_own(county: County) -> None:
    await live(county)
    assert await signals(county, by="education") == {}
    assert (await county.get("/signals", by="watcher", organisation=county.code)).status == 404
    assert list(await signals(county, by="finance")) == [county.at("finance")]
    assert (await county.get("/signals", organisation="nowhere")).body["items"] == []


async def test_an_order_that_is_due_soon_is_yellow_and_tells_why(county: County) -> None:
    order = await live(county)
    signal = (await signals(county))[county.at("finance")]
    assert (signal["colour"], rules_of(signal)) == ("yellow", ["order_due_soon", "order_standing"])
    assert signal["because"][0]["cases"] == [order]


async def test_who_was_held_to_account_is_red(county: County) -> None:
    case = await held_to_account(county)
    signal = (await signals(county))[county.at("finance")]
    assert (signal["colour"], signal["because"][0]["cases"]) == ("red", [case])
    assert "order_overdue" in rules_of(signal)


async def test_a_school_with_an_open_shortage_is_blue(county: County) -> None:
    row = await entered(county)
    signal = (await signals(county))[county.at("s2")]
    assert (signal["colour"], rules_of(signal), signal["because"][0]["cases"]) == (
        *("blue", ["shortage_open"]),
        [row["case"]],
    )


def test_every_rule_names_states_of_its_procedure() -> None:
    states = {each.kind: set(each.states) for each in procedures().values()}
    for rule in signal_rules():
        assert rule.states <= states[rule.kind], rule.code
    assert {each.colour for each in signal_rules()} == set(Colour)


@pytest.mark.parametrize(("left", "shown"), [(30, True), (31, False), (None, False)])
def test_a_clock_counts_within_its_days(left: int | None, shown: bool) -> None:
    (rule,) = rules_from(
        [
            {
                "code": "soon",
                "colour": "yellow",
                "title": {"zh": "将至", "en": "Soon"},
                "kind": "rectification",
                "states": ["confirmed"],
                "within": "30",
            }
        ]
    )
    assert isinstance(rule, SignalRule)
    found = signals_of([rule], [Standing("u", "rectification", "confirmed", left, 1, ("c",))])
    assert bool(found) is shown
