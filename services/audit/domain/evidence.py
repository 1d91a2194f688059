"""Files that prove something in a case: which kinds are kept, how large, and that one is what it says."""

from collections.abc import Mapping
from datetime import date

LARGEST = 5 * 1024 * 1024
MOST_FILES = 50
"""Of one case."""
BEGINNINGS: Mapping[str, bytes] = {
    "application/pdf": b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}
"""By media type how such a file begins: nothing that a browser would run is kept under another name."""


def is_what_it_says(media_type: str, content: bytes) -> bool:
    return content.startswith(BEGINNINGS[media_type])


def holds_on(valid_until: date | None, day: date) -> bool:
    """Whether it still proves anything on a day."""
    return valid_until is None or day <= valid_until
