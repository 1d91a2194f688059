"""Workbooks: the sheet 填报 of the template, or the first sheet, long or wide."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from services.metrics.bodies.assembling import assembled
from services.metrics.bodies.delivered import Bounds, Delivered
from services.metrics.bodies.exact import cell_of, settled
from services.metrics.bodies.layout import MOST_COLUMNS, is_heading, layout_of
from services.metrics.bodies.tables import Frame, Values
from services.metrics.bodies.template_words import COLLECTION_KEY, PERIOD_KEY, SHEET
from services.metrics.bodies.xlsx_cells import Cell, Line, SharedTexts, Sheet, letters_of
from services.metrics.bodies.xlsx_formats import Formats
from services.metrics.bodies.xlsx_package import Package, unreadable
from services.metrics.domain.columns import Coded
from services.metrics.domain.texts import Text

_HEAD_ROWS = 20


def read(body: bytes, bounds: Bounds, period: str | None) -> Delivered:
    """A workbook; nothing of it but cells is opened."""
    with Package(body, bounds.most_bytes) as package:
        main, targets = package.parts()
        sheets = package.sheets(main, targets)
        if not sheets:
            raise unreadable("the workbook has no sheet")
        name, part = next((each for each in sheets if each[0] == SHEET), sheets[0])
        shared = SharedTexts()
        package.scan(targets.get("sharedStrings"), shared)
        sheet = Sheet(shared.texts, Formats(package, targets.get("styles")))
        package.scan(part, sheet)
    return _delivered(name[:50], sheet.lines, bounds, period)


def _delivered(name: str, lines: list[Line], bounds: Bounds, period: str | None) -> Delivered:
    top = _heading(name, lines)
    wide = max(lines[top].cells) + 1
    headings = [_as_text(lines[top].cells.get(column, "")) for column in range(min(wide, MOST_COLUMNS + 1))]
    rows = CellTable(lines[top + 1 :])
    said = {key: value for line in lines[:top] for key, value in _said_of_all(line)}
    frame = Frame(
        layout_of(headings), bounds, said.get(PERIOD_KEY, period), lambda row: f"sheet {name}, row {rows.number(row)}"
    )
    found = assembled(rows, frame)

    def place(row: int) -> str:
        where = frame.place(int(found.rows[row]))
        return where if found.cells is None else f"{where}, column {letters_of(int(found.cells[row]))}"

    return Delivered(found.columns, place, untyped=True, collection=said.get(COLLECTION_KEY))


def _heading(name: str, lines: Sequence[Line]) -> int:
    for place, line in enumerate(lines[:_HEAD_ROWS]):
        if is_heading([cell for cell in line.cells.values() if isinstance(cell, str)]):
            return place
    raise unreadable(f"none of the first {_HEAD_ROWS} rows of sheet {name} names a column organisation (机构代码)")


def _said_of_all(line: Line) -> list[tuple[str, str]]:
    """A key and its value, in cells side by side above the headings."""
    cells = line.cells
    keys = ((column, cell) for column, cell in cells.items() if cell in (PERIOD_KEY, COLLECTION_KEY))
    return [(str(key), _as_text(cells[column + 1])) for column, key in keys if column + 1 in cells]


def _as_text(cell: Cell) -> str:
    """A code that looks like a number was made one by Excel: 640221 stands there as 640221.0."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell).strip()


@dataclass(frozen=True)
class CellTable:
    """Rows of a sheet below its headings."""

    lines: Sequence[Line]

    @property
    def rows(self) -> int:
        return len(self.lines)

    def number(self, row: int) -> int:
        """The number that the row has in the sheet."""
        return self.lines[row].number

    def codes(self, column: int) -> Coded:
        return Coded.of([_as_text(line.cells.get(column, "")) for line in self.lines])

    def texts(self, column: int) -> dict[int, str]:
        cells = ((row, _as_text(line.cells.get(column, ""))) for row, line in enumerate(self.lines))
        return {row: text for row, text in cells if text}

    def values(self, column: int) -> Values:
        numbers, empty = np.full(self.rows, np.nan), np.zeros(self.rows, np.bool_)
        odd: dict[int, object] = {}
        texts = _Texts()
        for row, line in enumerate(self.lines):
            cell = line.cells.get(column, "")
            found = texts.read(cell) if isinstance(cell, str) else cell
            if isinstance(found, float):
                numbers[row] = found
            elif found == "":
                empty[row] = True
            else:
                odd[row] = found
        plain = np.flatnonzero(~np.isnan(numbers))
        numbers[plain], strange = settled(numbers[plain])
        odd |= {int(plain[place]): value for place, value in strange.items()}
        return Values(numbers, odd, empty)


class _Texts:
    """Texts of cells as values, each read once however many cells refer to it."""

    def __init__(self) -> None:
        self._known: dict[str, float | Decimal | Text] = {}

    def read(self, text: str) -> float | Decimal | Text:
        if text not in self._known:
            self._known[text] = cell_of(text)
        return self._known[text]
