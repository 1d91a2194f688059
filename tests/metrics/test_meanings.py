"""What was reported keeps its meaning: type, grades, unit and period of an indicator change no more."""

import asyncio
from typing import Any

import pytest

from tests.metrics.county import County
from tests.metrics.province import item, put, reading


async def _change(province: County, name: str, **changed: Any) -> Any:
    body = {"indicators": [item(province, "roads"), item(province, name, **changed)]}
    return await province.call("POST", "/indicators", by="administrator", json=body)


async def test_what_is_reported_keeps_its_type(province: County) -> None:
    assert (await _change(province, "budget", value_type="integer")).status == 200
    assert (await province.submit(reading(province, "-a-finance", "budget", 5))).status == 201
    answer = await _change(province, "budget", value_type="yes_no")
    assert (answer.status, answer.body["code"]) == (409, "indicator_in_use")
    assert [(each["code"], each["pointer"]) for each in answer.body["errors"]] == [
        ("readings_exist", "/indicators/1/value_type")
    ]
    renamed = {"zh": "预算", "en": "Budget"}
    assert (await _change(province, "budget", value_type="integer", title=renamed)).status == 200


async def test_what_is_reported_keeps_its_unit(province: County) -> None:
    assert (await _change(province, "budget", unit="万元")).status == 200
    assert (await province.submit(reading(province, "-a-finance", "budget", 5))).status == 201
    answer = await _change(province, "budget", unit="元")
    assert (answer.status, answer.body["code"]) == (409, "indicator_in_use")
    assert [(each["code"], each["pointer"], each["expected"], each["given"]) for each in answer.body["errors"]] == [
        ("readings_exist", "/indicators/1/unit", "万元", "元")
    ]


async def test_what_is_reported_keeps_its_period_even_where_no_collection_asks_for_it_any_longer(
    province: County,
) -> None:
    code = f"{province.code}.once"
    await _change(province, "roads", code=code)
    await put(province, code, indicators=[code])
    assert (await province.submit({**reading(province, "-a-town", "roads", 5), "indicator": code})).status == 201
    await put(province, code, indicators=[f"{province.code}.roads"])
    answer = await _change(province, "roads", code=code, period="calendar_year", unit="km")
    assert answer.status == 409
    assert [(each["code"], each["pointer"]) for each in answer.body["errors"]] == [
        ("readings_exist", "/indicators/1/unit"),
        ("readings_exist", "/indicators/1/period"),
    ]


async def test_grades_that_were_given_keep_their_ranks(province: County) -> None:
    grades = item(province, "culture")["grades"]
    assert (await province.submit(reading(province, "-a-rural", "culture", "pass"))).status == 201
    assert (await _change(province, "culture", grades=grades[::-1])).body["errors"][0]["pointer"] == (
        "/indicators/1/grades"
    )
    renamed = [{**grade, "title": {"zh": "等级", "en": "grade"}} for grade in grades]
    assert (await _change(province, "culture", grades=renamed)).status == 200


async def test_a_type_and_a_reading_that_race_never_disagree(province: County) -> None:
    for number in range(5):
        name, code = "roads", f"{province.code}.race{number}"
        one = {"indicators": [item(province, name, code=code)]}
        other = {"indicators": [item(province, name, code=code, value_type="yes_no")]}
        await province.call("POST", "/indicators", by="administrator", json=one)
        await put(province, f"{province.code}.race{number}", indicators=[code])
        given = {**reading(province, "-a-town", name, 7), "indicator": code}
        sent, changed = await asyncio.gather(
            province.submit(given), province.call("POST", "/indicators", by="administrator", json=other)
        )
        assert (sent.status, changed.status) in ((201, 409), (422, 200))


@pytest.mark.parametrize(
    ("period", "status"), [("2021-2022", 201), ("2021-2022-1", 422), ("2021", 422), ("2021-09", 422)]
)
async def test_a_collection_asks_for_the_period_its_indicators_are_of(
    province: County, period: str, status: int
) -> None:
    code = f"{province.code}.other"
    answer = await put(province, code, period=period, indicators=[f"{province.code}.roads"])
    assert answer.status == status
    if status == 422:
        fault = answer.body["errors"][0]
        assert (fault["code"], fault["pointer"]) == ("period_kind_differs", "/indicators/0")


async def test_an_indicator_that_is_asked_for_keeps_its_period(province: County) -> None:
    answer = await _change(province, "budget", period="calendar_year")
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (409, "/indicators/1/period")
    assert (await _change(province, "budget", code=f"{province.code}.new", period="calendar_year")).status == 201
    assert (await _change(province, "budget", code=f"{province.code}.new", period="month")).status == 200
