"""Rules through the door: who defines them, what is refused, versions with their days."""

from typing import Any

import pytest

from tests.metrics.county import PERIOD
from tests.metrics.definitions.district import BEFORE, District, indicator


async def test_only_an_administrator_of_the_root_defines_rules(district: District) -> None:
    for who in ("sender", "auditor", "administrator2"):
        answer = await district.define(district.boarders_within(), by=who)
        assert (answer.status, answer.body["code"]) == (403, "not_allowed"), who


@pytest.mark.parametrize(
    ("test", "pointer", "code"),
    [
        ({"kind": "whole", "item": "nobody.knows.it"}, "/rules/1/test/item", "unknown_item"),
        ({"kind": "consistency", "condition": "{pupils} > 50"}, "/rules/1/test/condition", "unit_missing"),
        ({"kind": "consistency", "condition": "{pupils} + 1"}, "/rules/1/test/condition", "unit_missing"),
        ({"kind": "outlier", "of": "{area} >", "factor": 5, "peers": 3}, "/rules/1/test/of", "unexpected"),
    ],
)
async def test_what_means_nothing_is_refused_at_its_place(
    district: District, test: dict[str, Any], pointer: str, code: str
) -> None:
    written = {name: district.written(text) if isinstance(text, str) else text for name, text in test.items()}
    answer = await district.define(district.boarders_within(), district.rule("bad", written))
    assert (answer.status, answer.body["code"]) == (422, "body_invalid")
    assert (answer.body["errors"][0]["pointer"], answer.body["errors"][0]["code"]) == (pointer, code)
    assert (await district.get(f"/rules/{district.item('boarders_within')}", by="auditor")).status == 404


async def test_the_address_of_checks_is_no_code_of_a_rule(district: District) -> None:
    assert (await district.define(district.boarders_within(code="checks"))).status == 422


async def test_a_dry_run_defines_nothing_and_keeps_nothing_out(district: District) -> None:
    assert (await district.define(district.boarders_within(), dry_run=True)).status == 200
    assert (await district.get(f"/rules/{district.item('boarders_within')}", by="auditor")).status == 404
    await district.sent(district.of(1, "boarders", 9), district.of(1, "pupils", 5))


async def test_a_rule_is_defined_repeated_revised_and_published(district: District) -> None:
    reports = [await district.define(district.boarders_within()) for _ in range(2)]
    reports.append(await district.define(district.boarders_within("warning")))
    assert [(answer.status, [key for key, count in answer.body.items() if count]) for answer in reports] == [
        (201, ["created"]),
        (200, ["unchanged"]),
        (201, ["updated"]),
    ]
    code = district.item("boarders_within")
    versions = (await district.get(f"/rules/{code}/versions", by="school1")).body["items"]
    assert [(each["version"], each["severity"]) for each in versions] == [(1, "blocking"), (2, "warning")]
    assert (await district.get(f"/rules/{code}", by="school1")).body["version"] == 2
    listed = (await district.get("/rules", by="school1", limit=1000)).body["items"]
    assert [each["version"] for each in listed if each["code"] == code] == [2]
    assert (await district.published(code))["severity"] == "warning"


async def test_a_version_counts_from_its_day_and_the_one_before_it_until_then(district: District) -> None:
    await district.defined(district.boarders_within("warning"))
    await district.defined(district.boarders_within("blocking", valid_from=PERIOD))
    early = await district.sent(district.of(1, "boarders", 9, BEFORE), district.of(1, "pupils", 5, BEFORE))
    assert [each["count"] for each in early.body["warnings"]] == [2]
    late = await district.submit(district.of(1, "boarders", 9), district.of(1, "pupils", 5))
    assert (late.status, list(late.conflicts)) == (422, [f"rule.{district.item('boarders_within')}"])
    assert late.body["report"]["warnings"] == []


async def test_a_rule_ends_with_its_last_school_year(district: District) -> None:
    await district.defined(district.boarders_within(valid_until=BEFORE))
    await district.sent(district.of(1, "boarders", 9), district.of(1, "pupils", 5))
    answer = await district.submit(district.of(1, "boarders", 9, BEFORE), district.of(1, "pupils", 5, BEFORE))
    assert answer.status == 422


async def test_an_item_of_which_a_rule_is_asked_keeps_its_meaning(district: District) -> None:
    await district.defined(district.boarders_within())
    body = {"indicators": [indicator(district, "pupils", not_negative=False, unit="元")]}
    answer = await district.call("POST", "/indicators", by="administrator", json=body)
    assert answer.status == 409
    assert [(fault["code"], fault["pointer"]) for fault in answer.body["errors"]] == [
        ("rule_rests_on_it", "/indicators/0/not_negative"),
        ("rule_rests_on_it", "/indicators/0/unit"),
    ]
    assert district.item("boarders_within") in answer.body["errors"][0]["expected"]
