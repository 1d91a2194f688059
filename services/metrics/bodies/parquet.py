"""Parquet: what its footer and the heads of its pages claim is looked at before a page is unpacked."""

import struct

import pyarrow as pa
import pyarrow.parquet as pq

from services.kernel.errors import BodyTooLarge
from services.metrics.bodies.arrow_table import ArrowTable
from services.metrics.bodies.columnar import delivered
from services.metrics.bodies.delivered import Bounds, Delivered
from services.metrics.bodies.layout import MOST_COLUMNS
from services.metrics.bodies.parquet_pages import unpacked_size
from services.metrics.errors import BodyUnreadable, TooManyReadings

MEDIA_TYPE = "application/vnd.apache.parquet"
_ROWS_AT_ONCE, _MOST_GROUPS = 65_536, 10_000
_LONGEST_NAMES, _MOST_NAMES = 1 << 20, 1 << 20


def read(body: bytes, bounds: Bounds, period: str | None) -> Delivered:
    """A body of Parquet. Texts stay dictionaries, so that one long text does not become a million."""
    try:
        table = _table(body, bounds)
        names = table.schema.names
    except (pa.ArrowException, struct.error, OSError, ValueError, TypeError, NotImplementedError) as error:
        raise _unreadable(str(error)) from error
    return delivered(ArrowTable(names, table.columns), names, bounds, period)


def _table(body: bytes, bounds: Bounds) -> pa.Table:
    with _open(body, ()) as file:
        _look_before(body, file.metadata, bounds)
        schema = file.schema_arrow
    texts = [field.name for field in schema if pa.types.is_string(field.type) or pa.types.is_large_string(field.type)]
    with _open(body, texts) as file:
        batches, rows = [], 0
        for batch in file.iter_batches(_ROWS_AT_ONCE, use_threads=False):
            rows += batch.num_rows
            _refuse_too_many(rows, bounds)
            batch.validate(full=True)
            batches.append(batch)
        return pa.Table.from_batches(batches, None if batches else file.schema_arrow)


def _open(body: bytes, texts: list[str] | tuple[()]) -> pq.ParquetFile:
    return pq.ParquetFile(
        pa.BufferReader(body),
        read_dictionary=list(texts),
        thrift_string_size_limit=_LONGEST_NAMES,
        thrift_container_size_limit=_MOST_NAMES,
    )


def _look_before(body: bytes, metadata: pq.FileMetaData, bounds: Bounds) -> None:
    if metadata.num_columns > MOST_COLUMNS or metadata.num_row_groups > _MOST_GROUPS:
        raise _unreadable(f"more than {MOST_COLUMNS} columns, or {_MOST_GROUPS} groups of rows")
    _refuse_too_many(metadata.num_rows, bounds)
    size = 0
    for group in range(metadata.num_row_groups):
        for column in range(metadata.num_columns):
            size += unpacked_size(body, metadata.row_group(group).column(column))
            if size > bounds.most_bytes:
                raise BodyTooLarge(f"unpacked, at most {bounds.most_bytes} bytes are taken at once")


def _refuse_too_many(rows: int, bounds: Bounds) -> None:
    if rows > bounds.most_readings:
        raise TooManyReadings(f"at most {bounds.most_readings} rows are taken at once; divide the table")


def _unreadable(detail: str) -> BodyUnreadable:
    return BodyUnreadable(f"the body is no whole Parquet file: {detail[:200]}", extra={"form": MEDIA_TYPE})
