"""Which HTML tables hold data, and where their cells lie."""

from collections.abc import Callable, Iterator

from lxml import etree

from services.plans.readers.items import Box, refuse_too_many
from services.plans.readers.unreadable import Reason, Unreadable

_GROUPS = ("thead", "tbody", "tfoot")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LAYOUT_LENGTH = 3_000  # characters; a longer cell is a page put into a table, not a cell of data
_MOST_COLUMNS = 256


def is_data(table: etree._Element) -> bool:
    """Rows and columns of cells, and nothing else: no table inside, no headings, no text outside of a cell."""
    if next(table.iterdescendants("table", *_HEADINGS), None) is not None:
        return False
    rows = list(_rows(table))
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    return not _has_strays(table) and all(
        cell.tag in ("td", "th") and sum(map(len, cell.itertext())) < _LAYOUT_LENGTH for row in rows for cell in row
    )


def boxes_of(table: etree._Element, text_of: Callable[[etree._Element], str | None]) -> list[Box]:
    """The cells in their places, as a browser lays them out; `text_of` gives None for a cell that does not show."""
    rows = list(_rows(table))
    taken: list[int] = []  # for each column the first row that is free
    boxes: list[Box] = []
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            text = text_of(cell)
            if text is None:
                continue
            while column < len(taken) and taken[column] > number:
                column += 1
            columns = _span(cell.get("colspan"), _MOST_COLUMNS)
            if column + columns > _MOST_COLUMNS:
                raise Unreadable(Reason.TOO_MANY_PARTS, f"at most {_MOST_COLUMNS} columns")
            height = _span(cell.get("rowspan"), len(rows) - number)
            taken += [0] * (column + columns - len(taken))
            taken[column : column + columns] = [number + height] * columns
            refuse_too_many(len(boxes))
            boxes.append(Box(text, number, column, height, columns))
            column += columns
    return boxes


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in _GROUPS:
            yield from child.iterchildren("tr")


def _has_strays(table: etree._Element) -> bool:
    """Text or elements between the cells, which a grid would lose."""
    outer = [table, *(node for node in table if node.tag in _GROUPS), *_rows(table)]
    known = ("tr", "td", "th", "caption", "colgroup", "col", *_GROUPS)
    return any((node.text or "").strip() for node in outer) or any(
        child.tag not in known or (child.tail or "").strip() for node in outer for child in node
    )


def _span(stated: str | None, most: int) -> int:
    """How far a cell reaches; 0 means as far as there is."""
    if not stated or not stated.strip().isascii() or not stated.strip().isdigit():
        return 1
    reach = int(stated.strip()[:6])
    return min(reach, most) if reach else most
