"""Printed lines joined to paragraphs again, over the ends of pages too."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from services.plans.readers.items import Item, Line, laid_out
from services.plans.readers.pdf_lines import PrintedLine, PrintedPage, PrintedTable

_BEGINS_ANEW = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十百]{1,4}[)）、．.]|第[一二三四五六七八九十百\d]{1,5}[章节条]|[（(]\d{1,3}[)）]|\d{1,3}[、．.](?!\d)|[①-⑳])"
)
_FULL = 2.0  # characters that may lack at the right of a line that is full
_INDENT = 1.0  # characters by which a new paragraph begins further right
_APART = 1.0  # sizes of blank between two lines beyond which a new paragraph begins
_OTHER_SIZE = 0.15


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the lines of the text begin and end."""

    left: float
    right: float


def joined(pages: Sequence[PrintedPage]) -> list[Item]:
    """Paragraphs and tables; a table that ends a page and one that begins the next with as many columns are one."""
    column = _column(pages)
    found: list[Item] = []
    words: list[PrintedLine] = []
    table: PrintedTable | None = None
    for item in (item for page in pages for item in page.items):
        if isinstance(item, PrintedTable):
            found += _paragraph(words)
            words = []
            table = _continued(table, item) if table and table.columns == item.columns else _begun(found, table, item)
            continue
        if table is not None:
            found.append(laid_out(table.boxes))
            table = None
        if words and not _goes_on(words[-1], item, column):
            found += _paragraph(words)
            words = []
        words.append(item)
    found += _paragraph(words)
    return found + ([laid_out(table.boxes)] if table else [])


def _begun(found: list[Item], before: PrintedTable | None, table: PrintedTable) -> PrintedTable:
    if before is not None:
        found.append(laid_out(before.boxes))
    return table


def _continued(before: PrintedTable, table: PrintedTable) -> PrintedTable:
    """The rows of both. A row that has no rule at the end of the page and none on the next goes on there."""
    rows = max(box.row + box.rows for box in before.boxes)
    boxes, moved = list(before.boxes), list(table.boxes)
    if before.open_below and table.open_above:
        last = {box.column: at for at, box in enumerate(boxes) if box.row + box.rows == rows}
        first = {box.column: box for box in moved if box.row == 0}
        if last.keys() == first.keys() and all(box.rows == 1 for box in first.values()):
            for column, at in last.items():
                words = (boxes[at].text, first[column].text)
                boxes[at] = replace(boxes[at], text="\n".join(filter(None, words)))
            moved, rows = [box for box in moved if box.row > 0], rows - 1
    boxes += [replace(box, row=box.row + rows) for box in moved]
    return replace(before, boxes=tuple(boxes), open_below=table.open_below)


def _column(pages: Sequence[PrintedPage]) -> _Column:
    """The commonest left edge of long lines, and the right edge that a tenth of them reaches; of those in columns each
    knows its own."""
    every = [item for page in pages for item in page.items if isinstance(item, PrintedLine)]
    lines = [line for line in every if line.margins is None]
    if not lines:
        return _Column(0, 0)
    widest = max(line.x1 - line.x0 for line in lines)
    long = [line for line in lines if line.x1 - line.x0 >= 0.7 * widest]
    left = Counter(round(line.x0) for line in long).most_common(1)[0][0]
    rights = sorted(line.x1 for line in long)
    return _Column(min(left, *(round(line.x0) for line in long)), rights[int(0.9 * (len(rights) - 1))])


def _goes_on(before: PrintedLine, line: PrintedLine, column: _Column) -> bool:
    """Whether a line continues the paragraph: the one before is full, this one begins at the margin and nothing new."""
    size = before.size
    left, right = (line.margins or (column.left,))[0], (before.margins or (0, column.right))[1]
    full = before.x1 >= right - _FULL * size
    at_margin = line.x0 <= left + _INDENT * size
    alike = abs(line.size - size) <= _OTHER_SIZE * size
    near = line.top < before.bottom + _APART * size  # on the next page it stands higher
    if "\t" in before.text + line.text:  # set in columns
        return False
    return full and at_margin and alike and near and _BEGINS_ANEW.match(line.text) is None


def _paragraph(lines: Sequence[PrintedLine]) -> Iterable[Item]:
    if not lines:
        return []
    text = lines[0].text
    for line in lines[1:]:
        text += (" " if text[-1:].isascii() and text[-1:].isalnum() and line.text[:1].isascii() else "") + line.text
    return [Line(text)]
