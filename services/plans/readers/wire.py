"""Dataclasses as JSON text, without a word about any one of them.

The standard encoder knows no `Decimal` and would write it as a float; here it keeps the digits that were printed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from services.plans.domain.policy_text.source import Span


def as_json(value: object) -> str:
    """One line: a span as [start, end], a day in ISO form, an enum by its value, a number with its own digits."""
    return "".join(_pieces(value))


def _pieces(value: Any) -> Iterator[str]:
    if value is None or isinstance(value, bool):
        yield {None: "null", True: "true", False: "false"}[value]
    elif isinstance(value, Enum):
        yield from _pieces(value.value)
    elif isinstance(value, str):
        yield encode_basestring(value)
    elif isinstance(value, Decimal | float):
        yield _number(value)
    elif isinstance(value, int):
        yield str(value)
    elif isinstance(value, date):
        yield f'"{value.isoformat()}"'
    elif isinstance(value, Span):
        yield f"[{value.start},{value.end}]"
    elif is_dataclass(value) and not isinstance(value, type):
        yield from _object((name, getattr(value, name)) for name in _names(type(value)))
    elif isinstance(value, Mapping):
        yield from _object(value.items())
    else:
        yield from _array(value)


def _number(value: Decimal | float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"{value} is not a JSON number")
    return str(value)


def _object(pairs: Any) -> Iterator[str]:
    mark = "{"
    for name, value in pairs:
        yield f"{mark}{encode_basestring(str(name))}:"
        yield from _pieces(value)
        mark = ","
    yield "}" if mark == "," else "{}"


def _array(values: Any) -> Iterator[str]:
    mark = "["
    for value in values:
        yield mark
        yield from _pieces(value)
        mark = ","
    yield "]" if mark == "," else "[]"


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
