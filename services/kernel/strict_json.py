"""JSON as this API reads it: exact numbers, no constants outside the standard, no key twice, storable text.

`json` accepts NaN and lets the last of two equal keys win; PostgreSQL refuses NUL and lone surrogates later
and worse. Numbers with a fraction become `Decimal`, so what the sender wrote is what is kept. The price is the
standard library's decoder (about 60 MB/s); the bulk door of a later release brings its own.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from typing import Any, NoReturn

from services.kernel.errors import JsonInvalid

DIGITS_LIMIT = 400


def _constant(name: str) -> NoReturn:
    raise JsonInvalid(f"{name} is not a JSON number")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise JsonInvalid("a key stands twice in one object")
    return found


def _decimal(text: str) -> Decimal:
    if len(text) > DIGITS_LIMIT:
        raise JsonInvalid("a number has too many digits")
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise JsonInvalid("a number lies outside every range") from error


def _integer(text: str) -> int:
    if len(text) > DIGITS_LIMIT:
        raise JsonInvalid("a number has too many digits")
    return int(text)


_DECODER = json.JSONDecoder(
    parse_float=_decimal, parse_int=_integer, parse_constant=_constant, object_pairs_hook=_object
)


def loads(body: bytes) -> Any:
    """The value of a JSON body; `JsonInvalid` says what is wrong and where."""
    text = decoded(body)
    _refuse_unstorable(text)
    with _refusing():
        return _DECODER.decode(text)


def decoded(body: bytes) -> str:
    """The text of a body that says it is UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise JsonInvalid(f"the body is not UTF-8 (byte {error.start})") from error


def value_at(text: str, at: int) -> tuple[Any, int]:
    """One value that begins at a place of a text, and where it ends: for bodies too long to be held as one value."""
    with _refusing():
        value, end = _DECODER.raw_decode(text, at)
    _refuse_unstorable(text[at:end])
    return value, end


@contextmanager
def _refusing() -> Iterator[None]:
    try:
        yield
    except json.JSONDecodeError as error:
        raise JsonInvalid(f"{error.msg} (line {error.lineno}, column {error.colno})") from error
    except RecursionError as error:
        raise JsonInvalid("the body nests too deep") from error


def _refuse_unstorable(text: str) -> None:
    if "\\u0000" in text or ("\\u" in text and _has_unstorable(text)):
        raise JsonInvalid("text with NUL or half a surrogate pair cannot be stored")


def _has_unstorable(text: str) -> bool:
    """Whether an escape sequence makes NUL or a lone surrogate; only bodies with escapes pay for the second look."""
    try:
        shown = json.dumps(json.loads(text), ensure_ascii=False)
    except (ValueError, RecursionError):
        return False  # the strict reading that follows says what is wrong
    try:
        shown.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return "\\u0000" in shown
