"""Pages that go by a number which only rises."""

from services.kernel.errors import BodyInvalid, Fault
from services.kernel.paging import decode_cursor, encode_cursor

FIRST = 0
BEYOND_LAST = 2**62


def position(cursor: str | None, start: int) -> int:
    """The number a cursor stands for, `start` where there is none; a forged one is refused."""
    parts = decode_cursor(cursor, 1)
    if parts is None:
        return start
    if not parts[0].isascii() or not parts[0].isdigit() or len(parts[0]) > len(str(BEYOND_LAST)):
        raise BodyInvalid(faults=[Fault("cursor_invalid", "?cursor", "the value of `next` of an earlier page")])
    return min(int(parts[0]), BEYOND_LAST)


def next_cursor(numbers: list[int], limit: int) -> str | None:
    """The cursor of the next page, when one more row than `limit` was found."""
    return encode_cursor(str(numbers[limit - 1])) if len(numbers) > limit else None
