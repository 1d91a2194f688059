"""Word documents: headings, printed numbers, tables, tracked changes."""

import pytest
from docx.document import Document

from services.plans.readers.sources import WORD, read_source
from tests.plans.readers.shown import kept, lines, tables
from tests.plans.readers.word_files import changed, element, listed, read, with_lists, written


def test_headings_have_the_level_of_their_style() -> None:
    def write(document: Document) -> None:
        document.add_heading("云泽市方案（虚构）", 0)
        document.add_heading("一、总体要求", 1)
        document.add_heading("（一）目标", 2)
        document.add_paragraph("正文。")

    assert lines(read(write)) == ["1# 云泽市方案（虚构）", "1# 一、总体要求", "2# （一）目标", "正文。"]


def test_an_outline_level_of_the_paragraph_itself_counts() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("甲")._p.get_or_add_pPr().append(element('<w:outlineLvl w:val="2"/>'))
        document.add_heading("乙", 1)._p.get_or_add_pPr().append(element('<w:outlineLvl w:val="9"/>'))

    assert lines(read(write)) == ["3# 甲", "乙"]


def test_automatic_numbers_are_in_the_text_as_they_are_printed() -> None:
    def write(document: Document) -> None:
        with_lists(document)
        for level, words in ((0, "甲"), (1, "乙"), (1, "丙"), (2, "丁"), (3, "戊"), (0, "己"), (1, "庚"), (2, "辛")):
            listed(document.add_paragraph(words), level)

    source = read(write)
    assert lines(source) == ["一、甲", "（一）乙", "（二）丙", "1.1 丁", "戊", "二、己", "（一）庚", "2.1 辛"]
    assert source.notes == ("automatic_numbers",)


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("decimal", "12、"),
        ("japaneseCounting", "十二、"),
        ("chineseCounting", "十二、"),
        ("ideographTraditional", "乙、"),
        ("decimalEnclosedCircle", "⑫、"),
        ("chineseLegalSimplified", "拾贰、"),
        ("upperRoman", "XII、"),
        ("lowerLetter", "l、"),
    ],
)
def test_every_usual_way_to_count_is_written_as_word_prints_it(form: str, printed: str) -> None:
    def write(document: Document) -> None:
        with_lists(document, form)
        for _ in range(12):
            listed(document.add_paragraph("项"), 0)

    assert lines(read(write))[-1] == f"{printed}项"


@pytest.mark.parametrize(("restarted", "printed"), [(True, "一、丙"), (False, "三、丙")])
def test_a_second_list_goes_on_unless_it_starts_anew(restarted: bool, printed: str) -> None:
    def write(document: Document) -> None:
        with_lists(document, restarted=restarted)
        listed(document.add_paragraph("甲"), 0)
        listed(document.add_paragraph("乙"), 0)
        listed(document.add_paragraph("丙"), 0, 91)

    assert lines(read(write))[-1] == printed


def test_numbers_in_the_cells_of_a_table_are_printed_even_where_nothing_else_is() -> None:
    def write(document: Document) -> None:
        with_lists(document, "decimal")
        table = document.add_table(2, 2)
        for row, words in zip(table.rows, ("甲", "乙"), strict=True):
            listed(row.cells[0].paragraphs[0], 0)
            row.cells[1].text = words

    assert tables(read(write)) == [["0,0 1、", "0,1 甲", "1,0 2、", "1,1 乙"]]


def test_merged_cells_cover_rows_and_columns() -> None:
    def write(document: Document) -> None:
        table = document.add_table(3, 3)
        for at, words in enumerate(("序号", "任务", "单位")):
            table.cell(0, at).text = words
        table.cell(1, 0).merge(table.cell(2, 0)).text = "1"
        table.cell(1, 1).merge(table.cell(1, 2)).text = "全市"
        table.cell(2, 1).text = "扩建"
        table.cell(2, 2).text = "教育局\n财政局"

    assert tables(read(write)) == [
        ["0,0 序号", "0,1 任务", "0,2 单位", "1,0+2x1 1", "1,1+1x2 全市", "2,1 扩建", "2,2 教育局\n财政局"]
    ]


def test_a_frame_of_one_cell_is_no_table() -> None:
    assert lines(read(lambda document: setattr(document.add_table(1, 1).cell(0, 0), "text", "框"))) == ["框"]


def test_insertions_stand_and_deletions_are_left_out_and_both_are_noted() -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("达到")
        paragraph._p.append(element('<w:del w:id="1"><w:r><w:delText>95%</w:delText></w:r></w:del>'))
        paragraph._p.append(element('<w:ins w:id="2"><w:r><w:t>97%</w:t></w:r></w:ins>'))

    source = read(write)
    assert (source.text, source.notes) == ("达到97%", ("tracked_deletions", "tracked_insertions"))


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next() -> None:
    def write(document: Document) -> None:
        first = document.add_paragraph("上半")
        first._p.get_or_add_pPr().append(element('<w:rPr><w:del w:id="1"/></w:rPr>'))
        document.add_paragraph("下半")

    assert lines(read(write)) == ["上半下半"]


def test_hidden_text_and_footnotes_are_left_out_and_noted() -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("甲")
        paragraph.add_run("乙").font.hidden = True
        paragraph._p.append(element('<w:r><w:footnoteReference w:id="1"/></w:r>'))

    source = read(write)
    assert (source.text, source.notes) == ("甲", ("footnotes", "hidden_text"))


def test_a_line_break_parts_a_paragraph_and_not_a_heading() -> None:
    def write(document: Document) -> None:
        document.add_heading("云泽市\n方案", 1)
        document.add_paragraph("甲\n乙")

    assert lines(read(write)) == ["1# 云泽市\n方案", "甲", "乙"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框中</w:t></w:r></w:p></w:txbxContent>"
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    twice = f"<mc:AlternateContent {compatible}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"

    def write(document: Document) -> None:
        document.add_paragraph("段")._p.append(element(f"<w:r>{twice}</mc:AlternateContent></w:r>"))

    assert lines(read(write)) == ["段", "框中"]


def test_a_table_of_contents_is_left_out_and_noted() -> None:
    def write(document: Document) -> None:
        document.styles.add_style("TOC 1", 1)
        document.add_paragraph("一、总体要求\t1", style="TOC 1")
        document.add_paragraph("正文")

    source = read(write)
    assert (source.text, source.notes) == ("正文", ("table_of_contents",))


def test_macros_are_never_opened_and_noted() -> None:
    body = changed(written(lambda document: document.add_paragraph("正文")), {"word/vbaProject.bin": b"\xd0\xcf" * 99})
    source = kept(read_source(WORD, body))
    assert (source.text, source.notes) == ("正文", ("macros",))


def test_a_lost_picture_does_not_matter() -> None:
    lost = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
    <Relationship Id="rId1" Type="http://x/image" Target="../NULL"/></Relationships>"""
    body = written(lambda document: document.add_paragraph("正文"))
    assert read_source(WORD, changed(body, {"word/_rels/document.xml.rels": lost})).text == "正文"
