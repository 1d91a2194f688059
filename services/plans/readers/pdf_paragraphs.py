"""Printed lines joined to paragraphs again, over the ends of pages too."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from services.plans.readers.items import Box, Item, Line, laid_out
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
    rows = max((box.row + box.rows for box in before.boxes), default=0)
    moved = (Box(box.text, box.row + rows, box.column, box.rows, box.columns) for box in table.boxes)
    return replace(before, boxes=(*before.boxes, *moved))


def _column(pages: Sequence[PrintedPage]) -> _Column:
    """The commonest left edge of long lines, and the right edge that a tenth of them reaches."""
    lines = [item for page in pages for item in page.items if isinstance(item, PrintedLine)]
    if not lines:
        return _Column(0, 0)
    widest = max(line.x1 - line.x0 for line in lines)
    long = [line for line in lines if line.x1 - line.x0 > 0.7 * widest]
    left = Counter(round(line.x0) for line in long).most_common(1)[0][0]
    rights = sorted(line.x1 for line in long)
    return _Column(min(left, *(round(line.x0) for line in long)), rights[int(0.9 * (len(rights) - 1))])


def _goes_on(before: PrintedLine, line: PrintedLine, column: _Column) -> bool:
    """Whether a line continues the paragraph: the one before is full, this one begins at the margin and nothing new."""
    size = before.size
    full = before.x1 >= column.right - _FULL * size
    at_margin = line.x0 <= column.left + _INDENT * size
    alike = abs(line.size - size) <= _OTHER_SIZE * size
    near = line.top < before.bottom + _APART * size  # on the next page it stands higher
    return full and at_margin and alike and near and _BEGINS_ANEW.match(line.text) is None


def _paragraph(lines: Sequence[PrintedLine]) -> Iterable[Item]:
    if not lines:
        return []
    text = lines[0].text
    for line in lines[1:]:
        text += (" " if text[-1:].isascii() and text[-1:].isalnum() and line.text[:1].isascii() else "") + line.text
    return [Line(text)]
