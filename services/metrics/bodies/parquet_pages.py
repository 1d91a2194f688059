"""What the pages of a Parquet column claim to be unpacked, read from their heads: the footer may say less.

A head is Thrift in its compact form. Its first three fields are the type of the page and its two sizes; the rest is
only stepped over, to find where the page and then the next head begin.
"""

import pyarrow.parquet as pq

_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = 0, 1, 2, 3, 7, 8, 9, 10, 11, 12
_INTEGERS = frozenset([4, 5, 6])
_UNPACKED, _PACKED = 2, 3
_DEEPEST, _MOST_PAGES = 16, 200_000


def unpacked_size(body: bytes, column: pq.ColumnChunkMetaData) -> int:
    """The sum of what the pages of a column claim, and no less than the footer does. Raises ValueError."""
    starts = (column.dictionary_page_offset, column.data_page_offset)
    at = min(start for start in starts if start is not None)
    end = at + column.total_compressed_size
    if not 0 <= at <= end <= len(body):
        raise ValueError("a column lies outside the file")
    total = pages = 0
    while at < end:
        head = _Head(body, at)
        unpacked, packed = head.sizes()
        at = head.at + packed
        total, pages = total + unpacked, pages + 1
        if pages > _MOST_PAGES:
            raise ValueError("too many pages")
    return int(max(total, column.total_uncompressed_size))


class _Head:
    """The head of a page; `at` moves on as it is read."""

    def __init__(self, body: bytes, at: int) -> None:
        self._body, self.at = body, at

    def sizes(self) -> tuple[int, int]:
        """Of the page unpacked and as it stands there."""
        found: dict[int, int] = {}
        field = 0
        while kind := self._byte():
            field = field + (kind >> 4) if kind >> 4 else self._integer()
            if kind & 15 in _INTEGERS:
                found[field] = self._integer()
            else:
                self._skip(kind & 15, 0)
        unpacked, packed = found.get(_UNPACKED, -1), found.get(_PACKED, -1)
        if unpacked < 0 or packed < 0:
            raise ValueError("a page has no size")
        return unpacked, packed

    def _skip(self, kind: int, depth: int) -> None:
        if depth > _DEEPEST:
            raise ValueError("the head of a page nests too deep")
        if kind in _INTEGERS:
            self._integer()
        elif kind == _BYTE:
            self.at += 1
        elif kind == _DOUBLE:
            self.at += 8
        elif kind == _BINARY:
            count = self._length()
            self.at += count
        elif kind in (_LIST, _SET):
            self._skip_list(depth)
        elif kind == _STRUCT:
            self._skip_struct(depth)
        elif kind not in (_TRUE, _FALSE):
            raise ValueError("the head of a page is damaged")

    def _skip_list(self, depth: int) -> None:
        head = self._byte()
        count = head >> 4 if head >> 4 < 15 else self._length()
        for _ in range(count):
            self._skip(_BYTE if head & 15 in (_TRUE, _FALSE) else head & 15, depth + 1)

    def _skip_struct(self, depth: int) -> None:
        while kind := self._byte():
            if not kind >> 4:
                self._integer()
            self._skip(kind & 15, depth + 1)

    def _byte(self) -> int:
        if self.at >= len(self._body):
            raise ValueError("the head of a page is cut off")
        self.at += 1
        return self._body[self.at - 1]

    def _length(self) -> int:
        """A count of things that each take at least a byte."""
        count = self._varint()
        if count > len(self._body) - self.at:
            raise ValueError("the head of a page is cut off")
        return count

    def _integer(self) -> int:
        number = self._varint()
        return (number >> 1) ^ -(number & 1)

    def _varint(self) -> int:
        number = shift = 0
        while shift < 64:
            byte = self._byte()
            number |= (byte & 127) << shift
            if byte < 128:
                return number
            shift += 7
        raise ValueError("the head of a page is damaged")
