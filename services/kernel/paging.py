"""Pages by cursor: a stable order, an opaque `next`, at most a thousand items."""

import base64
from typing import Annotated, Generic, TypeVar

from fastapi import Query

from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Shown

Item = TypeVar("Item")
Limit = Annotated[int, Query(ge=1, le=1000, description="items a page · 每页条数")]
Cursor = Annotated[str | None, Query(max_length=400, description="`next` of the page before · 上一页的 next")]


class Page(Shown, Generic[Item]):
    """`next` is null on the last page."""

    items: list[Item]
    next: str | None = None


def encode_cursor(*parts: str) -> str:
    return base64.urlsafe_b64encode("\n".join(parts).encode()).decode().rstrip("=")


def decode_cursor(cursor: str | None, parts: int) -> list[str] | None:
    """The parts a cursor was made of, or None for the first page; a forged one is refused."""
    if cursor is None:
        return None
    try:
        found = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split("\n")
    except ValueError as error:
        raise _foreign() from error
    if len(found) != parts or any("\x00" in part for part in found):
        raise _foreign()
    return found


def _foreign() -> BodyInvalid:
    return BodyInvalid(faults=[Fault("cursor_invalid", "?cursor", "the value of `next` of an earlier page")])
