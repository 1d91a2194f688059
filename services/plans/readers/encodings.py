"""Bytes to characters, by a rule short enough to tell the sender.

A byte order mark decides. Then the first of the charset that was stated, UTF-8, GB18030, Big5, UTF-16 whose reading is
nearly all common Chinese characters; if none is, the best one that is mostly such. Right readings of policy texts score
0.99 and more, wrong ones at most 0.55.
"""

import codecs
from collections.abc import Iterator
from functools import cache

from services.plans.readers.unreadable import Reason, Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NAMES = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
_SURE, _LIKELY = 0.8, 0.6
_SAMPLE = 100_000


def decoded(body: bytes, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text, and notes for what it took: bytes that are no character, a charset stated wrongly."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace"), ()
    stated = _NAMES.get(charset.strip("\"' ").lower()) if charset else None
    encoding = _chosen(body, stated)
    notes = ("charset_not_as_stated",) if stated not in (None, encoding) else ()
    return body.decode(encoding, "replace"), notes


def _chosen(body: bytes, stated: str | None) -> str:
    best, likely = "", _LIKELY
    for encoding in _candidates(body, stated):
        score = _score(body, encoding)
        if score >= _SURE:
            return encoding
        if score > likely:
            best, likely = encoding, score
    if not best:
        raise Unreadable(Reason.ENCODING_UNKNOWN, "UTF-8, UTF-16, GB18030 or Big5")
    return best


def _candidates(body: bytes, stated: str | None) -> Iterator[str]:
    if stated:
        yield stated
    if 0 in body:  # half of a line break in UTF-16; in no text of another encoding
        yield "utf-16-le" if body[1::2].count(0) >= body[::2].count(0) else "utf-16-be"
    yield from ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")


def _score(body: bytes, encoding: str) -> float:
    """The share of common characters among those outside ASCII; any text that is well-formed UTF-8 is sure.

    That exception is for Tibetan, Uighur, Mongolian and rare characters; hardly any other text is well-formed UTF-8.
    """
    if encoding == "utf-8":
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            pass
        else:
            return 1.0
    sample = body[: _SAMPLE * 2].decode(encoding, "replace")
    foreign = [character for character in sample if character > "\x7f" or character == "\0"]
    return sum(character in _common() for character in foreign) / len(foreign) if foreign else 1.0


@cache
def _common() -> frozenset[str]:
    """The marks and the most used characters of GB 2312 and Big5, as the two standards sort them."""
    rows = (("gb2312", 0xA1, 0xA3), ("gb2312", 0xB0, 0xD7), ("big5", 0xA1, 0xA3), ("big5", 0xA4, 0xC6))
    return frozenset(
        character
        for encoding, first, last in rows
        for lead in range(first, last + 1)
        for trail in range(0x40, 0xFF)
        for character in bytes((lead, trail)).decode(encoding, "ignore")
    )
