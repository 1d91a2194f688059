"""PDF files: paragraphs, tables, what repeats on every page, and files that hold no text."""

import pytest

from services.plans.domain.policy_text.source import Source
from services.plans.readers.sources import read_source
from services.plans.readers.unreadable import Reason, Unreadable
from tests.plans.readers.pdf_files import Page, pdf
from tests.plans.readers.shown import kept, lines, tables

PDF = "application/pdf"
LINE = "各县区要按照要求扩建学校并培训教师和招生的人员"  # 23 characters, 368 points: a full line from 90 on


def read(*pages: Page) -> Source:
    return kept(read_source(PDF, pdf(pages)))


def reason(body: bytes) -> Reason:
    with pytest.raises(Unreadable) as refused:
        read_source(PDF, body)
    return refused.value.reason


def full_page(first: str) -> Page:
    """A heading, then a paragraph of three lines with an indent, then one that ends the page within a sentence."""
    page = Page()
    page.write(90, 130, first)
    page.write(122, 154, LINE[2:])
    page.write(90, 178, LINE)
    page.write(90, 202, "到此为止。")
    page.write(122, 226, LINE[2:])
    return page


def test_lines_that_fill_the_width_are_one_paragraph() -> None:
    assert lines(read(full_page("一、总体要求"))) == ["一、总体要求", LINE[2:] + LINE + "到此为止。", LINE[2:]]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    second = Page()
    second.write(90, 130, "下一页的话。")
    assert lines(read(full_page("一、甲"), second))[-1] == LINE[2:] + "下一页的话。"


def test_a_line_that_leaves_room_ends_its_paragraph() -> None:
    page = full_page("一、甲")
    page.write(90, 250, "短行")
    page.write(90, 274, "另起一段")
    assert lines(read(page))[-2:] == [LINE[2:] + "短行", "另起一段"]


def test_a_numbered_item_begins_a_paragraph_even_after_a_full_line() -> None:
    page = full_page("一、甲")
    page.write(90, 250, "（二）乙")
    page.write(90, 274, "2.丙")
    assert lines(read(page))[-2:] == ["（二）乙", "2.丙"]


def test_page_numbers_and_running_heads_are_left_out() -> None:
    pages = [full_page(f"第{number}章") for number in (1, 2, 3)]
    for number, page in enumerate(pages, 1):
        page.write(90, 50, f"云泽市文件汇编（虚构）{number}")
        page.write(280, 800, f"— {number} —")
    source = read(*pages)
    assert "汇编" not in source.text
    assert "—" not in source.text
    assert [line for line in lines(source) if line.startswith("第")] == ["第1章", "第2章", "第3章"]
    assert source.notes == ("page_furniture",)


def test_a_number_in_the_middle_of_a_page_stays() -> None:
    page = Page()
    page.write(90, 400, "2027")
    assert read(page).text == "2027"


def table_page(top: float, first: int) -> Page:
    page = Page(size=12)
    page.grid((90, 130, 300, 400), (top, top + 40, top + 80))
    for row in (0, 1):
        y = top + 40 * row + 15
        page.write(95, y, str(first + row))
        page.write(135, y, "扩建学校")
        page.write(135, y + 18, "培训教师")
        page.write(305, y, "教育局")
    return page


def test_a_ruled_table_is_read_cell_by_cell() -> None:
    page = table_page(200, 1)
    page.write(90, 100, "附表")
    source = read(page)
    assert lines(source) == ["附表"]
    assert tables(source) == [
        ["0,0 1", "0,1 扩建学校\n培训教师", "0,2 教育局", "1,0 2", "1,1 扩建学校\n培训教师", "1,2 教育局"]
    ]


def test_merged_cells_of_a_ruled_table_cover_what_they_cover() -> None:
    page = Page(size=12)
    page.rules = [(90, 200, 400, 200), (200, 240, 400, 240), (90, 280, 400, 280)]
    page.rules += [(90, 200, 90, 280), (200, 200, 200, 280), (400, 200, 400, 280)]
    page.write(95, 220, "甲")
    page.write(205, 220, "乙")
    page.write(205, 260, "丙")
    assert tables(read(page)) == [["0,0+2x1 甲", "0,1 乙", "1,1 丙"]]


def test_a_table_goes_on_over_the_end_of_a_page() -> None:
    assert [cell for cell in tables(read(table_page(650, 1), table_page(100, 3)))[0] if ",0 " in cell] == [
        "0,0 1",
        "1,0 2",
        "2,0 3",
        "3,0 4",
    ]


def test_a_row_cut_by_the_end_of_a_page_is_one_row() -> None:
    above, below = Page(size=12), Page(size=12)
    above.grid((90, 130, 300), (700, 740))
    above.rules += [(x, 740, x, 780) for x in (90, 130, 300)]
    below.rules = [(x, 40, x, 70) for x in (90, 130, 300)]
    below.grid((90, 130, 300), (70, 100))
    for page, y, words in (
        (above, 720, ("1", "甲")),
        (above, 760, ("2", "扩建")),
        (below, 60, ("", "学校")),
        (below, 90, ("3", "丙")),
    ):
        page.write(95, y, words[0])
        page.write(135, y, words[1])
    assert tables(read(above, below)) == [["0,0 1", "0,1 甲", "1,0 2", "1,1 扩建\n学校", "2,0 3", "2,1 丙"]]


def test_columns_without_rules_are_parted_by_their_distance() -> None:
    page = Page()
    for y, words in ((100, ("任务", "单位")), (130, ("扩建", "教育局"))):
        page.write(90, y, words[0])
        page.write(300, y, words[1])
    assert tables(read(page)) == [["0,0 任务", "0,1 单位", "1,0 扩建", "1,1 教育局"]]


def test_the_codes_of_radicals_are_read_as_the_characters_they_print() -> None:
    page = Page()
    page.write(90, 100, "⼈民⻓⽅")
    assert read(page).text == "人民长方"


def test_what_is_printed_twice_on_its_place_for_bold_is_read_once() -> None:
    page = Page()
    page.write(90, 100, "加粗")
    page.write(90.4, 100, "加粗")
    assert read(page).text == "加粗"


def test_a_scan_is_refused_and_a_scanned_page_among_others_noted() -> None:
    assert reason(pdf([Page(picture=True)])) is Reason.PDF_WITHOUT_TEXT
    assert read(full_page("一、甲"), Page(picture=True)).notes == ("pages_without_text",)


def test_letters_without_a_meaning_are_no_text() -> None:
    assert reason(pdf([full_page("一、甲")], mapped=False)) is Reason.PDF_WITHOUT_TEXT


def test_a_file_that_needs_a_password_is_encrypted() -> None:
    assert reason(pdf([full_page("一、甲")], locked=True)) is Reason.ENCRYPTED


def test_a_truncated_file_is_read_or_refused() -> None:
    body = pdf([full_page("一、甲")])
    for length in range(20, len(body), 997):
        assert reason(body[:length]) in (Reason.DAMAGED, Reason.PDF_WITHOUT_TEXT)


def test_more_pages_than_any_document_has_are_refused() -> None:
    assert reason(pdf([Page()] * 501)) is Reason.TOO_MANY_PARTS
