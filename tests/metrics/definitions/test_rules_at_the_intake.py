"""Rules asked of what is sent: blocking ones keep readings out, warnings stay with the submission."""

import json
from typing import Any

import pytest

from services.kernel.strict_json import loads
from services.metrics.use_cases import ask_rules
from tests.metrics.county import PERIOD
from tests.metrics.definitions.district import BEFORE, District

AREA_STANDS_OUT = {"kind": "outlier", "factor": 5, "difference": 2, "peers": 4}


def cause(district: District, name: str = "boarders_within") -> str:
    return f"rule.{district.item(name)}"


async def test_a_blocking_rule_refuses_a_whole_body_and_says_who_does_what(district: District) -> None:
    await district.defined(district.boarders_within())
    answer = await district.submit(
        district.of(2, "area", 7),
        district.of(1, "pupils", 5),
        district.of(1, "boarders", 9),
        district.of(3, "pupils", 1),
    )
    assert (answer.status, answer.body["code"]) == (422, "submission_rejected")
    found = answer.conflicts[cause(district)]
    assert (found["count"], found["indexes"]) == (2, [1, 2])
    assert (found["action_owner"], found["what_to_do"]) == ("school", {"zh": "请核对", "en": "look again"})
    assert found["objects"] == {
        "organisations": [district.school(1)],
        "indicators": [district.item("pupils"), district.item("boarders")],
    }
    assert found["example"]["expected"] == "9 person <= 5 person = no · 9 人 <= 5 人 = 否"
    assert found["example"]["reading"]["organisation"] == district.school(1)
    assert answer.body["report"]["counts"]["rejected"] == 2
    assert await district.value(2, district.item("area")) is None


async def test_where_valid_ones_are_taken_only_the_readings_of_the_rule_are_kept_out(district: District) -> None:
    await district.defined(district.boarders_within())
    answer = await district.sent(
        district.of(1, "pupils", 5),
        district.of(1, "boarders", 9),
        district.of(1, "area", 7),
        district.of(2, "boarders", 1),
        mode="valid_only",
    )
    counts = answer.body["counts"]
    assert (counts["created"], counts["rejected"]) == (2, 2)
    assert await district.value(1, district.item("pupils")) is None
    assert await district.value(2, district.item("boarders")) == 1
    (found,) = await district.findings(answer)
    assert (found["severity"], found["rule"], found["count"]) == ("blocking", district.item("boarders_within"), 1)


async def test_a_warning_is_told_taken_and_kept_on_the_submission(district: District) -> None:
    await district.defined(district.boarders_within("warning"))
    answer = await district.sent(
        district.of(1, "pupils", 5), district.of(1, "boarders", 9), district.of(2, "pupils", 5)
    )
    (warning,) = answer.body["warnings"]
    assert (warning["code"], warning["count"], answer.body["conflicts"]) == (cause(district), 2, [])
    assert await district.value(1, district.item("boarders")) == 9
    (found,) = await district.findings(answer)
    assert (found["severity"], found["version"], found["organisations"]) == ("warning", 1, [district.school(1)])
    assert found["example"]["values"] == [
        {"indicator": district.item("boarders"), "period": PERIOD, "value": 9},
        {"indicator": district.item("pupils"), "period": PERIOD, "value": 5},
    ]
    assert found["example"]["line"]["zh"] == "9 人 <= 5 人 = 否"


async def test_findings_are_seen_by_who_may_see_the_organisation(district: District) -> None:
    await district.defined(district.boarders_within("warning"))
    broken = [district.of(n, name, value) for n in (1, 2) for name, value in (("boarders", 9), ("pupils", 5))]
    answer = await district.sent(*broken, district.of(3, "pupils", 5))
    seen = {who: (await district.findings(answer, who))[0] for who in ("auditor", "school1", "school2")}
    assert {who: each["count"] for who, each in seen.items()} == {"auditor": 2, "school1": 1, "school2": 1}
    assert seen["school2"]["organisations"] == [district.school(2)]
    assert [seen[who]["example"] is None for who in ("auditor", "school1", "school2")] == [False, False, True]


async def test_what_stands_already_is_held_against_what_comes(district: District) -> None:
    await district.defined(district.boarders_within())
    await district.sent(district.of(1, "pupils", 5), district.of(2, "pupils", 50))
    answer = await district.submit(district.of(1, "boarders", 9), district.of(2, "boarders", 9), mode="valid_only")
    assert (answer.status, answer.conflicts[cause(district)]["count"]) == (201, 1)
    assert answer.conflicts[cause(district)]["indexes"] == [0]


async def test_a_rule_is_silent_where_something_is_missing(district: District) -> None:
    await district.defined(district.boarders_within())
    await district.sent(
        district.of(1, "boarders", 9),
        district.of(2, "boarders", 9),
        district.of(2, "pupils", None, unknown_reason="未统计"),
    )


async def test_a_repeat_changes_nothing_and_is_asked_nothing(district: District) -> None:
    readings = district.of(1, "pupils", 5), district.of(1, "boarders", 9)
    await district.sent(*readings)
    await district.defined(district.boarders_within())
    answer = await district.submit(*readings)
    assert (answer.status, answer.body["counts"]["unchanged"], answer.body["conflicts"]) == (200, 2, [])
    answer = await district.submit(readings[0], district.of(1, "boarders", 8))
    assert (answer.status, answer.conflicts[cause(district)]["count"]) == (422, 1)


async def test_what_one_rule_keeps_out_another_misses_in_the_same_body(district: District) -> None:
    """Pupils are kept out by their classes; so boarders, which would have been fewer, are too many for what stands."""
    await district.defined(
        district.boarders_within(), district.holds("room", '{pupils} <= {classes} * 60 "人/个"', "blocking")
    )
    await district.sent(district.of(1, "pupils", 50))
    answer = await district.submit(
        district.of(1, "pupils", 500), district.of(1, "classes", 2), district.of(1, "boarders", 60), mode="valid_only"
    )
    assert (answer.status, answer.body["counts"]["rejected"]) == (200, 3)
    assert {code: found["count"] for code, found in answer.conflicts.items()} == {
        cause(district, "room"): 2,
        cause(district): 1,
    }
    assert await district.value(1, district.item("pupils")) == 50


async def test_a_change_without_a_reason_is_not_taken_and_no_rule_takes_it_for_true(district: District) -> None:
    await district.defined(district.boarders_within())
    await district.approved(district.of(1, "pupils", 50))
    answer = await district.submit(district.of(1, "pupils", 5), district.of(1, "boarders", 9), mode="valid_only")
    assert (answer.status, list(answer.conflicts)) == (201, ["reason_needed"])
    assert await district.value(1, district.item("boarders")) == 9


async def test_attributes_are_those_of_each_school(district: District) -> None:
    await district.defined(
        district.holds("private_fence", 'attribute.ownership = "public" or {fenced}', "blocking"),
        district.holds("stage", '"primary" in attribute.stages or {pupils} = 0', "blocking"),
    )
    answer = await district.submit(*[district.of(n, "fenced", False) for n in range(1, 9)], mode="valid_only")
    assert answer.conflicts[cause(district, "private_fence")]["objects"]["organisations"] == [district.school(8)]
    await district.sent(*[district.of(n, "pupils", 4) for n in range(1, 9)])


async def test_the_year_before_is_held_against_this_one_also_within_a_body(district: District) -> None:
    test = {"kind": "year_on_year", "item": district.item("pupils"), "factor": 2, "difference": 50}
    await district.defined(district.rule("jump", test))
    await district.sent(district.of(1, "pupils", 100, BEFORE))
    answer = await district.sent(
        district.of(1, "pupils", 300), district.of(2, "pupils", 10, BEFORE), district.of(2, "pupils", 300)
    )
    (warning,) = answer.body["warnings"]
    assert (warning["count"], warning["indexes"]) == (3, [0, 1, 2])


async def test_an_outlier_stands_out_among_peers_that_are_not_in_the_body(district: District) -> None:
    test = {**AREA_STANDS_OUT, "of": district.written("{area} / {pupils}")}
    await district.defined(district.rule("apart", test))
    some = [district.of(n, name, value) for n in range(1, 7) for name, value in (("area", 40 + n), ("pupils", 10))]
    assert (await district.sent(*some)).body["warnings"] == []
    answer = await district.sent(district.of(7, "area", 900), district.of(7, "pupils", 10))
    (warning,) = answer.body["warnings"]
    assert warning["objects"]["organisations"] == [district.school(7)]
    assert "6 others of the county" in warning["example"]["expected"]
    unremarkable = await district.sent(district.of(8, "area", 44), district.of(8, "pupils", 10))
    assert unremarkable.body["warnings"] == []


async def test_a_rule_may_name_what_is_derived(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    await district.defined(district.holds("roomy", '{space} >= 2 "㎡/人"', "blocking"))
    answer = await district.submit(
        district.of(1, "area", 10),
        district.of(1, "pupils", 10),
        district.of(2, "area", 20),
        district.of(2, "pupils", 10),
    )
    assert answer.conflicts[cause(district, "roomy")]["indexes"] == [0, 1]


async def test_a_rule_may_name_what_is_derived_of_the_year_before(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    await district.defined(district.holds("shrinks", "{space} >= previous({space})"))
    await district.sent(district.of(1, "area", 100, BEFORE), district.of(1, "pupils", 10, BEFORE))
    answer = await district.sent(district.of(1, "area", 90), district.of(1, "pupils", 10))
    assert [each["count"] for each in answer.body["warnings"]] == [2]


async def test_what_a_scope_withdraws_is_not_there_for_a_rule(district: District) -> None:
    await district.defined(
        district.holds("either", "present({pupils}) or present({classes})", "blocking"), district.boarders_within()
    )
    await district.sent(district.of(1, "pupils", 5), district.of(1, "classes", 1))
    scope = {"organisations": [district.school(1)], "period": PERIOD}
    answer = await district.submit(district.of(1, "boarders", 9), scope=scope, mode="valid_only")
    assert answer.conflicts[cause(district, "either")]["indexes"] == []
    assert answer.conflicts[cause(district, "either")]["count"] == 2
    assert await district.value(1, district.item("pupils")) == 5


async def test_a_dry_run_finds_the_same_and_keeps_nothing(district: District) -> None:
    await district.defined(district.boarders_within("warning"))
    readings = district.of(1, "pupils", 5), district.of(1, "boarders", 9)
    tried, sent = await district.submit(*readings, dry_run=True), await district.submit(*readings)
    assert tried.body["warnings"] == sent.body["warnings"]
    assert len(await district.findings(sent)) == 1


async def test_a_large_body_is_asked_as_a_small_one_is(district: District) -> None:
    await district.defined(district.boarders_within("warning"))
    readings: list[dict[str, Any]] = [district.of(1, "pupils", 5), district.of(1, "boarders", 9)]
    answer = await district.post(
        json.dumps({"readings": readings}).encode(), "application/json", prefer="respond-async"
    )
    settled = await district.settled(answer.body["submission"])
    assert [each["code"] for each in settled.body["report"]["warnings"]] == [cause(district)]
    assert [each["rule"] for each in await district.findings(answer)] == [district.item("boarders_within")]


async def test_a_long_body_is_asked_county_by_county_with_the_same_answer(
    district: District, neighbour: District, both: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    test = {**AREA_STANDS_OUT, "of": district.item("area")}
    await district.defined(district.rule("apart", test), district.boarders_within())
    places = [where.school(n) for n in range(1, 9) for where in (neighbour, district)]
    amounts = {place: 900 if place in (district.school(2), neighbour.school(3)) else 40 for place in places}
    readings = [
        {**district.of(1, name, value), "organisation": place}
        for place in places
        for name, value in (("area", amounts[place]), ("pupils", 5), ("boarders", 9 if place.endswith("s4") else 1))
    ]
    reports = []
    for together in (10_000, 3):
        monkeypatch.setattr(ask_rules, "TOGETHER", together)
        answer = await district.submit(*readings, by=both, mode="valid_only", dry_run=True)
        reports.append(answer.body)
    assert reports[0] == reports[1]
    assert reports[0]["counts"]["rejected"] == 4
    assert [each["count"] for each in reports[0]["warnings"]] == [2]


async def test_the_thousandth_break_makes_no_report_longer(district: District) -> None:
    await district.defined(district.boarders_within("warning"))
    one = await district.sent(district.of(1, "pupils", 5), district.of(1, "boarders", 9))
    many = await district.sent(
        *[district.of(n, name, value) for n in range(2, 9) for name, value in (("pupils", 5), ("boarders", 9))]
    )
    (first,), (second,) = one.body["warnings"], many.body["warnings"]
    assert (first["count"], second["count"]) == (2, 14)
    assert len(second["indexes"]) == 10
    assert first.keys() == second.keys()
    assert loads(json.dumps(second["example"]).encode())["index"] == 0
