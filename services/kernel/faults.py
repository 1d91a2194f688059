"""What pydantic found wrong with a value, as faults with pointers into what the sender sent."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from services.kernel.errors import Fault

FAULTS_SHOWN = 100
"""The thousandth equal one helps nobody."""


def fault_of(found: Mapping[str, Any], pointer: str) -> Fault:
    """One entry of `errors()`, at a pointer."""
    return Fault(
        code=str(found["type"]),
        pointer=pointer,
        expected=str(found["msg"]).removeprefix("Value error, "),
        given=None if found["type"] == "missing" else _given(found.get("input")),
    )


def faults_within(
    found: Sequence[Mapping[str, Any]], value: Any, under: Sequence[str] = (), first: int = 0
) -> list[Fault]:
    """The entries of `errors()` on a value that stands `under` these names of the body.

    `first` is added to the first index: the value may be a piece of a long list.
    """
    faults = []
    for each in found[:FAULTS_SHOWN]:
        parts = parts_sent(each["loc"], value)
        if first and parts and isinstance(parts[0], int):
            parts[0] += first
        faults.append(fault_of(each, pointer_of([*under, *parts])))
    return faults


def pointer_of(parts: Sequence[Any]) -> str:
    """A JSON pointer."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def parts_sent(location: Sequence[Any], body: Any) -> list[Any]:
    """The parts that the sender knows: Pydantic puts the name of the kind it tried between them."""
    parts: list[Any] = []
    for number, part in enumerate(location, start=1):
        if isinstance(body, dict) and part not in body and number < len(location):
            continue
        if isinstance(body, list) and not isinstance(part, int):
            continue
        if number > 1 and not isinstance(body, dict | list):
            continue
        parts.append(part)
        if isinstance(body, dict):
            body = body.get(part)
        elif isinstance(body, list) and isinstance(part, int) and part < len(body):
            body = body[part]
    return parts


def _given(value: Any) -> str | None:
    """What the sender gave, when it is short and plain; never a whole object, never half a surrogate pair."""
    if isinstance(value, bool | int | float | str) or value is None:
        text = json.dumps(value, ensure_ascii=True) if not isinstance(value, str) else value
        return text.encode("utf-8", "replace").decode()[:80]
    return None
