"""What a Parquet file claims to hold, by its footer and by the heads of its pages, before a page is unpacked.

The footer may say less than the pages do, and memory is spent on what the pages say; so all heads are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from services.metrics.bodies.thrift import Compact, Damaged, Struct, Value

_MARK = b"PAR1"
_LARGEST_FOOTER, _MOST_PAGES = 4 * 1024 * 1024, 200_000
_FILE_ROWS, _FILE_GROUPS = 3, 4
_GROUP_COLUMNS, _COLUMN_SAID = 1, 3
_SAID_UNPACKED, _SAID_PACKED, _SAID_DATA, _SAID_DICTIONARY = 6, 7, 9, 11
_PAGE_UNPACKED, _PAGE_PACKED = 2, 3
_ENCODINGS = {5: 2, 8: 4}  # by the field of a kind of page, the field of its encoding
_PREFIXED = 7


@dataclass(frozen=True)
class Claims:
    """Rows, and of each piece of a column how many bytes it has once unpacked; pieces are looked at one by one."""

    rows: int
    sizes: Iterator[int]


def claims_of(body: bytes) -> Claims:
    """Raises `Damaged`."""
    size = int.from_bytes(body[-8:-4], "little")
    if len(body) < 12 or not body.startswith(_MARK) or not body.endswith(_MARK):
        raise Damaged("it does not begin and end as Parquet does")
    if size > min(_LARGEST_FOOTER, len(body) - 12):
        raise Damaged("its footer is longer than any of a table that is taken here")
    footer = Compact(body, len(body) - 8 - size, len(body) - 8).struct()
    return Claims(_number(footer.get(_FILE_ROWS)), _sizes(body, footer))


def _sizes(body: bytes, footer: Struct) -> Iterator[int]:
    for group in _structs(footer.get(_FILE_GROUPS)):
        for column in _structs(group.get(_GROUP_COLUMNS)):
            said = column.get(_COLUMN_SAID)
            if not isinstance(said, dict):
                raise Damaged("a column is not described")
            yield max(_number(said.get(_SAID_UNPACKED)), _of_pages(body, said))


def _of_pages(body: bytes, said: Struct) -> int:
    starts = [_number(said[field]) for field in (_SAID_DICTIONARY, _SAID_DATA) if field in said]
    at = min((start for start in starts if start > 0), default=0)
    end = at + _number(said.get(_SAID_PACKED))
    if not 0 < at <= end <= len(body):
        raise Damaged("a column lies outside the file")
    total = pages = 0
    while at < end:
        reader = Compact(body, at, end)
        head = reader.struct()
        _refuse_prefixes(head)
        total += _number(head.get(_PAGE_UNPACKED))
        at, pages = reader.at + _number(head.get(_PAGE_PACKED)), pages + 1
        if pages > _MOST_PAGES:
            raise Damaged("too many pages")
    return total


def _refuse_prefixes(head: Struct) -> None:
    """Texts written as what they share with the one before: a page of them says nothing of how long they are."""
    for kind, field in _ENCODINGS.items():
        of_kind = head.get(kind)
        if isinstance(of_kind, dict) and of_kind.get(field) == _PREFIXED:
            raise Damaged("texts are encoded as DELTA_BYTE_ARRAY; write them plain or with a dictionary")


def _structs(value: Value | None) -> list[Struct]:
    if not isinstance(value, list):
        raise Damaged("a list is not there")
    return [each for each in value if isinstance(each, dict)]


def _number(value: Value | None) -> int:
    if not isinstance(value, int) or value < 0:
        raise Damaged("a size is not there")
    return value
