"""The messages of an Arrow stream, looked at before any is unpacked: what their buffers claim is what they cost.

A compressed buffer begins with the length it has unpacked, and Arrow allocates that. So the claims are summed first,
from the one table of a message that names its buffers; Arrow itself has verified the message by then.
"""

import struct
from collections.abc import Iterator

import pyarrow as pa

_HEADER_TYPE, _HEADER = 1, 2
_BATCH_BUFFERS, _BATCH_COMPRESSION = 2, 3
_DICTIONARY_DATA = 1
_IS_DICTIONARY, _IS_BATCH = 2, 3
_ROWS = 0


class Batch:
    """What one message claims: rows, and bytes once unpacked."""

    def __init__(self, rows: int, size: int) -> None:
        self.rows, self.size = rows, size


def batches(body: bytes) -> Iterator[Batch]:
    """The batches and dictionaries of a stream. Raises pa.ArrowException and struct.error where it is none."""
    reader = pa.ipc.MessageReader.open_stream(pa.py_buffer(body))
    for message in reader:
        found = _batch(memoryview(message.metadata), message.body)
        if found is not None:
            yield found


def _batch(data: memoryview, body: pa.Buffer | None) -> Batch | None:
    (root,) = struct.unpack_from("<I", data, 0)
    message = _Table(data, root)
    kind = message.byte(_HEADER_TYPE)
    if kind not in (_IS_BATCH, _IS_DICTIONARY) or body is None:
        return None
    table = message.table(_HEADER)
    if kind == _IS_DICTIONARY:
        table = table.table(_DICTIONARY_DATA)
    packed = table.has(_BATCH_COMPRESSION)
    sizes = (_unpacked(body, offset, length, packed=packed) for offset, length in table.pairs(_BATCH_BUFFERS))
    return Batch(table.long(_ROWS), sum(sizes))


def _unpacked(body: pa.Buffer, offset: int, length: int, *, packed: bool) -> int:
    if not packed or length < 8:
        return length
    (claimed,) = struct.unpack_from("<q", memoryview(body), offset)
    return max(int(claimed), length)


class _Table:
    """A table of a flatbuffer, its fields by their numbers."""

    def __init__(self, data: memoryview, at: int) -> None:
        self._data, self._at = data, at
        (back,) = struct.unpack_from("<i", data, at)
        self._fields = at - back
        (self._size,) = struct.unpack_from("<H", data, self._fields)

    def has(self, field: int) -> bool:
        return self._place(field) != 0

    def byte(self, field: int) -> int:
        place = self._place(field)
        return int(self._data[place]) if place else 0

    def long(self, field: int) -> int:
        place = self._place(field)
        return int(struct.unpack_from("<q", self._data, place)[0]) if place else 0

    def table(self, field: int) -> "_Table":
        place = self._place(field)
        if not place:
            raise struct.error("a table is not there")
        return _Table(self._data, place + int(struct.unpack_from("<I", self._data, place)[0]))

    def pairs(self, field: int) -> Iterator[tuple[int, int]]:
        """A vector of structs of two long integers."""
        place = self._place(field)
        if not place:
            return
        start = place + int(struct.unpack_from("<I", self._data, place)[0])
        (count,) = struct.unpack_from("<I", self._data, start)
        for each in range(count):
            first, second = struct.unpack_from("<qq", self._data, start + 4 + 16 * each)
            yield int(first), int(second)

    def _place(self, field: int) -> int:
        """Where a field stands, 0 where it is left out."""
        slot = 4 + 2 * field
        if slot + 2 > self._size:
            return 0
        (offset,) = struct.unpack_from("<H", self._data, self._fields + slot)
        return self._at + int(offset) if offset else 0
