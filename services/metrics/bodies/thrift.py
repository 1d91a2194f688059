"""Thrift in its compact form, as Parquet writes its footer and the heads of its pages: structs become dictionaries.

Read by hand, because pyarrow's own way to what a footer says ends the process where the footer is damaged: an exception
of C++ that Cython does not expect. Nothing here costs more than the bytes that are read.
"""

import struct

_TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _LIST, _SET, _STRUCT = 1, 2, 3, 7, 8, 9, 10, 12
_INTEGERS = frozenset([4, 5, 6])
_DEEPEST = 16
Value = int | float | bytes | bool | list["Value"] | dict[int, "Value"]
Struct = dict[int, Value]


class Damaged(ValueError):  # noqa: N818 - said in a refusal, not an accident of ours
    """The bytes are no Thrift."""


class Compact:
    """Reads values from a place on; `at` is where the next one begins."""

    def __init__(self, body: bytes, at: int, end: int) -> None:
        self._body, self.at, self._end = body, at, end

    def struct(self, depth: int = 0) -> Struct:
        """The fields of a struct by their numbers."""
        if depth > _DEEPEST:
            raise Damaged("nested too deep")
        found: Struct = {}
        field = 0
        while head := self._byte():
            field = field + (head >> 4) if head >> 4 else self._integer()
            kind = head & 15
            found[field] = kind == _TRUE if kind in (_TRUE, _FALSE) else self._value(kind, depth)
        return found

    def _value(self, kind: int, depth: int) -> Value:
        if kind in _INTEGERS:
            return self._integer()
        if kind == _BINARY:
            return self._taken(self._varint())
        if kind == _STRUCT:
            return self.struct(depth + 1)
        if kind in (_LIST, _SET):
            return self._list(depth)
        if kind in (_BYTE, _TRUE, _FALSE):
            return self._byte()
        if kind == _DOUBLE:
            return float(struct.unpack("<d", self._taken(8))[0])
        raise Damaged("a value of no type")

    def _list(self, depth: int) -> list[Value]:
        if depth > _DEEPEST:
            raise Damaged("nested too deep")
        head = self._byte()
        count = head >> 4 if head >> 4 < 15 else self._varint()
        if count > self._end - self.at:
            raise Damaged("a list is longer than what is left")
        return [self._value(head & 15, depth + 1) for _ in range(count)]

    def _taken(self, size: int) -> bytes:
        if size > self._end - self.at:
            raise Damaged("cut off")
        self.at += size
        return self._body[self.at - size : self.at]

    def _byte(self) -> int:
        if self.at >= self._end:
            raise Damaged("cut off")
        self.at += 1
        return self._body[self.at - 1]

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
        raise Damaged("a number of too many bytes")
