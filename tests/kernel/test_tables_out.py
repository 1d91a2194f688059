"""Tables as files."""

from datetime import date
from decimal import Decimal

import pytest

from services.kernel.tables_out import LONGEST_CELL, Book, Cell, Column, Sheet, csv_of, xlsx_of
from tests.workbook import pages, parts

COLUMNS = (Column("组", "Group", 10, merged=True), Column("内容", "What", 30))


def book(*rows: list[Cell], day: date = date(2021, 9, 1)) -> bytes:
    return xlsx_of(Book("题", day, [Sheet("表一", ["题目", "注"], COLUMNS, rows)]))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_spreadsheet_takes_text_for_a_formula(text: str) -> None:
    assert f"'{text.strip()}" in csv_of(COLUMNS, [["a", text]]).decode("utf-8-sig").replace("\t", "").replace("\r", "")
    (page,) = pages(book(["a", text]))
    assert page.cells["B4"].replace("_x000D_", "").strip() == text.strip()


def test_a_csv_has_its_mark_both_headings_and_plain_numbers() -> None:
    body = csv_of(COLUMNS, [["a", Decimal("1E+2")], [None, date(2020, 1, 2)], ["b,c", -5]])
    assert body.startswith(b"\xef\xbb\xbf")
    assert body.decode("utf-8-sig").split("\r\n") == [
        "组 Group,内容 What", "a,100", ",2020-01-02", '"b,c",-5', "",
    ]  # fmt: skip


def test_the_same_table_gives_the_same_bytes_and_another_day_others() -> None:
    assert book(["a", "b"]) == book(["a", "b"])
    assert book(["a", "b"]) != book(["a", "b"], day=date(2021, 9, 2))
    assert b"2021-09-01T00:00:00Z" in parts(book(["a", "b"]))["docProps/core.xml"]


def test_a_sheet_is_laid_out_for_the_printer() -> None:
    (page,) = pages(book(["a", "x"], ["a", "y"], ["b", date(2021, 9, 1)]))
    setup = page.one(".//m:pageSetup").attrib
    assert (setup["paperSize"], setup["orientation"], setup["fitToHeight"]) == ("9", "landscape", "0")
    assert page.one(".//m:sheetPr/m:pageSetUpPr").attrib["fitToPage"] == "1"
    assert page.one(".//m:pane").attrib["state"] == "frozen"
    assert "&P" in str(page.one(".//m:oddFooter").text)
    assert "&N" in str(page.one(".//m:oddFooter").text)
    assert "表一!$3:$3" in parts(book(["a", "x"]))["xl/workbook.xml"].decode().replace("'", "")
    assert "宋体".encode() in parts(book(["a", "x"]))["xl/styles.xml"]


def test_equal_neighbours_are_one_cell_and_days_and_numbers_are_no_text() -> None:
    (page,) = pages(book(["a", "x"], ["a", date(2021, 9, 1)], ["b", Decimal("1.5")]))
    assert page.merged == ["A1:B1", "A2:B2", "A4:A5"]
    assert (page.cells["A4"], page.cells["A6"], page.cells["B5"], page.cells["B6"]) == ("a", "b", "44440", "1.5")


def test_a_text_too_long_for_a_cell_says_that_it_goes_on_and_an_empty_table_that_it_is_empty() -> None:
    (page,) = pages(book(["a", "字" * 40_000]))
    assert len(page.cells["B4"]) < 32_767
    assert page.cells["B4"].startswith("字" * LONGEST_CELL + "……")
    (nothing,) = pages(book())
    assert "none" in nothing.cells["A4"]
