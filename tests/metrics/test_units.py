"""A reading may name its unit: it must be the indicator's, in every form of a body; who names none is asked nothing."""

import json
from typing import Any

import pytest

from tests.metrics.county import PERIOD, Answer, County

HEAD = "organisation,indicator,period,value,unit"


def as_csv(readings: list[dict[str, Any]]) -> tuple[bytes, str]:
    rows = [",".join(str(each.get(name) or "") for name in HEAD.split(",")) for each in readings]
    return "\n".join([HEAD, *rows]).encode(), "text/csv"


def as_lines(readings: list[dict[str, Any]]) -> tuple[bytes, str]:
    return "\n".join(map(json.dumps, readings)).encode(), "application/x-ndjson"


def as_rows(readings: list[dict[str, Any]]) -> tuple[bytes, str]:
    return json.dumps({"readings": readings}).encode(), "application/json"


def as_strict_rows(readings: list[dict[str, Any]]) -> tuple[bytes, str]:
    """With an escape that only the strict reader takes."""
    return json.dumps({"readings": readings}).replace('"unit"', '"\\u0075nit"').encode(), "application/json"


def as_columns(readings: list[dict[str, Any]]) -> tuple[bytes, str]:
    columns = {name: [each.get(name) for each in readings] for name in HEAD.split(",")}
    return json.dumps({"columns": columns}).encode(), "application/json"


FORMS = [as_csv, as_lines, as_rows, as_strict_rows, as_columns]


async def send(county: County, form: Any, *units: str | None) -> Answer:
    readings = [county.reading(number, 5, unit=unit) for number, unit in enumerate(units, start=1)]
    return await county.post(*form(readings))


@pytest.mark.parametrize("form", FORMS)
async def test_another_unit_is_refused_with_the_one_expected(county: County, form: Any) -> None:
    answer = await send(county, form, "1", None, "万")
    conflict = answer.conflicts["wrong_unit"]
    assert (answer.status, conflict["count"], conflict["indexes"]) == (422, 1, [2])
    assert conflict["example"]["expected"] == "the unit 1; given: 万"
    assert (conflict["example"]["reading"]["unit"], conflict["action_owner"]) == ("万", "sender")


@pytest.mark.parametrize("form", FORMS)
async def test_the_right_unit_and_none_are_taken_alike(county: County, form: Any) -> None:
    assert (await send(county, form, "1", None)).body["counts"]["created"] == 2


async def test_one_unit_may_hold_for_all_of_the_columns(county: County) -> None:
    columns = {
        "organisation": [county.school(1), county.school(2)],
        "indicator": "teaching_area",
        "period": PERIOD,
        "value": [5, 6],
        "unit": "平方米",
    }
    answer = await county.call("POST", "/submissions", by="sender", json={"columns": columns})
    assert answer.conflicts["wrong_unit"]["count"] == 2
    answer = await county.call("POST", "/submissions", by="sender", json={"columns": {**columns, "unit": "1"}})
    assert answer.body["counts"]["created"] == 2


async def test_a_unit_that_is_no_text_or_too_long_is_a_fault_of_the_body(county: County) -> None:
    for unit in (5, "x" * 41):
        answer = await county.submit(county.reading(1, 5, unit=unit))
        assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "/readings/0/unit"), answer


async def test_a_wide_table_has_no_column_of_units(county: County) -> None:
    body = f"organisation,teaching_area,unit\n{county.school(1)},5,1\n".encode()
    answer = await county.post(body, "text/csv", period=PERIOD)
    assert [(each["code"], each["pointer"]) for each in answer.body["errors"]] == [("unknown_column", "column unit")]
