"""Numbers inside a cursor."""

from services.kernel.errors import BodyInvalid, Fault


def cursor_number(part: str) -> int:
    """The number that an earlier page put into its `next`; a forged one is refused."""
    if not (part.isascii() and part.isdigit() and len(part) <= 9):
        raise BodyInvalid(faults=[Fault("cursor_invalid", "?cursor", "the value of `next` of an earlier page")])
    return int(part)
