"""Marks of Markdown in plain text."""

import pytest

from tests.plans.readers.shown import lines, plain, tables


def test_headings_get_their_levels_and_lose_their_marks() -> None:
    source = plain("# 云泽市教育方案（虚构）\n\n## 一、总体要求 ##\n###（一）目标\n正文#号\n")
    assert lines(source) == ["1# 云泽市教育方案（虚构）", "2# 一、总体要求", "3# （一）目标", "正文#号"]
    assert source.notes == ("markdown",)


def test_emphasis_goes_and_its_words_stay() -> None:
    text = "**新建学校。** ***建成***12所，__教师__；~~作废~~ `附表`\n*（责任单位：县教育局）*"
    assert lines(plain(text)) == ["新建学校。 建成12所，教师；作废 附表", "（责任单位：县教育局）"]


def test_stars_that_mark_who_leads_and_blanks_to_fill_in_are_no_emphasis() -> None:
    text = "**一、任务**\n*县教育局、*县财政局、县民政局*\n签发：__年__月，5*3=15"
    assert lines(plain(text))[1:] == ["*县教育局、*县财政局、县民政局*", "签发：__年__月，5*3=15"]


def test_a_text_without_headings_strong_words_or_tables_keeps_every_mark() -> None:
    text = "云泽市方案（虚构）\n# \n> 引\n标题\n---\n*县教育局*\n`甲`"
    assert plain(text).text == text
    assert plain(text).notes == ()


def test_rules_fences_quotes_boxes_and_links_leave_their_words() -> None:
    text = "## 任务\n***\n- [x] 建学校\n> 牵头单位：县教育局\n```\n[附件](https://example.invalid/a)\n```\n1\\. 不是表"
    assert lines(plain(text))[1:] == ["- 建学校", "牵头单位：县教育局", "附件", "1. 不是表"]


def test_a_line_of_equal_signs_or_dashes_makes_a_heading() -> None:
    assert lines(plain("**甲**\n\n方案\n====\n任务\n----\n正文")) == ["甲", "1# 方案", "2# 任务", "正文"]


def test_a_break_within_a_cell_stays_in_the_cell() -> None:
    source = plain("| **任务** | 责任单位 |\n|---|---|\n| 建学校 | 县教育局<br>县财政局 |\n| 二 | 三 |")
    assert tables(source)[0][:4] == ["0,0 任务", "0,1 责任单位", "1,0 建学校", "1,1 县教育局\n县财政局"]


@pytest.mark.parametrize("piece", ["*", "**", "**甲", "__甲", "[甲](./", "> ", "# ", "`甲", "|--", "\\*", "~~"])
def test_any_number_of_marks_in_one_line_ends(piece: str) -> None:
    plain("# 方案\n" + piece * 200_000 + "字")
