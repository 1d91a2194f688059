"""Every form of a body comes to the same at the door; what is said beside it counts as what is said inside."""

import gzip
import io
import json
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.metrics.county import PERIOD, Answer, County

NAMES = ("organisation", "indicator", "period", "value")


def readings(county: County) -> list[dict[str, Any]]:
    return [county.reading(1, 12.5), county.reading(2, 7), county.reading(1, 300, "pupils.primary")]


def as_columns(county: County) -> bytes:
    columns = {name: [each[name] for each in readings(county)] for name in NAMES}
    return json.dumps({"columns": {**columns, "period": PERIOD}}).encode()


def as_lines(county: County) -> bytes:
    return "\n".join(map(json.dumps, readings(county))).encode()


def as_csv(county: County) -> bytes:
    lines = [",".join(NAMES), *(",".join(str(each[name]) for name in NAMES) for each in readings(county))]
    return "\r\n".join(lines).encode("utf-8-sig")


def as_wide_csv(county: County) -> bytes:
    lines = ["机构代码,teaching_area,pupils.primary", f"{county.school(1)},12.5,300", f"{county.school(2)},7,"]
    return "\r\n".join(lines).encode("gb18030")


def _table(county: County) -> pa.Table:
    return pa.table({name: [float(each[name]) if name == "value" else each[name] for each in readings(county)]
                     for name in NAMES})  # fmt: skip


def as_parquet(county: County) -> bytes:
    sink = io.BytesIO()
    pq.write_table(_table(county), sink)
    return sink.getvalue()


def as_arrow(county: County) -> bytes:
    sink = io.BytesIO()
    with pa.ipc.new_stream(sink, _table(county).schema) as writer:
        writer.write_table(_table(county))
    return sink.getvalue()


FORMS = {
    "columns": (as_columns, "application/json", {}),
    "lines": (as_lines, "application/x-ndjson", {}),
    "csv": (as_csv, "text/csv", {}),
    "wide csv": (as_wide_csv, "text/csv; charset=gb18030", {"period": PERIOD}),
    "parquet": (as_parquet, "application/vnd.apache.parquet", {}),
    "arrow": (as_arrow, "application/vnd.apache.arrow.stream", {}),
}


@pytest.mark.parametrize("form", FORMS)
async def test_all_forms_of_the_same_readings_store_the_same(county: County, form: str) -> None:
    write, media_type, beside = FORMS[form]
    answer = await county.post(write(county), media_type, **beside)
    assert (answer.status, answer.body["counts"]["created"]) == (201, 3), answer
    assert [await county.value(1), await county.value(2), await county.value(1, "pupils.primary")] == [
        pytest.approx(12.5, abs=0),
        7,
        300,
    ]
    again = await county.submit(*readings(county))
    assert again.body["counts"]["unchanged"] == 3


async def test_a_packed_body_is_unpacked(county: County) -> None:
    answer = await county.post(gzip.compress(as_csv(county)), "text/csv", encoding="gzip")
    assert answer.status == 201


@pytest.mark.parametrize(
    ("body", "media_type", "encoding", "status", "code"),
    [
        (b"x", "application/x-unknown", None, 415, "media_type_unknown"),
        (b"{}", "application/json", "br", 415, "encoding_unknown"),
        (b"not gzip", "text/csv", "gzip", 400, "body_unreadable"),
        (gzip.compress(b"0" * 300_000_000, 1), "text/csv", "gzip", 413, "body_too_large"),
        (b"PAR1 and nothing more", "application/vnd.apache.parquet", None, 400, "body_unreadable"),
        (b'{"readings": [NaN]}', "application/json", None, 400, "json_invalid"),
        (b"", "text/csv", None, 400, "body_unreadable"),
    ],
)
async def test_what_cannot_be_read_is_refused_with_what_to_do(
    county: County, body: bytes, media_type: str, encoding: str | None, status: int, code: str
) -> None:
    answer = await county.post(body, media_type, encoding=encoding)
    assert (answer.status, answer.body["code"]) == (status, code), answer


async def test_what_json_says_inside_is_not_said_beside(county: County) -> None:
    answer = await county.post(as_columns(county), "application/json", mode="valid_only")
    assert answer.body["errors"] == [
        {"code": "said_beside", "pointer": "?mode", "expected": "`mode` inside the JSON body", "given": None}
    ]


async def test_a_table_may_declare_its_scope_mode_and_reason(county: County) -> None:
    await county.approved(county.reading(1, 5), county.reading(1, 300, "pupils.primary"))
    scope = {"scope_organisation": county.school(1), "scope_period": PERIOD}
    said = {"mode": "valid_only", "correction_reason": "measured again", **scope}
    body = f"organisation,teaching_area\n{county.school(1)},6\n{county.school(2)},-1\n".encode()
    answer: Answer = await county.post(body, "text/csv", period=PERIOD, **said)
    assert answer.body["counts"] == {"created": 0, "updated": 1, "unchanged": 0, "rejected": 1, "withdrawn": 1}


async def test_an_empty_cell_is_not_sent_and_a_question_mark_says_unknown(county: County) -> None:
    body = f"organisation,teaching_area,pupils.primary\n{county.school(1)},,？未统计\n".encode()
    answer = await county.post(body, "text/csv", period=PERIOD)
    assert (answer.status, answer.body["counts"]["created"]) == (201, 1)
    listed = (await county.get("/readings", by="auditor", organisation=county.school(1))).body["items"]
    assert [(each["indicator"], each["value"], each["unknown_reason"]) for each in listed] == [
        ("pupils.primary", None, "未统计")
    ]


UNKNOWN = "county-of-nobody"
WHERE = {
    "columns": "/columns/value/1",
    "lines": "line 2",
    "csv": "line 3",
    "wide csv": "line 3, column teaching_area",
    "parquet": "row 2",
    "arrow": "row 2",
}


@pytest.mark.parametrize("form", FORMS)
async def test_a_conflict_says_where_it_stands_as_people_look_for_it(county: County, form: str) -> None:
    write, media_type, beside = FORMS[form]
    body = write(county)
    if media_type.startswith(("text", "application/json", "application/x-nd")):
        body = body.replace(county.school(2).encode(), UNKNOWN.encode())
    else:
        table = _table(county)
        named = [UNKNOWN if code == county.school(2) else code for code in table["organisation"].to_pylist()]
        table = table.set_column(0, "organisation", pa.array(named))
        sink = io.BytesIO()
        if form == "parquet":
            pq.write_table(table, sink)
        else:
            with pa.ipc.new_stream(sink, table.schema) as writer:
                writer.write_table(table)
        body = sink.getvalue()
    answer = await county.post(body, media_type, **beside)
    report = answer.body["report"]
    (conflict,) = report["conflicts"]
    assert (answer.status, conflict["code"]) == (422, "unknown_organisation")
    assert report["places"] == {str(index): WHERE[form] for index in conflict["indexes"]}


async def test_a_report_without_conflicts_names_no_places(county: County) -> None:
    assert (await county.submit(*readings(county))).body["places"] == {}
