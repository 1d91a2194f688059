"""Parquet and Arrow: numbers as they are stored, codes once a group of rows."""

from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.parquet as pq

ROWS_A_GROUP = 65_536
"""Rows held until they are written: fewer make files long, more make them wait in memory."""


class _Outlet:
    """A file that keeps what is written only until it is taken."""

    closed = False

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._written = 0

    def write(self, piece: bytes) -> int:
        self._pieces.append(bytes(piece))
        self._written += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._written

    def flush(self) -> None:
        """Nothing waits here for anything."""

    def taken(self) -> bytes:
        piece = b"".join(self._pieces)
        self._pieces.clear()
        return piece


def parquet_pieces(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[bytes]:
    """A group of rows is written when it is full; a file without rows is one too."""
    outlet = _Outlet()
    with pq.ParquetWriter(outlet, schema, compression="zstd") as file:
        for group in _groups(batches):
            file.write_table(pa.Table.from_batches(group, schema))
            yield outlet.taken()
    yield outlet.taken()


def arrow_pieces(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> Iterator[bytes]:
    """The streaming format, batch by batch as they come."""
    outlet = _Outlet()
    with pa.ipc.new_stream(pa.PythonFile(outlet, "w"), schema) as stream:
        for batch in batches:
            stream.write_batch(batch)
            yield outlet.taken()
    yield outlet.taken()


def _groups(batches: Iterable[pa.RecordBatch]) -> Iterator[list[pa.RecordBatch]]:
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        waiting.append(batch)
        rows += len(batch)
        if rows >= ROWS_A_GROUP:
            yield waiting
            waiting, rows = [], 0
    if waiting:
        yield waiting
