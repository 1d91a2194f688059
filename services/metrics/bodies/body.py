"""The one way in: a body of any form becomes the same columns, or a refusal that says what to do."""

import re
from collections.abc import Callable

from services.kernel.errors import MediaTypeUnknown
from services.metrics.bodies import (
    arrow_stream,
    csv_table,
    json_columns,
    json_lines,
    json_rows,
    parquet,
    xlsx_package,
    xlsx_table,
)
from services.metrics.bodies.delivered import Bounds, Delivered
from services.metrics.bodies.expanding import expanded

ALWAYS, FURTHEST = 500_000, 25
"""A body may hold so many readings, or so many for each of its bytes: a few kilobytes are no nation's return."""
_Read = Callable[[bytes, Bounds, str | None], Delivered]
_ROWS = re.compile(rb'"readings"[ \t\n\r]*:')


def read_body(
    media_type: str,
    encoding: str | None,
    body: bytes,
    *,
    most_bytes: int,
    most_readings: int,
    period: str | None = None,
) -> Delivered:
    """The readings of a body. It may take seconds and holds the body; run it in a thread.

    `most_bytes` bounds it once unpacked. `period` holds for tables that name none. A table's cells are texts and
    numbers: `domain.texts.typed` reads them by their indicators.
    """
    read = FORMS.get(media_type.partition(";")[0].strip().lower())
    if read is None:
        raise MediaTypeUnknown("send Content-Type: " + ", ".join(sorted(FORMS)))
    most_readings = min(most_readings, max(ALWAYS, FURTHEST * len(body)))
    return read(expanded(body, encoding, most_bytes), Bounds(most_bytes, most_readings), period)


def _json(body: bytes, bounds: Bounds, period: str | None) -> Delivered:  # noqa: ARG001 - JSON names its periods
    if _ROWS.search(body) is None and b'"columns"' in body:
        return json_columns.read(body, bounds)
    return json_rows.read(body, bounds)


def _lines(body: bytes, bounds: Bounds, period: str | None) -> Delivered:  # noqa: ARG001
    return json_lines.read(body, bounds)


FORMS: dict[str, _Read] = {
    "application/json": _json,
    "application/x-ndjson": _lines,
    "application/ndjson": _lines,
    "text/csv": csv_table.read,
    "text/tab-separated-values": csv_table.read,
    xlsx_package.MEDIA_TYPE: xlsx_table.read,
    parquet.MEDIA_TYPE: parquet.read,
    arrow_stream.MEDIA_TYPE: arrow_stream.read,
    "application/vnd.apache.arrow.file": arrow_stream.read,
}
