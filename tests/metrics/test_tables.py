"""Readings given out in bulk: files of every form, series, pivots; the same to the last digit as the list."""

import csv
import io
import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from services.metrics.endpoints import tables
from tests.metrics.county import PERIOD, Answer, County

CSV, NDJSON, STAT = "text/csv", "application/x-ndjson", "application/vnd.json-stat+json"
PARQUET, ARROW = "application/vnd.apache.parquet", "application/vnd.apache.arrow.stream"


async def file(county: County, media: str, *, by: str = "auditor", **params: Any) -> bytes:
    headers = {"Authorization": f"Bearer {county.who(by)}", "Accept": media}
    response = await county.door.get("/files/readings", headers=headers, params=params)
    assert response.status_code == 200, response.text
    return response.content


async def pivot(county: County, *, by: str = "auditor", **params: Any) -> dict[tuple[str, str], dict[str, Any]]:
    asked = {"period": PERIOD, "indicator": ["teaching_area", "pupils.primary"], **params}
    answer: Answer = await county.get("/pivots", by=by, **asked)
    assert answer.status == 200, answer
    return {(each["row"], each["column"]): each for each in answer.body["items"]}


async def filled(county: County) -> None:
    await county.submit(
        county.reading(1, 12.5),
        county.reading(2, None, unknown_reason="=未统计"),
        county.reading(1, 300, "pupils.primary"),
        county.reading(2, 200, "pupils.primary"),
    )


async def test_a_stranger_gets_no_file(county: County, other_county: County) -> None:
    await filled(county)
    assert (await county.door.get("/files/readings")).status_code == 401
    lines = (await file(county, NDJSON, by="auditor")).splitlines()
    assert len(lines) == 4
    assert await file(other_county, NDJSON, by="auditor") == b""


async def test_every_form_says_the_same(county: County) -> None:
    await filled(county)
    rows = list(csv.DictReader(io.StringIO((await file(county, CSV)).decode("utf-8-sig"))))
    lines = [json.loads(line) for line in (await file(county, NDJSON)).splitlines()]
    parquet = pq.read_table(io.BytesIO(await file(county, PARQUET))).to_pylist()
    arrow = pa.ipc.open_stream(await file(county, ARROW)).read_all().to_pylist()
    said = {(each["organisation"], each["indicator"]): each["value"] for each in lines}
    assert said == {
        (county.school(1), "teaching_area"): 12.5,
        (county.school(2), "teaching_area"): None,
        (county.school(1), "pupils.primary"): 300,
        (county.school(2), "pupils.primary"): 200,
    }
    for table in (parquet, arrow):
        assert {(each["organisation"], each["indicator"]): each["value"] for each in table} == said
    assert {(each["organisation"], each["indicator"]): each["value"] for each in rows} == {
        key: "" if value is None else str(value) for key, value in said.items()
    }
    unknown = next(each for each in rows if each["status"] == "unknown")
    assert unknown["unknown_reason"] == "'=未统计"


async def test_json_stat_has_labels_and_says_what_is_unknown(county: County) -> None:
    await filled(county)
    told = json.loads(await file(county, STAT, period=PERIOD, indicator=["teaching_area"], below=county.code))
    assert (told["version"], told["class"], told["id"]) == ("2.0", "dataset", ["period", "organisation", "indicator"])
    organisations = told["dimension"]["organisation"]["category"]["index"]
    at = organisations.index(county.school(1))
    value = told["value"][at] if isinstance(told["value"], list) else told["value"][str(at)]
    assert value == 12.5
    assert told["status"][str(organisations.index(county.school(2)))] == "unknown"
    assert told["status"][str(organisations.index(county.school(3)))] == "missing"
    assert str(organisations.index(county.code)) not in told["status"], "a bureau owes none"


async def test_json_stat_has_each_period_once_however_often_it_was_named(county: County) -> None:
    await filled(county)
    said = json.loads(await file(county, STAT, period=["2022-2023", PERIOD, PERIOD]))
    assert said["dimension"]["period"]["category"]["index"] == [PERIOD, "2022-2023"]
    assert said["size"][0] == 2


async def test_a_file_is_narrowed_and_only_approved_on_demand(county: County) -> None:
    await filled(county)
    await county.approved(county.reading(3, 9))
    one = await file(county, NDJSON, indicator=["pupils.primary"])
    assert {json.loads(line)["indicator"] for line in one.splitlines()} == {"pupils.primary"}
    approved = [json.loads(line) for line in (await file(county, NDJSON, approved_only=True)).splitlines()]
    assert [(each["organisation"], each["value"]) for each in approved] == [(county.school(3), 9)]
    assert await file(county, NDJSON, period="1999-2000") == b""


async def test_a_file_of_nothing_is_a_file(county: County) -> None:
    assert (await file(county, CSV)).decode("utf-8-sig").startswith("period,organisation,indicator,value")
    assert pq.read_table(io.BytesIO(await file(county, PARQUET))).num_rows == 0


async def test_what_cannot_have_changed_is_not_sent_again(county: County) -> None:
    await filled(county)
    await county.published("nothing")  # everything has its version
    for path in ("/files/readings", "/readings"):
        headers = {"Authorization": f"Bearer {county.who('auditor')}"}
        first = await county.door.get(path, headers=headers)
        again = await county.door.get(path, headers={**headers, "If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        other = await county.door.get(
            path,
            headers={"Authorization": f"Bearer {county.who('school1')}", "If-None-Match": first.headers["ETag"]},
        )
        assert other.status_code == 200
        await county.submit(county.reading(3, len(path)))
        changed = await county.door.get(path, headers={**headers, "If-None-Match": first.headers["ETag"]})
        assert changed.status_code == 200
        await county.published("nothing")


async def test_a_series_has_a_point_for_what_was_reported_and_none_for_the_rest(county: County) -> None:
    await filled(county)
    found = (await county.get("/series", by="school1", organisation=county.school(1))).body["items"]
    assert [(each["indicator"], [point["value"] for point in each["points"]]) for each in found] == [
        ("pupils.primary", [300]),
        ("teaching_area", [12.5]),
    ]
    assert (await county.get("/series", by="school2", organisation=county.school(1))).body["items"] == []


async def test_series_of_too_many_points_are_refused_and_may_be_narrowed(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(county)
    monkeypatch.setattr(tables, "MOST_POINTS", 1)
    answer = await county.get("/series", by="school1", organisation=county.school(1))
    assert (answer.status, answer.body["errors"][0]["code"]) == (422, "too_many_points")
    asked = {"organisation": county.school(1), "indicator": "teaching_area"}
    assert len((await county.get("/series", by="school1", **asked)).body["items"]) == 1


async def test_a_pivot_says_how_much_of_what_is_owed_a_sum_is_of(county: County) -> None:
    await filled(county)
    found = await pivot(county)
    area, pupils = found[county.code, "teaching_area"], found[county.code, "pupils.primary"]
    assert (area["value"], area["reported"], area["owed"], area["completeness"]) == (12.5, 1, 3, "partial")
    assert (pupils["value"], pupils["reported"], pupils["owed"], pupils["completeness"]) == (500, 2, 2, "whole")


async def test_a_sum_of_nothing_is_none_and_not_zero(county: County) -> None:
    amount = (await pivot(county))[county.code, "pupils.primary"]
    assert (amount["value"], amount["completeness"]) == (None, "none")


async def test_a_pivot_is_not_weighted_for_there_are_no_weights_to_name(county: County) -> None:
    asked = {"period": PERIOD, "indicator": "teaching_area", "aggregate": "weighted"}
    answer = await county.get("/pivots", by="auditor", **asked)
    assert (answer.status, answer.body["errors"][0]["pointer"]) == (422, "?aggregate")


async def test_a_pivot_by_unit_or_in_all_and_as_csv(county: County) -> None:
    await filled(county)
    headers = {"Authorization": f"Bearer {county.who('auditor')}"}
    params = {"period": PERIOD, "indicator": "pupils.primary"}
    by_unit = (await county.door.get("/pivots", headers=headers, params={**params, "by": "unit"})).json()["items"]
    assert {each["row"]: each["value"] for each in by_unit} == {county.school(1): 300, county.school(2): 200}
    total = (await county.door.get("/pivots", headers=headers, params={**params, "by": "total"})).json()["items"]
    assert [(each["row"], each["value"]) for each in total] == [("total", 500)]
    text = (await county.door.get("/pivots", headers={**headers, "Accept": CSV}, params=params)).text
    assert f"{county.code},pupils.primary,500,2,2,0,whole" in text


@pytest.mark.parametrize("indicator", ["nothing", ""])
async def test_a_pivot_of_what_is_no_number_is_refused(county: County, indicator: str) -> None:
    answer = await county.get("/pivots", by="auditor", period=PERIOD, indicator=indicator)
    assert answer.status == 422
