"""The lines of a document, folded, each with its place, its style and whether a blank line stands before it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.source import Paragraph, Source, Span, Table

_BREAKS = re.compile("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_DEEPEST_HEADING = 9
_END = frozenset("。!?;:…")
_CLOSERS = "”’)》\"'"


@dataclass(frozen=True, slots=True)
class Line:
    """`text` is folded and as long as `span`; a table is one line without words of its own."""

    span: Span
    text: str
    heading: int | None = None
    after_blank: bool = False
    table: Table | None = None

    @property
    def ended(self) -> bool:
        """Whether a sentence or clause is closed at its end, so that the next line begins anew."""
        return self.text.rstrip(_CLOSERS)[-1:] in _END

    @property
    def stops(self) -> bool:
        """Whether it ends with a mark that no title ends with."""
        return self.text[-1:] in "。;,、!" or self.ended


def lines_of(source: Source) -> list[Line]:
    """Every line that has words, without the blanks around it; those before a lost name (␣:) are kept."""
    folded = fold(source.text)
    lines: list[Line] = []
    reached = 0
    for block in source.blocks:
        gap = source.text.count("\n", reached, block.span.start) > 1
        reached = block.span.end
        if isinstance(block, Table):
            lines.append(Line(block.span, "", None, gap, block))
            continue
        for number, line in enumerate(_split(folded, block)):
            lines.append(Line(line, folded[line.start : line.end], _level(block), gap if number == 0 else False))
    return lines


def _split(folded: str, block: Paragraph) -> Iterator[Span]:
    start = block.span.start
    text = folded[block.span.start : block.span.end]
    at = 0
    for found in _BREAKS.finditer(text):
        yield from _trimmed(text, start, at, found.start())
        at = found.end()
    yield from _trimmed(text, start, at, len(text))


def _trimmed(text: str, start: int, begin: int, end: int) -> Iterator[Span]:
    part = text[begin:end]
    words = part.lstrip()
    if words.rstrip():
        lead = 0 if words[0] == ":" else len(part) - len(words)
        yield Span(start + begin + lead, start + begin + len(part.rstrip()))


def _level(block: Paragraph) -> int | None:
    return None if block.heading is None else max(1, min(block.heading, _DEEPEST_HEADING))
