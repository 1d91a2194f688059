"""Characters that no line of a document can hold: line breaks made one, what nobody can print made visible."""

import re

UNREADABLE = "\ufffd"
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]+")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


def tidy(text: str) -> str:
    """One kind of line break; a control character, NUL or half a pair becomes U+FFFD, so that the damage shows.

    Taken out instead, `20?19` would silently read 2019. What no page ever shows, such as a blank of no width within a
    name, is taken out.
    """
    return _UNPRINTABLE.sub(UNREADABLE, _INVISIBLE.sub("", _BREAKS.sub("\n", text)))


def share_of_unprintable(text: str) -> float:
    """How much of a text is control characters: of words next to nothing, of anything else a good part."""
    return len(_UNPRINTABLE.findall(text)) / max(1, len(text))
