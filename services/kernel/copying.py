"""Rows in and out by COPY in its binary form, from and into arrays: a row costs no Python object.

Fields have a fixed width, so a whole batch is one array whose bytes are what the server reads. The price is that no
field of such a batch is null or of varying length; the few rows that need that go another way.
"""

import re
import struct
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.driver import driver_of, refusals

_HEADER = b"PGCOPY\n\xff\r\n\0" + struct.pack(">ii", 0, 0)
_TRAILER = struct.pack(">h", -1)
_PARAMETER = re.compile(r"\$(\d+)")
_AT_ONCE = 20_000
"""Rows made ready while the server reads those before: half a million at once held a hundred MiB."""
Columns = Mapping[str, "np.ndarray[Any, Any]"]


def packed(columns: Columns, kinds: Mapping[str, str]) -> bytes:
    """A whole binary COPY: `columns` of one length, `kinds` their types as `i2`, `i4`, `i8`, `f8` or `S<n>`."""
    return b"".join(_pieces(columns, kinds))


def _pieces(columns: Columns, kinds: Mapping[str, str]) -> Iterator[bytes]:
    fields: list[tuple[str, str]] = [("_count", ">i2")]
    for name, kind in kinds.items():
        fields += [(f"_{name}", ">i4"), (name, kind if kind.startswith("S") else f">{kind}")]
    count, of_row = len(next(iter(columns.values()))), np.dtype(fields)
    yield _HEADER
    for begun in range(0, count, _AT_ONCE):
        rows = np.empty(min(_AT_ONCE, count - begun), of_row)
        rows["_count"] = len(kinds)
        for name in kinds:
            rows[f"_{name}"] = of_row[name].itemsize
            rows[name] = columns[name][begun : begun + len(rows)]
        yield rows.tobytes()
    yield _TRAILER


def unpacked(data: bytes | bytearray, kinds: Mapping[str, str]) -> dict[str, "np.ndarray[Any, Any]"]:
    """The columns of a binary COPY of such a query, in the machine's byte order."""
    fields: list[tuple[str, str]] = [("_count", ">i2")]
    for name, kind in kinds.items():
        fields += [(f"_{name}", ">i4"), (name, f">{kind}")]
    rows = np.frombuffer(data, np.dtype(fields), offset=len(_HEADER), count=_rows(data, np.dtype(fields).itemsize))
    return {name: rows[name].astype(kind) for name, kind in kinds.items()}


def _rows(data: bytes | bytearray, size: int) -> int:
    length = len(data) - len(_HEADER) - len(_TRAILER)
    if length % size:
        raise ValueError("a field is null or of another width than its kind")
    return length // size


async def copy_in(session: AsyncSession, table: str, columns: Columns, kinds: Mapping[str, str]) -> None:
    """Append the rows, inside the session's transaction."""
    driver = await driver_of(session)
    with refusals():
        await driver.copy_to_table(
            table,
            schema_name=session.info["schema"],
            columns=list(kinds),
            source=_one_by_one(_pieces(columns, kinds)),
            format="binary",
        )


async def copy_out(
    session: AsyncSession, query: str, values: Sequence[Any], kinds: Mapping[str, str]
) -> dict[str, "np.ndarray[Any, Any]"]:
    """The columns of a query with `$1`…; no field of its rows is null."""
    driver = await driver_of(session)
    held = bytearray()

    async def keep(piece: bytes) -> None:
        held.extend(piece)

    statement, left = _with_numbers(query.replace("{schema}", session.info["schema"]), values)
    with refusals():
        await driver.copy_from_query(statement, *left, output=keep, format="binary")
    return unpacked(held, kinds)


def _with_numbers(query: str, values: Sequence[Any]) -> tuple[str, list[Any]]:
    """The query with its numbers written into it, and the values that are left for the driver: COPY takes none, and the
    driver asks the server to put each in words, which costs two ways there and back and every number three times."""
    literals = [_literal(value) for value in values]
    left = [place for place, literal in enumerate(literals) if literal is None]

    def written(found: re.Match[str]) -> str:
        place = int(found[1]) - 1
        return literals[place] or f"${left.index(place) + 1}"

    return _PARAMETER.sub(written, query), [values[place] for place in left]


def _literal(value: Any) -> str | None:
    """Of a whole number, or of a list of them; nothing else is written into a query by us."""
    if type(value) is int:
        return f"({value})"
    if type(value) is list and all(type(each) is int for each in value):
        return f"'{{{','.join(map(str, value))}}}'"
    return None


async def _one_by_one(pieces: Iterator[bytes]) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece
