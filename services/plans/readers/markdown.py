"""Marks of Markdown in plain text: they are form, so that headings become headings and emphasis goes.

Only a text with a heading, a pair of double stars or the rule of a table in it is taken for Markdown. Marks of lists
stay: a dash or a number before an item says the same with and without Markdown.
"""

import re
from collections.abc import Iterator, Sequence

from services.plans.readers.items import Line

_HEADING = re.compile("[ \t]{0,3}(#{1,6})(?:[ \t\u3000]+|(?<=##)(?=[^#\\s]))(?=[^#\\s])")
_CLOSING = re.compile("[ \t]#+$")
_RULE = re.compile("[ \t]*(?:[-*_=][ \t]*){3,}")
_UNDERLINE = re.compile("(=|-)\\1{2,}[ \t]*")
_FENCE = re.compile("[ \t]*(?:`{3,}|~{3,})[a-zA-Z0-9_-]*[ \t]*")
_QUOTE = re.compile("[ \t]*(?:>[ \t]?)+")
_BOX = re.compile("([ \t]*[-*+][ \t]+)\\[[ xX]\\][ \t]+")
_STRONG = re.compile("(?<!\\*)\\*{2,3}([^*\\n]+)\\*{2,3}(?!\\*)")
_STRONG_LOW = re.compile("(?<![_\\w])__(?=[^\\s_])([^_\\n]+)(?<=[^\\s_])__(?![_\\w])")
_STRUCK = re.compile("~~([^~\\n]+)~~")
_SLANTED = re.compile("(?<![^\\s|])\\*(?=[^*\\s])([^*\\n]+)(?<=[^*\\s])\\*(?![^\\s|])")
_CODE = re.compile("`([^`\\n]+)`")
_LINK = re.compile("!?\\[([^\\[\\]\\n]*)\\]\\((?:https?:|mailto:|[./#])[^()\\s]{0,300}\\)")
_ESCAPED = re.compile("\\\\([*_#`>~\\[\\]()+.!-])")
_BREAK = re.compile("<br ?/?>", re.IGNORECASE)
_TABLE_RULE = re.compile("[ \t]*\\|?[ \t]*:?-{2,}:?[ \t]*(?:\\|[ \t]*:?-{2,}:?[ \t]*)+\\|?[ \t]*")
_LONGEST = 20_000  # characters; what is looked at for marks that only a line as a whole can be
_EMPHASIS = (("**", _STRONG), ("__", _STRONG_LOW), ("*", _SLANTED), ("~~", _STRUCK), ("`", _CODE))


def without_marks(lines: Sequence[Line]) -> tuple[list[Line], frozenset[str]]:
    """The lines as Markdown shows them, and a note; a text that is none comes back as it is."""
    texts = [line.text for line in lines]
    if not _is_markdown(texts):
        return list(lines), frozenset()
    return list(_shown(texts)), frozenset({"markdown"})


def _is_markdown(texts: Sequence[str]) -> bool:
    return any(
        _HEADING.match(text) or _STRONG.search(text) or (len(text) <= _LONGEST and _TABLE_RULE.fullmatch(text))
        for text in texts
    )


def _shown(texts: Sequence[str]) -> Iterator[Line]:
    skip = False
    for at, text in enumerate(texts):
        if skip:
            skip = False
            yield Line("")
            continue
        level = _underlined(text, texts[at + 1] if at + 1 < len(texts) else "")
        skip = level is not None
        if heading := _HEADING.match(text):
            yield Line(_plain(_CLOSING.sub("", text[heading.end() :].rstrip())), len(heading[1]))
        elif level:
            yield Line(_plain(text), level)
        elif len(text) <= _LONGEST and (_RULE.fullmatch(text) or _FENCE.fullmatch(text)):
            yield Line("")
        else:
            yield from _lines(_plain(_BOX.sub(r"\1", _QUOTE.sub("", text, count=1) if ">" in text[:8] else text)))


def _underlined(text: str, below: str) -> int | None:
    """The level that a line of = or - below gives a short line; a table has bars in it."""
    if not text.strip() or len(text) > 100 or "|" in text or not _UNDERLINE.fullmatch(below):
        return None
    return 1 if below[0] == "=" else 2


def _plain(text: str) -> str:
    """Without emphasis, the addresses of links, and the strokes before marks that are meant as such."""
    for mark, form in _EMPHASIS:
        if mark in text:
            text = form.sub(r"\1", text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _lines(text: str) -> Iterator[Line]:
    """A break within a cell stays within it; elsewhere it begins a line."""
    if "<" not in text or not _BREAK.search(text):
        yield Line(text)
    elif "|" in text:
        yield Line(_BREAK.sub("\n", text))
    else:
        yield from map(Line, _BREAK.split(text))
