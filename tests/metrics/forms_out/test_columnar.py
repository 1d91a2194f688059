"""Parquet and Arrow: every reader of columns gets the rows, group by group."""

import io
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.metrics.forms_out import columnar
from services.metrics.forms_out.columnar import arrow_pieces, parquet_pieces
from services.metrics.forms_out.readings import READINGS
from tests.metrics.forms_out.batches import UNHURRIED, Row, batch, row, rows


def wanted(found: list[list[Row]]) -> list[Row]:
    return [{name: each.get(name) for name in READINGS.names} for part in found for each in part]


@given(st.lists(rows(), max_size=3))
@UNHURRIED
def test_parquet_reads_back_row_by_row(found: list[list[Row]]) -> None:
    data = b"".join(parquet_pieces(map(batch, found), READINGS))
    assert pq.read_table(io.BytesIO(data)).to_pylist() == wanted(found)


@given(st.lists(rows(), max_size=3))
@UNHURRIED
def test_arrow_reads_back_row_by_row(found: list[list[Row]]) -> None:
    data = b"".join(arrow_pieces(map(batch, found), READINGS))
    with pa.ipc.open_stream(data) as stream:
        assert stream.read_all().to_pylist() == wanted(found)


def test_parquet_writes_a_group_as_soon_as_it_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columnar, "ROWS_A_GROUP", 4)
    asked: list[int] = []

    def batches() -> Iterator[pa.RecordBatch]:
        for number in range(6):
            asked.append(number)
            yield batch([row(f"{number}.{at}", float(at)) for at in range(2)])

    pieces = parquet_pieces(batches(), READINGS)
    first = next(pieces)
    assert len(asked) == 2, "two batches make a group; the rest was not asked for yet"
    data = first + b"".join(pieces)
    assert [pq.ParquetFile(io.BytesIO(data)).metadata.row_group(at).num_rows for at in range(3)] == [4, 4, 4]
