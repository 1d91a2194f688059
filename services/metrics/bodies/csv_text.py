"""CSV as offices and programs write it: the encoding and the separator are found, not asked for."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from services.metrics.bodies.layout import is_heading
from services.metrics.errors import BodyUnreadable

_SEPARATORS = (",", ";", "\t")
_HEAD_LINES, _HEAD_BYTES = 20, 200_000
_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True)
class Headed:
    """CSV as UTF-8: its headings, the byte at which what stands below them begins, and the line that is."""

    data: bytes
    separator: str
    headings: tuple[str, ...]
    below: int
    line: int


def unreadable(detail: str) -> BodyUnreadable:
    return BodyUnreadable(detail, extra={"form": "text/csv"})


def headed(body: bytes) -> Headed:
    """The first row that names a column of organisations is the headings; a title may stand above it."""
    data = as_utf8(body)
    if b"\0" in data:
        raise unreadable("the text has NUL in it: it is no CSV, or in an encoding other than UTF-8, UTF-16 and GB18030")
    if data.count(b'"') % 2:
        raise unreadable('a quotation mark is never closed; inside quotation marks one is written as ""')
    top = data[:_HEAD_BYTES].decode("utf-8", "ignore")
    for separator in _SEPARATORS:
        found = _headed_by(top, separator)
        if found is not None:
            headings, characters, line = found
            return Headed(data, separator, headings, len(top[:characters].encode("utf-8")), line)
    raise unreadable(
        f"none of the first {_HEAD_LINES} lines names a column organisation (机构代码); "
        "columns are separated by comma, semicolon or tab"
    )


def as_utf8(body: bytes) -> bytes:
    """UTF-8 with or without a mark; UTF-16 with one; GB18030 where the first strange byte cannot be UTF-8."""
    encoding = next((name for mark, name in _MARKS if body.startswith(mark)), "utf-8")
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-16" or not body[: error.start].isascii():
            raise unreadable(f"the text is not {encoding.upper()} throughout (byte {error.start})") from error
    else:
        return _utf8(text) if encoding == "utf-16" else body.removeprefix(codecs.BOM_UTF8)
    try:
        return _utf8(body.decode("gb18030"))
    except UnicodeDecodeError as error:
        raise unreadable(f"the text is neither UTF-8 nor GB18030 (byte {error.start})") from error


def _utf8(text: str) -> bytes:
    return text.encode("utf-8").removeprefix(codecs.BOM_UTF8)


def _headed_by(top: str, separator: str) -> tuple[tuple[str, ...], int, int] | None:
    """The headings, how many characters they and what stands above them have, and the number of the line below."""
    lines = _Lines(top)
    reader = csv.reader(lines, delimiter=separator)
    try:
        for cells in islice(reader, _HEAD_LINES):
            if is_heading(cells):
                return tuple(cells), lines.read, reader.line_num + 1
    except csv.Error:  # a cell longer than any heading
        return None
    return None


class _Lines:
    """The first lines of a text, one by one, and how many characters were read."""

    def __init__(self, text: str) -> None:
        self._lines = io.StringIO(text, newline="")
        self.read = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.read += len(line)
        return line
