"""One table with its heading, written as CSV or XLSX; the same table gives the same bytes."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter

Cell = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


@dataclass(frozen=True)
class Column:
    """A heading in both languages and the width in characters."""

    heading: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """`lines` stand above the table in print: its title first, then of what and of which day it is."""

    name: str
    lines: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def as_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a mark at its head, so that office programs read Chinese; only the table, one heading a column.

    A text that such a program would take for a formula gets an apostrophe in front.
    """
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    writer.writerow([column.heading for column in sheet.columns])
    writer.writerows([[_harmless(cell) for cell in row] for row in sheet.rows])
    return held.getvalue().encode("utf-8-sig")


def _harmless(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_xlsx(sheet: Sheet) -> bytes:
    """One worksheet, ready to print: across, one page wide, the headings on every page, pages numbered."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        book.set_properties({"title": sheet.lines[0], "created": _MADE})
        page = book.add_worksheet(sheet.name[:31])
        plain = {"text_wrap": True, "valign": "top", "border": 1, "font_size": 10}
        title = book.add_format({"bold": True, "font_size": 15, "align": "center", "valign": "vcenter"})
        said = book.add_format({"font_size": 10, "text_wrap": True, "valign": "top"})
        heading = book.add_format(plain | {"bold": True, "align": "center", "bg_color": "#E7EEF7"})
        body = book.add_format(plain)
        last = len(sheet.columns) - 1
        for number, line in enumerate(sheet.lines):
            page.merge_range(number, 0, number, last, "")
            page.write_string(number, 0, line, title if number == 0 else said)
        top = len(sheet.lines)
        for number, column in enumerate(sheet.columns):
            page.set_column(number, number, column.width)
            page.write_string(top, number, column.heading, heading)
        for place, row in enumerate(sheet.rows, start=top + 1):
            for number, cell in enumerate(row):
                if isinstance(cell, str):
                    page.write_string(place, number, cell, body)
                else:
                    page.write(place, number, cell, body)
        page.set_row(0, 28)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
        page.repeat_rows(top)
        page.freeze_panes(top + 1, 0)
        page.set_footer("&C&P / &N")
    return held.getvalue()
