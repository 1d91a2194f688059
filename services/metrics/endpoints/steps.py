"""Cursors of lists that are worked out: numbers of a period and an organisation, and a code."""

from services.kernel.errors import BodyInvalid, Fault
from services.kernel.paging import decode_cursor, encode_cursor
from services.metrics.use_cases.stepping import START, At, Stepped

_LARGEST = 2**31 - 1


def at_of(cursor: str | None) -> At:
    parts = decode_cursor(cursor, 3)
    if parts is None:
        return START
    if not all(text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= _LARGEST for text in parts[:2]):
        raise BodyInvalid(faults=[Fault("cursor_invalid", "?cursor", "the value of `next` of an earlier page")])
    return int(parts[0]), int(parts[1]), parts[2]


def cursor_of(found: Stepped) -> str | None:
    return None if found.next is None else encode_cursor(*map(str, found.next))
