"""Derived indicators through the door: who defines them, what is refused, versions, and what a change moves."""

import asyncio

import pytest

from tests.metrics.county import PERIOD
from tests.metrics.definitions.district import BEFORE, District, indicator


async def test_only_an_administrator_of_the_root_defines_what_is_derived(district: District) -> None:
    for who in ("sender", "auditor", "administrator2"):
        answer = await district.define(district.derived("space", "{area} / {pupils}"), by=who)
        assert (answer.status, answer.body["code"]) == (403, "not_allowed"), who


@pytest.mark.parametrize(
    ("good", "bad", "code"),
    [
        ("{area} / ", "{pupils}s", "unknown_item"),
        ("{area} + ", "{pupils}", "units_differ"),
        ("", "{area} * {pupils}", "unit_not_derived"),
        ("{area} /", "", "unexpected"),
        ("if(", "present({pupils}), {area} / {pupils}, 0)", "presence_as_value"),
    ],
)
async def test_what_means_nothing_is_refused_with_field_and_column(
    district: District, good: str, bad: str, code: str
) -> None:
    bodies = district.derived("other", "{area} / {pupils}"), district.derived("space", good + bad)
    answer = await district.define(*bodies)
    assert (answer.status, answer.body["code"]) == (422, "body_invalid")
    (fault, *_) = answer.body["errors"]
    assert (fault["code"], fault["pointer"]) == (code, "/derived/1/formula")
    column = len(district.written(good)) + 1
    assert fault["expected"].startswith(f"column {column}: "), fault
    assert (await district.get(f"/derived/{district.item('other')}", by="auditor")).status == 404


async def test_a_circle_is_named(district: District) -> None:
    answer = await district.define(
        district.derived("space", "{density} * 1"), district.derived("density", "{space} * 1")
    )
    assert answer.status == 422
    (fault,) = answer.body["errors"]
    circle = " → ".join(district.item(name) for name in ("density", "space", "density"))
    assert (fault["code"], circle in fault["expected"]) == ("cycle", True)


async def test_the_code_of_an_item_is_no_code_of_something_derived_nor_the_other_way_round(district: District) -> None:
    answer = await district.define(district.derived("pupils", "{area} / {boarders}"))
    assert [fault["code"] for fault in answer.body["errors"]] == ["code_in_use"]
    await district.defined(district.derived("space", "{area} / {pupils}"))
    body = {"indicators": [indicator(district, "area", code=district.item("space"))]}
    answer = await district.call("POST", "/indicators", by="administrator", json=body)
    assert (answer.status, answer.body["errors"][0]["code"]) == (409, "derived_exists")


async def test_a_dry_run_defines_nothing(district: District) -> None:
    answer = await district.define(district.derived("space", "{area} / {pupils}"), dry_run=True)
    assert (answer.status, answer.body["created"]) == (200, 1)
    assert (await district.get(f"/derived/{district.item('space')}", by="auditor")).status == 404
    assert (await district.submit(district.of(1, "area", 1), dry_run=True)).status == 200
    asked = {"period": PERIOD, "below": district.code, "indicator": district.item("space")}
    assert (await district.get("/derived-values", by="auditor", **asked)).body["items"] == []


async def test_it_is_defined_repeated_listed_and_published(district: District) -> None:
    body = district.derived("space", "{area} / {pupils}")
    answers = [await district.define(body) for _ in range(2)]
    assert [answer.status for answer in answers] == [201, 200]
    assert [answer.body for answer in answers] == [
        {"created": 1, "updated": 0, "unchanged": 0, "moved": None},
        {"created": 0, "updated": 0, "unchanged": 1, "moved": None},
    ]
    listed = (await district.get("/derived", by="school1", limit=1000)).body["items"]
    (mine,) = [each for each in listed if each["code"] == body["code"]]
    assert (mine["version"], mine["formula"], mine["recorded_by"]["name"]) == (1, body["formula"], "administrator")
    assert (await district.published(body["code"]))["formula"] == body["formula"]


async def test_a_revision_is_a_version_and_the_old_one_stays_for_its_days(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    await district.sent(*[district.of(1, *each) for each in (("area", 100), ("pupils", 10), ("boarders", 2))])
    await district.sent(
        district.of(1, "area", 100, BEFORE), district.of(1, "pupils", 10, BEFORE), district.of(1, "boarders", 2, BEFORE)
    )
    revised = district.derived("space", "{area} / ({pupils} - {boarders})", valid_from=PERIOD)
    answer = await district.define(revised)
    assert (answer.status, answer.body["updated"]) == (201, 1)
    moved = answer.body["moved"]
    assert (moved["count"], moved["items"]) == (
        1,
        [
            {
                "organisation": district.school(1),
                "indicator": district.item("space"),
                "period": PERIOD,
                "before": 10,
                "after": 12.5,
            }
        ],
    )
    assert moved["examined"] >= 8
    versions = (await district.get(f"/derived/{district.item('space')}/versions", by="school1")).body["items"]
    assert [each["version"] for each in versions] == [1, 2]
    asked = {"organisation": district.school(1), "indicator": district.item("space")}
    listed = (await district.get("/derived-values", by="auditor", **asked)).body["items"]
    assert {each["period"]: (each["value"], each["version"]) for each in listed} == {BEFORE: (10, 1), PERIOD: (12.5, 2)}


async def test_what_is_derived_from_what_changed_has_moved_too_and_can_be_read_on(district: District) -> None:
    await district.defined(
        district.derived("space", "{area} / {pupils}"), district.derived("density", "2 * {space}", unit="㎡/人")
    )
    readings = [district.of(n, name, value) for n in range(1, 9) for name, value in (("area", 10 * n), ("pupils", 10))]
    await district.sent(*readings)
    await district.defined(district.derived("space", '({area} + 10 "㎡") / {pupils}'))
    path, found, cursor = f"/derived/{district.item('space')}/moves", [], None
    assert (await district.get(path, by="sender", version=2)).status == 404
    while True:
        page = (
            await district.get(path, by="auditor", version=2, limit=3, **({"cursor": cursor} if cursor else {}))
        ).body
        found += [(each["organisation"], each["indicator"], each["before"], each["after"]) for each in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == [
        (district.school(n), district.item(name), n * times, (n + 1) * times)
        for n in range(1, 9)
        for name, times in (("density", 2), ("space", 1))
    ]
    assert (await district.get(path, by="auditor", version=3)).status == 404


async def test_two_who_revise_at_once_write_two_versions(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    answers = await asyncio.gather(
        *[district.define(district.derived("space", f"{times} * {{area}} / {{pupils}}")) for times in (2, 3)]
    )
    assert [answer.status for answer in answers] == [201, 201]
    versions = (await district.get(f"/derived/{district.item('space')}/versions", by="auditor")).body["items"]
    assert [each["version"] for each in versions] == [1, 2, 3]


async def test_it_keeps_its_unit(district: District) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    answer = await district.define(district.derived("space", "{area} / {classes}", unit="㎡/个"))
    assert [fault["code"] for fault in answer.body["errors"]] == ["meaning_changed"]


@pytest.mark.parametrize(
    ("changed", "pointer"),
    [
        ({"unit": "亩"}, "/indicators/0/unit"),
        ({"value_type": "yes_no"}, "/indicators/0/value_type"),
        ({"period": "calendar_year"}, "/indicators/0/period"),
    ],
)
async def test_an_item_on_which_something_rests_keeps_its_meaning(
    district: District, changed: dict[str, str], pointer: str
) -> None:
    await district.defined(district.derived("space", "{area} / {pupils}"))
    await district.defined(district.derived("density", "2 * {space}"))
    body = {"indicators": [indicator(district, "area", **changed)]}
    answer = await district.call("POST", "/indicators", by="administrator", json=body)
    assert (answer.status, answer.body["code"]) == (409, "indicator_in_use")
    faults = {fault["pointer"]: fault for fault in answer.body["errors"] if fault["code"] == "derived_rests_on_it"}
    assert district.item("space") in faults[pointer]["expected"]
    assert district.item("density") in faults[pointer]["expected"]
    renamed = {"indicators": [indicator(district, "area", title={"zh": "面积", "en": "Area"}, unit="平方米")]}
    assert (await district.call("POST", "/indicators", by="administrator", json=renamed)).status == 200
