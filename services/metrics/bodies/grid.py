"""Files of official statistics as plain grids: their layout is what whoever printed them liked."""

import csv
import io

from services.kernel.errors import MediaTypeUnknown
from services.metrics.bodies.csv_text import as_utf8
from services.metrics.bodies.csv_text import unreadable as csv_unreadable
from services.metrics.bodies.exact import cell_of
from services.metrics.bodies.expanding import expanded
from services.metrics.bodies.layout import MOST_CELLS
from services.metrics.bodies.xlsx_cells import SharedTexts, Sheet
from services.metrics.bodies.xlsx_formats import Formats
from services.metrics.bodies.xlsx_package import MEDIA_TYPE, Package, unreadable
from services.metrics.domain.official import Cell, Grid
from services.metrics.errors import TooManyReadings

GRID_FORMS = (MEDIA_TYPE, "text/csv")
_SEPARATORS = (",", ";", "\t")


def grid_of(media_type: str, encoding: str | None, body: bytes, sheet: str | None, most_bytes: int) -> Grid:
    """A sheet by its name, else the first; a CSV has only one. It may take seconds; run it in a thread."""
    if media_type not in GRID_FORMS:
        raise MediaTypeUnknown("send Content-Type: " + " or ".join(GRID_FORMS))
    held = expanded(body, encoding, most_bytes)
    return _of_csv(held) if media_type == "text/csv" else _of_workbook(held, sheet, most_bytes)


def _of_workbook(body: bytes, wanted: str | None, most_bytes: int) -> Grid:
    with Package(body, most_bytes) as package:
        main, targets = package.parts()
        sheets = package.sheets(main, targets)
        found = next((each for each in sheets if wanted is None or each[0] == wanted), None)
        if found is None:
            names = ", ".join(name[:40] for name, _ in sheets[:20])
            raise unreadable(f"the workbook has no sheet {wanted or ''}; it has: {names}")
        shared = SharedTexts()
        package.scan(targets.get("sharedStrings"), shared)
        sheet = Sheet(shared.texts, Formats(package, targets.get("styles")))
        package.scan(found[1], sheet)
    rows = {line.number: {at: _valued(cell) for at, cell in line.cells.items()} for line in sheet.lines}
    return Grid(f"sheet {found[0][:40]}", rows)


def _of_csv(body: bytes) -> Grid:
    text = as_utf8(body).decode("utf-8")
    if "\0" in text:
        raise csv_unreadable("the text has NUL in it: it is no CSV")
    head = text[:10_000]
    separator = max(_SEPARATORS, key=head.count)
    rows: dict[int, dict[int, Cell]] = {}
    cells = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), start=1):
            said = {at: _valued(cell) for at, cell in enumerate(row) if cell.strip()}
            cells += len(said)
            if cells > MOST_CELLS:
                raise TooManyReadings(f"a table of more than {MOST_CELLS} cells; divide it")
            if said:
                rows[number] = said
    except csv.Error as error:
        raise csv_unreadable(f"it is no table of cells: {error}") from error
    return Grid("the table", rows)


def _valued(cell: float | bool | str) -> Cell:
    """What a text plainly is; a code of ten digits is a number here, and becomes a text again where a key is read."""
    if not isinstance(cell, str):
        return cell
    found = cell_of(cell)
    return str(found) if isinstance(found, str) else found
