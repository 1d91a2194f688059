"""Parquet: a column a column of the table; what it claims is looked at before a page of it is unpacked."""

import pyarrow as pa
import pyarrow.parquet as pq

from services.kernel.errors import BodyTooLarge
from services.metrics.bodies.arrow_table import ArrowTable, refuse_strange_types
from services.metrics.bodies.columnar import delivered
from services.metrics.bodies.delivered import Bounds, Delivered
from services.metrics.bodies.layout import MOST_CELLS, MOST_COLUMNS
from services.metrics.bodies.parquet_claims import claims_of
from services.metrics.errors import BodyUnreadable, TooManyReadings

MEDIA_TYPE = "application/vnd.apache.parquet"
_ROWS_AT_ONCE, _CELLS_AT_ONCE = 65_536, 1_000_000
_LARGEST_NAME = 1 << 20


def read(body: bytes, bounds: Bounds, period: str | None) -> Delivered:
    """A body of Parquet. Texts stay dictionaries, so that one long text does not become a million."""
    try:
        table = _table(body, _claimed_rows(body, bounds), bounds)
        names = table.schema.names
    except (pa.ArrowException, OSError, ValueError, TypeError, NotImplementedError) as error:
        raise _unreadable(str(error)) from error
    return delivered(ArrowTable(names, table.columns), names, bounds, period)


def _claimed_rows(body: bytes, bounds: Bounds) -> int:
    claims = claims_of(body)
    left = bounds.most_bytes
    for size in claims.sizes:
        left -= size
        if left < 0:
            raise BodyTooLarge(f"unpacked, at most {bounds.most_bytes} bytes are taken at once")
    return claims.rows


def _table(body: bytes, claimed: int, bounds: Bounds) -> pa.Table:
    with _open(body, []) as file:
        schema = file.schema_arrow
    if len(schema) > MOST_COLUMNS:
        raise _unreadable(f"more than {MOST_COLUMNS} columns")
    refuse_strange_types(schema)
    _refuse_too_many(claimed, len(schema), bounds)
    at_once = max(1, min(_ROWS_AT_ONCE, _CELLS_AT_ONCE // max(1, len(schema))))
    texts = [field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)]
    batches, rows = [], 0
    with _open(body, texts) as file:
        for batch in file.iter_batches(at_once, use_threads=False):
            rows += batch.num_rows
            _refuse_too_many(rows, len(schema), bounds)
            batch.validate(full=True)
            batches.append(batch)
        return pa.Table.from_batches(batches, None if batches else file.schema_arrow)


def _open(body: bytes, texts: list[str]) -> pq.ParquetFile:
    return pq.ParquetFile(
        pa.BufferReader(body),
        read_dictionary=texts,
        thrift_string_size_limit=_LARGEST_NAME,
        thrift_container_size_limit=_LARGEST_NAME,
    )


def _refuse_too_many(rows: int, columns: int, bounds: Bounds) -> None:
    """Equal values take no bytes in Parquet, so the bytes alone say nothing of how many there are."""
    if rows * columns > MOST_CELLS:
        raise TooManyReadings(f"a table of more than {MOST_CELLS} cells; divide it")
    if rows > bounds.most_readings:
        raise TooManyReadings(f"at most {bounds.most_readings} rows are taken at once; divide the table")


def _unreadable(detail: str) -> BodyUnreadable:
    return BodyUnreadable(f"the body is no whole Parquet file: {detail[:200]}", extra={"form": MEDIA_TYPE})
