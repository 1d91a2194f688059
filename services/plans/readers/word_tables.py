"""Where the cells of a Word table lie."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from services.plans.readers.items import Box, refuse_too_many
from services.plans.readers.unreadable import Reason, Unreadable
from services.plans.readers.word_package import W
from services.plans.readers.word_styles import number, value

_MOST_COLUMNS = 256
_AROUND = tuple(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))


def rows_of(table: etree._Element, notes: set[str]) -> list[list[etree._Element]]:
    """The cells of each row; a row whose deletion is tracked is left out."""
    rows = []
    for row in _inside(table, W + "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            notes.add("tracked_deletions")
        else:
            rows.append(list(_inside(row, W + "tc")))
    return rows


def boxes_of(rows: Sequence[Sequence[etree._Element]], text_of: Callable[[etree._Element], str]) -> list[Box]:
    """The cells row by row, each with the columns and rows that it covers."""
    boxes: list[Box] = []
    above: dict[int, int] = {}  # for each column the cell that may go on downwards
    for at, row in enumerate(rows):
        refuse_too_many(len(boxes))
        column = number(value(_parent(row), "trPr/gridBefore")) or 0
        begun: dict[int, int] = {}
        for cell in row:
            columns = max(1, number(value(cell, "tcPr/gridSpan")) or 1)
            if column + columns > _MOST_COLUMNS:
                raise Unreadable(Reason.TOO_MANY_PARTS, f"at most {_MOST_COLUMNS} columns")
            merged = value(cell, "tcPr/vMerge")
            if merged not in (None, "restart") and column in above:
                begun[column] = above[column]
                boxes[above[column]] = replace(boxes[above[column]], rows=at - boxes[above[column]].row + 1)
            else:
                begun[column] = len(boxes)
                boxes.append(Box(text_of(cell), at, column, columns=columns))
            column += columns
        above = begun
    return boxes


def _parent(row: Sequence[etree._Element]) -> etree._Element | None:
    parent = row[0].getparent() if row else None
    while parent is not None and parent.tag != W + "tr":
        parent = parent.getparent()
    return parent


def _inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of a kind, also those within a content control or a tracked insertion."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from _inside(child, tag)
