"""The cells of a drawn table whose rules part its rows: a band of lines between two rules is one row.

A rule that runs through some columns only parts the rows there; in the others the cell goes on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from services.plans.domain.policy_text.cell_lines import NAME_ENDS
from services.plans.readers.items import Box

_LONGEST_END = 8  # characters that tell whether a name ends
_ONE_MORE = 2  # columns that a Chinese character takes


@dataclass(frozen=True, slots=True)
class Piece:
    """What a line has between two bars, where it begins in the line, and whether it is a part of a rule."""

    text: str
    at: int
    ruled: bool


@dataclass(slots=True)
class _Open:
    """A cell that more lines may still be added to."""

    row: int
    words: list[str] = field(default_factory=list)
    full: bool = False

    def add(self, text: str) -> None:
        """One more line. Where the one before is full the drawing has cut it, but after the name of a unit."""
        words = text.strip()
        if self.full and not NAME_ENDS.search(self.words[-1][-_LONGEST_END:]):
            self.words[-1] += words
        else:
            self.words.append(words)
        self.full = _is_full(text)


def boxes_of(lines: Sequence[Sequence[Piece]]) -> list[Box]:
    """The cells, row by row. A line with fewer pieces than the table has columns leaves the last ones empty."""
    width = max(map(len, lines), default=0)
    parted = _rules_part_every_row(lines)
    columns: list[list[_Open]] = [[_Open(0)] for _ in range(width)]
    row, seen = 0, False
    for pieces in lines:
        rule = any(piece.ruled for piece in pieces)
        begins = seen and (rule or (not parted and bool(pieces) and bool(pieces[0].text.strip())))
        if begins:
            row, seen = row + 1, False
        for column in range(width) if begins else ():
            if not rule or column >= len(pieces) or pieces[column].ruled:
                columns[column].append(_Open(row))
        for column, piece in enumerate(pieces):
            if not piece.ruled and piece.text.strip():
                columns[column][-1].add(piece.text)
        seen = seen or any(not piece.ruled and piece.text.strip() for piece in pieces)
    return _closed(columns, row + seen)


def _is_full(text: str) -> bool:
    """Whether no further Chinese character would fit; what stands in the middle has as much room on both sides."""
    margin = min(1, len(text) - len(text.lstrip()))
    return len(text) - len(text.rstrip()) - margin < _ONE_MORE


def _rules_part_every_row(lines: Sequence[Sequence[Piece]]) -> bool:
    """Three bands or a rule through some columns; else only the header is parted, and each line begins a row.

    Such a line continues the row above where its first cell is empty.
    """
    bands, inside = 0, False
    for pieces in lines:
        ruled = [piece.ruled for piece in pieces]
        if any(ruled) and not all(ruled):
            return True
        bands += not any(ruled) and not inside
        inside = not any(ruled)
    return bands > 2


def _closed(columns: Sequence[Sequence[_Open]], rows: int) -> list[Box]:
    boxes = []
    for column, cells in enumerate(columns):
        ends = [cell.row for cell in cells[1:]] + [rows]
        boxes += [
            Box("\n".join(cell.words), cell.row, column, rows=end - cell.row)
            for cell, end in zip(cells, ends, strict=True)
            if end > cell.row
        ]
    return sorted(boxes, key=lambda box: (box.row, box.column))
