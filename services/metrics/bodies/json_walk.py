"""A body of JSON walked through member by member, so that a long one is never held as values all at once."""

import re
from collections.abc import Generator, Iterator
from typing import Any, NamedTuple

from services.kernel.errors import JsonInvalid
from services.kernel.strict_json import value_at

MOST = 200
_BLANK = re.compile(r"[ \t\n\r]*")


class Member(NamedTuple):
    """A member of the body; an item of a long array of it has its place."""

    name: str
    place: int | None
    value: Any


def members(text: str, long: str) -> Iterator[Member]:
    """The members of the object that a body is, one by one, and the items of the array named `long` by themselves.

    Nobody knows as many names as `MOST`: those there are by then are faults enough, and the rest is not read.
    """
    at = _behind(text, 0, "{")
    seen: set[str] = set()
    more = not _stands(text, at, "}")
    while more:
        name, at = _name_at(text, at)
        if name in seen:
            raise JsonInvalid("a key stands twice in one object")
        seen.add(name)
        if len(seen) > MOST:
            return
        if name == long and _stands(text, at, "["):
            at = yield from _items(text, at, name)
        else:
            value, at = value_at(text, at)
            yield Member(name, None, value)
        at = _blank(text, at)
        more = _stands(text, at, ",")
        at = _blank(text, at + 1) if more else at
    if _behind(text, at, "}") != len(text):
        raise _malformed(text, at, "the end of the body is expected behind its object")


def _items(text: str, at: int, name: str) -> Generator[Member, None, int]:
    """The items, and where the array has ended."""
    place, at = 0, _behind(text, at, "[")
    if _stands(text, at, "]"):
        yield Member(name, None, [])
        return _behind(text, at, "]")
    while True:
        value, at = value_at(text, at)
        yield Member(name, place, value)
        place, at = place + 1, _blank(text, at)
        if not _stands(text, at, ","):
            return _behind(text, at, "]")
        at = _blank(text, at + 1)


def _name_at(text: str, at: int) -> tuple[str, int]:
    if not _stands(text, at, '"'):
        raise _malformed(text, at, "the name of a member is expected in quotation marks")
    name, at = value_at(text, at)
    return name, _behind(text, _blank(text, at), ":")


def _behind(text: str, at: int, sign: str) -> int:
    """The place behind a sign and the blanks about it."""
    at = _blank(text, at)
    if not _stands(text, at, sign):
        raise _malformed(text, at, f"{sign} is expected")
    return _blank(text, at + 1)


def _stands(text: str, at: int, sign: str) -> bool:
    return text.startswith(sign, at)


def _blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


def _malformed(text: str, at: int, what: str) -> JsonInvalid:
    line = text.count("\n", 0, at) + 1
    return JsonInvalid(f"{what} (line {line}, column {at - text.rfind(chr(10), 0, at)})")
