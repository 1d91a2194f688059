"""What the launcher expects to go wrong."""


class CannotStart(Exception):  # noqa: N818 - it says what is the case
    """Something outside the program is in the way; the message is one sentence that says what to do about it."""
