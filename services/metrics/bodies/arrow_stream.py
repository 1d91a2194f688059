"""Arrow, as a stream or as a file: a file is a stream between two marks, and is read as one."""

import struct

import pyarrow as pa

from services.kernel.errors import BodyTooLarge
from services.metrics.bodies.arrow_messages import batches
from services.metrics.bodies.arrow_table import ArrowTable, refuse_strange_types
from services.metrics.bodies.columnar import delivered
from services.metrics.bodies.delivered import Bounds, Delivered
from services.metrics.bodies.layout import MOST_COLUMNS
from services.metrics.errors import BodyUnreadable, TooManyReadings

MEDIA_TYPE = "application/vnd.apache.arrow.stream"
_MARK = b"ARROW1\0\0"


def read(body: bytes, bounds: Bounds, period: str | None) -> Delivered:
    """A body of Arrow. Nothing is unpacked before its claims were added up, nor believed before it was validated."""
    stream = body.removeprefix(_MARK)
    try:
        _look_before(stream, bounds)
        with pa.ipc.open_stream(pa.py_buffer(stream)) as reader:
            if len(reader.schema) > MOST_COLUMNS:
                raise _unreadable(f"more than {MOST_COLUMNS} columns")
            refuse_strange_types(reader.schema)
            found = list(reader)
            for batch in found:
                batch.validate(full=True)
            table = pa.Table.from_batches(found, reader.schema)
            names = table.schema.names
    except (pa.ArrowException, struct.error, OSError, ValueError, TypeError, NotImplementedError) as error:
        raise _unreadable(str(error)) from error
    return delivered(ArrowTable(names, table.columns), names, bounds, period)


def _look_before(stream: bytes, bounds: Bounds) -> None:
    rows = size = 0
    for batch in batches(stream):
        rows, size = rows + batch.rows, size + batch.size
        if size > bounds.most_bytes:
            raise BodyTooLarge(f"unpacked, at most {bounds.most_bytes} bytes are taken at once")
        if not 0 <= rows <= bounds.most_readings:
            raise TooManyReadings(f"at most {bounds.most_readings} rows are taken at once; divide the table")


def _unreadable(detail: str) -> BodyUnreadable:
    return BodyUnreadable(f"the body is no whole Arrow stream or file: {detail[:200]}", extra={"form": MEDIA_TYPE})
