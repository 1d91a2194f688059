"""What every reader makes of a document first: lines and grids, which `compose` lays into one text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.plans.domain.policy_text.source import Block, Cell, Paragraph, Source, Span, Table
from services.plans.readers.characters import UNREADABLE
from services.plans.readers.unreadable import Reason, Unreadable

MOST_LINES = 200_000  # a document of a thousand pages has a quarter of that
_MOST_CELLS = 200_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line or paragraph, tidied; an empty one keeps the distance that the document has there."""

    text: str
    heading: int | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with its own text; the cells' spans count from the beginning of that text."""

    text: str
    cells: tuple[Cell, ...]


Item = Line | Grid


@dataclass(frozen=True, slots=True)
class Box:
    """A cell that has no place in a text yet."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def laid_out(boxes: Sequence[Box]) -> Grid:
    """The cells one after another: a tab between those of a row, a line break between rows."""
    pieces: list[str] = []
    cells: list[Cell] = []
    at, row = 0, None
    for box in boxes:
        gap = "" if row is None else "\t" if box.row == row else "\n"
        row = box.row
        start = at + len(gap)
        at = start + len(box.text)
        pieces += (gap, box.text)
        cells.append(Cell(Span(start, at), box.row, box.column, box.rows, box.columns))
    return Grid("".join(pieces), tuple(cells))


def compose(items: Iterable[Item], notes: Iterable[str] = ()) -> Source:
    """One text of all items; what is blank gives no block. Without a single word: `Unreadable`."""
    pieces: list[str] = []
    blocks: list[Block] = []
    at = cells = 0
    for item in items:
        block = _paragraph(item, at) if isinstance(item, Line) else _table(item, at)
        if isinstance(item, Grid):
            cells += len(item.cells)
            refuse_too_many(cells)
        if block is not None:
            blocks.append(block)
        pieces.append(item.text)
        at += len(item.text) + 1
    if not blocks:
        raise Unreadable(Reason.EMPTY)
    text = "\n".join(pieces)
    unreadable = ("unreadable_characters",) if UNREADABLE in text else ()
    return Source(text, tuple(blocks), tuple(sorted({*notes, *unreadable})))


def refuse_too_many(cells: int) -> None:
    """For readers to ask before they make as many; a hostile file has millions, at a price each."""
    if cells > _MOST_CELLS:
        raise Unreadable(Reason.TOO_MANY_PARTS, f"at most {_MOST_CELLS} cells")


def _paragraph(line: Line, at: int) -> Paragraph | None:
    span = _without_margins(line.text, 0, len(line.text))
    return Paragraph(Span(at + span.start, at + span.end), line.heading) if span.start < span.end else None


def _table(grid: Grid, at: int) -> Table | None:
    if not grid.text.strip() or not grid.cells:
        return None
    cells = []
    for cell in grid.cells:
        span = _without_margins(grid.text, *cell.span)
        placed = Span(at + span.start, at + span.end)
        cells.append(Cell(placed, cell.row, cell.column, cell.rows, cell.columns))
    return Table(Span(at, at + len(grid.text)), tuple(cells))


def _without_margins(text: str, start: int, end: int) -> Span:
    """The part without blanks before and after, ideographic ones included."""
    part = text[start:end]
    begins = len(part) - len(part.lstrip())
    return Span(start + begins, start + max(begins, len(part.rstrip())))
