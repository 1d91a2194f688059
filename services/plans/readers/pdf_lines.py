"""Characters of a PDF page put together to lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from services.plans.readers.characters import UNREADABLE, tidy
from services.plans.readers.items import Box

_SAME_LINE = 0.5  # of the character's size, between the middles of two
_WORD_GAP = 0.25  # of the size, between Latin words set without a blank
_WIDE_GAP = 1.0  # between Chinese characters
_COLUMN_GAP = 3.0  # as between the columns of a table without rules


@dataclass(frozen=True, slots=True)
class Glyph:
    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page; `size` is the height of its largest character, `margins` are those of its column, if it is in
    one of several."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    margins: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """Open where a page ends or begins within a row, so that no rule closes it."""

    boxes: tuple[Box, ...]
    columns: int
    top: float
    open_above: bool = False
    open_below: bool = False


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """Lines and tables from top to bottom; `unmapped` of its `characters` have no meaning in the file."""

    items: tuple[PrintedLine | PrintedTable, ...]
    height: float
    characters: int
    unmapped: int
    notes: frozenset[str] = field(default=frozenset())


def lines_of(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """The lines from top to bottom, each from left to right."""
    return [line for line in map(line_of, rows_of(glyphs)) if line.text.strip()]


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The characters of each line, from top to bottom."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.middle, glyph.x0)):
        if lines and abs(glyph.middle - lines[-1][-1].middle) <= _SAME_LINE * max(glyph.size, lines[-1][-1].size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return lines


def line_of(glyphs: Sequence[Glyph]) -> PrintedLine:
    """The characters of one line put together."""
    ordered = sorted(glyphs, key=lambda glyph: glyph.x0)
    inked = [glyph for glyph in ordered if glyph.text.strip()] or ordered
    words = [ordered[0].text]
    for before, glyph in pairwise(ordered):
        words += (_gap(before, glyph), glyph.text)
    return PrintedLine(
        tidy("".join(words)).replace("\n", " ").strip(),
        inked[0].x0,
        max(glyph.x1 for glyph in inked),
        min(glyph.top for glyph in inked),
        max(glyph.bottom for glyph in inked),
        max(glyph.size for glyph in inked),
    )


def _gap(before: Glyph, after: Glyph) -> str:
    """The blank that the distance of two neighbours stands for."""
    distance = (after.x0 - before.x1) / max(1.0, min(before.size, after.size))
    if distance >= _COLUMN_GAP:
        return "\t"
    if before.text.isspace() or after.text.isspace():
        return ""
    latin = before.text.isascii() and after.text.isascii() and UNREADABLE not in (before.text, after.text)
    return " " if distance > (_WORD_GAP if latin else _WIDE_GAP) else ""
