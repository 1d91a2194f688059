"""Tables as files: CSV that a program reads, XLSX that an office prints. The same table gives the same bytes."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Cell = str | int | Decimal | date | None
BODY_FONT, HEAD_FONT = "宋体", "黑体"
LONGEST_CELL = 32_000
"""Characters; Excel takes 32,767 and drops the whole cell above that."""
_CUT = "……（其余见 CSV 或 JSON · the rest is in the CSV and JSON）"
_STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
_A4 = 9
_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.7}
_NOTHING = "（无 · none）"


@dataclass(frozen=True)
class Column:
    """`width` is in characters; equal cells of a `merged` column that follow each other are printed as one."""

    zh: str
    en: str
    width: int
    merged: bool = False


@dataclass(frozen=True)
class Sheet:
    """`heading` stands above the table, its first line as the title."""

    name: str
    heading: Sequence[str]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Book:
    """`dated` is the day the file says it was made on: a day of its content, so that bytes do not change."""

    title: str
    dated: date
    sheets: Sequence[Sheet]


def csv_of(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> bytes:
    """UTF-8 with a mark, without which Excel reads Chinese wrongly; one line of headings in both languages."""
    text = io.StringIO()
    out = csv.writer(text)
    out.writerow([f"{column.zh} {column.en}" for column in columns])
    out.writerows([[_plain(cell) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return harmless(cell) if isinstance(cell, str) else str(cell)


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before what would begin one."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text


def xlsx_of(book: Book) -> bytes:
    """A4 landscape, as wide as the page, headings on every page, text never read as a formula or a link."""
    made = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, {"in_memory": True, **plain}) as workbook:
        workbook.set_properties(
            {"title": book.title, "created": datetime(book.dated.year, book.dated.month, book.dated.day)}  # noqa: DTZ001
        )
        looks = _Looks.of(workbook)
        for sheet in book.sheets:
            _write(workbook.add_worksheet(sheet.name), sheet, looks)
    return made.getvalue()


@dataclass(frozen=True)
class _Looks:
    title: Format
    note: Format
    head: Format
    text: Format
    day: Format

    @classmethod
    def of(cls, workbook: Workbook) -> "_Looks":
        def look(font: str, size: int, **more: object) -> Format:
            return workbook.add_format({"font_name": font, "font_size": size, "text_wrap": True, **more})

        middle = {"align": "center", "valign": "vcenter"}
        cell = {"border": 1, "valign": "vcenter"}
        return cls(
            title=look(HEAD_FONT, 16, **middle),
            note=look(BODY_FONT, 10, **middle),
            head=look(HEAD_FONT, 10, border=1, bg_color="#E7E6E6", **middle),
            text=look(BODY_FONT, 10, **cell),
            day=look(BODY_FONT, 10, num_format="yyyy-mm-dd", **cell),
        )


def _write(page: Worksheet, sheet: Sheet, looks: _Looks) -> None:
    last = len(sheet.columns) - 1
    for number, line in enumerate(sheet.heading):
        look = looks.title if number == 0 else looks.note
        page.set_row(number, 36 if number == 0 else 18)
        if last:
            page.merge_range(number, 0, number, last, line, look)
        else:
            page.write_string(number, 0, line, look)
    head = len(sheet.heading)
    page.set_row(head, 32)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(head, place, f"{column.zh}\n{column.en}", looks.head)
    _write_rows(page, sheet, head + 1, looks)
    page.freeze_panes(head + 1, 0)
    page.set_landscape()
    page.set_paper(_A4)
    page.set_margins(**_MARGINS)
    page.fit_to_pages(1, 0)
    page.repeat_rows(head)
    page.set_footer("&C第 &P 页，共 &N 页 · Page &P of &N")


def _write_rows(page: Worksheet, sheet: Sheet, first: int, looks: _Looks) -> None:
    if not sheet.rows:
        page.write_string(first, 0, _NOTHING, looks.text)
    kept = {place for place, column in enumerate(sheet.columns) if column.merged}
    for place in sorted(kept):
        leading = [each for each in sorted(kept) if each <= place]
        for start, end in _runs([tuple(row[each] for each in leading) for row in sheet.rows]):
            if end > start:
                _merge(page, first + start, first + end, place, sheet.rows[start][place], looks)
            else:
                _put(page, first + start, place, sheet.rows[start][place], looks)
    for number, row in enumerate(sheet.rows):
        for place, cell in enumerate(row):
            if place not in kept:
                _put(page, first + number, place, cell, looks)


def _runs(values: Sequence[object]) -> Iterator[tuple[int, int]]:
    """First and last position of each run of equal values."""
    start = 0
    for position in range(1, len(values) + 1):
        if position == len(values) or values[position] != values[start]:
            yield start, position - 1
            start = position


def _merge(page: Worksheet, start: int, end: int, place: int, cell: Cell, looks: _Looks) -> None:
    page.merge_range(start, place, end, place, "", looks.text)
    _put(page, start, place, cell, looks)


def _put(page: Worksheet, row: int, place: int, cell: Cell, looks: _Looks) -> None:
    if cell is None or cell == "":
        page.write_blank(row, place, None, looks.text)
    elif isinstance(cell, date):
        page.write_datetime(row, place, cell, looks.day)
    elif isinstance(cell, str):
        text = cell if len(cell) <= LONGEST_CELL else cell[:LONGEST_CELL] + _CUT
        page.write_string(row, place, text, looks.text)
    else:
        page.write_number(row, place, float(cell), looks.text)
