"""A number is kept as the sender wrote it, or told as it is; nothing is rounded in silence."""

import io
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.kernel.numbers import kept_exactly
from services.metrics.bodies.exact import cell_of, settled
from tests.metrics.bodies.written import CSV, JSON, LINES, PARQUET, XLSX, read, workbook
from tests.metrics.judged import YEAR

KEPT = ["0", "12", "-12.5", "0.1", "1.1", "999999999999999", "-0.000000000000001", "1e3", "2.50", "1.2E+2", "1e-9"]
ODD = [
    "1234567890123456",
    "0.30000000000000004",
    "1e999",
    "1e-400",
    "123456789.1234567",
    "0.1000000000000000055",
    "1e16",
]


def forms(text: str) -> list[tuple[str, bytes]]:
    row = f'{{"organisation":"s1","indicator":"a","period":"{YEAR}","value":{text}}}'
    columns = f'{{"columns":{{"organisation":"s1","indicator":"a","period":"{YEAR}","value":[{text}]}}}}'
    return [
        (JSON, f'{{"readings":[{row}]}}'.encode()),
        (JSON, columns.encode()),
        (LINES, row.encode()),
        (CSV, f"organisation,indicator,period,value\ns1,a,{YEAR},{text}\n".encode()),
        (CSV, f"organisation,period,a\ns1,{YEAR}, {text} \n".encode()),
        (XLSX, workbook([["organisation", "indicator", "period", "value"], ["s1", "a", YEAR, text]])),
        (PARQUET, parquet_of(pa.array([text]))),
        (PARQUET, parquet_of(pa.array([text]).dictionary_encode())),
    ]


def parquet_of(values: pa.Array) -> bytes:
    count = len(values)
    made = io.BytesIO()
    keys = {"organisation": [f"s{n}" for n in range(count)], "indicator": ["a"] * count, "period": [YEAR] * count}
    pq.write_table(pa.table({**keys, "value": values}), made)
    return made.getvalue()


@pytest.mark.parametrize("text", KEPT)
def test_a_number_of_fifteen_digits_is_a_number_in_every_form(text: str) -> None:
    for media_type, body in forms(text):
        columns = read(media_type, body).columns
        assert not columns.odd, media_type
        assert columns.given(0).value == Decimal(text), media_type


@pytest.mark.parametrize("text", ODD)
def test_a_number_that_cannot_be_kept_is_told_digit_by_digit_in_every_form(text: str) -> None:
    for media_type, body in forms(text):
        columns = read(media_type, body).columns
        assert columns.odd == {0: Decimal(text)}, media_type
        assert np.isnan(columns.numbers[0])


def test_a_zero_has_no_sign() -> None:
    for media_type, body in [*forms("-0"), *forms("-0.0")]:
        assert str(read(media_type, body).columns.numbers[0]) == "0.0", media_type


COLUMNS: list[tuple[pa.Array, list[Any]]] = [
    (pa.array([1, None, 10**15, 10**15 + 1], pa.int64()), [1, None, 10**15, Decimal(10**15 + 1)]),
    (pa.array([2**64 - 1], pa.uint64()), [Decimal(2**64 - 1)]),
    (pa.array([0.1, 0.1 + 0.2, None, 1e300]), [Decimal("0.1"), Decimal("0.30000000000000004"), None, Decimal("1e300")]),
    (pa.array([0.5, 0.1], pa.float32()), [Decimal("0.5"), Decimal("0.10000000149011612")]),
    (pa.array([Decimal("1.10"), None]), [Decimal("1.1"), None]),
    (pa.array([Decimal("1234567890123456.7")]), [Decimal("1234567890123456.7")]),
    (pa.array([float("nan"), float("-inf")]), ["nan", "-inf"]),
    (pa.array([True, False, None]), [True, False, None]),
    (pa.array([None, None]), [None, None]),
    (pa.array(["NaN", "Infinity", "0x10", "1_000", "１２", " 12 "]), ["NaN", "Infinity", "0x10", "1_000", "１２", 12]),
]  # fmt: skip


@pytest.mark.parametrize(("values", "expected"), COLUMNS)
def test_a_typed_column_says_what_its_numbers_are_at_their_shortest(values: pa.Array, expected: list[Any]) -> None:
    columns = read(PARQUET, parquet_of(values)).columns
    assert [columns.given(row).value for row in range(len(columns))] == expected


@settings(max_examples=300, deadline=None)
@given(st.lists(st.floats(), min_size=1))
def test_floats_are_settled_as_their_shortest_decimals_are(numbers: list[float]) -> None:
    plain, odd = settled(np.array(numbers))
    for row, number in enumerate(numbers):
        shown = Decimal(repr(number))
        if shown.is_finite() and kept_exactly(shown):
            assert row not in odd
            assert Decimal(repr(float(plain[row]))) == shown
        else:
            assert odd[row] == (shown if shown.is_finite() else repr(number))


@settings(max_examples=300, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**11), max_value=10**11))
def test_decimals_of_fifteen_digits_come_back_from_their_floats(number: Decimal) -> None:
    plain, odd = settled(np.array([float(number)]))
    assert not odd
    assert Decimal(repr(float(plain[0]))) == number


@pytest.mark.parametrize(
    "text", ["01", "+5", ".5", "5.", "1,000", "1 000", "1e", "--1", "=1", "1e99999999999999999999"]
)
def test_what_is_not_plainly_a_number_stays_text(text: str) -> None:
    assert cell_of(text) == text
