"""CSV and NDJSON: what is read back is what was given out; text stays text, numbers stay numbers."""

import csv
import io
import json
from decimal import Decimal

import pyarrow.csv
import pytest
from hypothesis import given

from services.kernel.tables_out import harmless
from services.metrics.forms_out.lines import csv_pieces, ndjson_pieces
from services.metrics.forms_out.readings import READINGS, BatchRefusedError, checked
from tests.metrics.forms_out.batches import CULTURE, EMPLOYED, HOSTILE, INDICATORS, UNHURRIED, Row, batch, row, rows


def csv_of(found: list[Row]) -> bytes:
    return b"".join(csv_pieces([batch(found)], READINGS, INDICATORS))


def ndjson_of(found: list[Row]) -> bytes:
    return b"".join(ndjson_pieces([batch(found)], READINGS, INDICATORS))


def read_csv(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(rows())
@UNHURRIED
def test_every_line_of_json_reads_back_as_the_reading_it_was(found: list[Row]) -> None:
    lines = ndjson_of(found).decode().split("\n")
    assert lines.pop() == ""
    read = [json.loads(line, parse_float=Decimal, parse_int=Decimal) for line in lines]
    for given_out, own in zip(read, found, strict=True):
        assert list(given_out) == READINGS.names
        value = None if own["value"] is None else Decimal(repr(own["value"]))
        assert given_out == {name: own.get(name) for name in READINGS.names} | {"value": value}


@given(rows())
@UNHURRIED
def test_every_line_of_csv_reads_back_with_its_text_made_harmless(found: list[Row]) -> None:
    for given_out, own in zip(read_csv(csv_of(found)), found, strict=True):
        assert given_out["organisation"] == harmless(own["organisation"])
        assert given_out["evidence"] == harmless(own.get("evidence") or "")
        value = given_out["value"]
        assert (Decimal(value) if value else None) == (None if own["value"] is None else Decimal(repr(own["value"])))
        assert "e" not in value.lower()


def test_no_cell_of_csv_begins_a_formula() -> None:
    for line in read_csv(csv_of([row(text, -1.5, evidence=text) for text in HOSTILE])):
        assert not line["organisation"].startswith(tuple("=+-@\t\r＝"))
        assert line["value"] == "-1.5"


def test_csv_begins_with_the_mark_that_excel_needs_and_names_the_fields() -> None:
    assert csv_of([]) == b"\xef\xbb\xbf" + ",".join(READINGS.names).encode() + b"\r\n"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.1, "0.1"),
        (-0.0, "0"),
        (12.0, "12"),
        (999999999999999.0, "999999999999999"),
        (1e15, "1000000000000000"),
        (12345678901.5, "12345678901.5"),
        (1.5e-15, "0.0000000000000015"),
    ],
)
def test_a_number_is_its_shortest_decimal_without_an_exponent(value: float, text: str) -> None:
    assert read_csv(csv_of([row("a", value)]))[0]["value"] == text


def test_a_number_that_is_none_is_refused_in_every_form() -> None:
    for value in (float("nan"), float("inf")):
        with pytest.raises(ArithmeticError):
            ndjson_of([row("a", value)])


def test_facts_and_grades_are_given_out_as_they_are_sent_in() -> None:
    found = [
        row("a", 1.0, indicator=EMPLOYED),
        row("b", 0.0, indicator=EMPLOYED),
        row("c", 2.0, indicator=CULTURE),
        row("d", None, indicator=CULTURE),
        row("e", 3.0),
    ]
    lines = ndjson_of(found).decode().splitlines()
    assert [json.loads(line)["value"] for line in lines] == [True, False, "pass", None, 3]
    assert [line["value"] for line in read_csv(csv_of(found))] == ["true", "false", "pass", "", "3"]


def test_unknown_is_nothing_with_a_reason_and_suppressed_is_nothing() -> None:
    found = [row("a", None), row("b", None, status="suppressed", unknown_reason=None)]
    lines = [json.loads(line) for line in ndjson_of(found).splitlines()]
    assert [(line["value"], line["status"], line["unknown_reason"]) for line in lines] == [
        (None, "unknown", "未统计"),
        (None, "suppressed", None),
    ]


@pytest.mark.parametrize("wrong", [row("a", 0.0, status="suppressed"), row("a", None, status="reported")])
def test_a_row_with_a_value_where_there_is_none_is_refused(wrong: Row) -> None:
    with pytest.raises(BatchRefusedError):
        checked(batch([wrong]))


def test_a_reader_of_columns_takes_the_csv_too() -> None:
    read = pyarrow.csv.read_csv(io.BytesIO(csv_of([row("x", 1.5), row("y", 2.0)])))
    assert read.column("value").to_pylist() == [1.5, 2.0]


def test_part_of_a_batch_is_written_as_that_part() -> None:
    part = batch([row("a", 1.0), row("b", 2.5), row("c", 3.0)]).slice(1, 1)
    assert json.loads(b"".join(ndjson_pieces([part], READINGS)))["value"] == 2.5
