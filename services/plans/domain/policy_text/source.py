"""A document as the readers give it: one text, and what lies where in it."""

from dataclasses import dataclass
from typing import NamedTuple


class Span(NamedTuple):
    """From `start` to before `end`, counted in code points of the source's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line, or a paragraph of a formatted document. `heading` is the level its style gives it, from 1."""

    span: Span
    heading: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; one that is merged covers several `rows` or `columns` and stands where it begins."""

    span: Span
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its cells come row by row, and the texts of all of them lie within `span`."""

    span: Span
    cells: tuple[Cell, ...]


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Source:
    """`blocks` follow one another in the order of `text` and never overlap; between them are line breaks.

    `notes` are words for what the reader left out: macros, pages_without_text, tracked_deletions, images …
    """

    text: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()

    def at(self, span: Span) -> str:
        """The words of the document at a place."""
        return self.text[span.start : span.end]
