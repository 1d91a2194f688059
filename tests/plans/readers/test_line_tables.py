"""Tables among the lines of a text."""

import pytest

from services.plans.readers.unreadable import Reason, Unreadable
from tests.plans.readers.shown import lines, plain, tables

PIPES = """附表（虚构）
| 序号 | 任务 | 牵头单位 |
|:----|:---:|---------|
| 1 | 扩建学校 | 市教育局 |
|  | 培训教师 | 市财政局、
结尾"""
HEADED = "序号\n重点任务\n牵头单位\n完成时限\n"


def test_a_pipe_table_stays_in_the_text_and_its_cells_point_into_it() -> None:
    source = plain(PIPES)
    assert source.text == PIPES
    assert tables(source) == [
        [
            "0,0 序号",
            "0,1 任务",
            "0,2 牵头单位",
            "1,0 1",
            "1,1 扩建学校",
            "1,2 市教育局",
            "2,0 ",
            "2,1 培训教师",
            "2,2 市财政局、",
        ]
    ]
    assert lines(source) == ["附表（虚构）", "结尾"]


def test_a_table_without_edges_needs_three_equal_columns_or_a_rule() -> None:
    assert tables(plain("a | b | c\n1 | 2 | 3")) == [["0,0 a", "0,1 b", "0,2 c", "1,0 1", "1,1 2", "1,2 3"]]
    assert tables(plain("甲 | 乙\n---|---\n1 | 2")) == [["0,0 甲", "0,1 乙", "1,0 1", "1,1 2"]]
    assert tables(plain("甲 | 乙\n丙 | 丁")) == []


def test_the_imprint_of_a_page_is_no_table() -> None:
    assert tables(plain("发布时间：2026-01-04 | 来源：云泽 | 作者：\n正文")) == []


def test_plus_and_minus_draw_a_table_with_a_line_a_row() -> None:
    drawn = "+----+------+\n| a  | 乙   |\n+----+------+\n| 1  | 甲   |\n| 2  | 丙   |\n+----+------+"
    assert tables(plain(drawn)) == [["0,0 a", "0,1 乙", "1,0 1", "1,1 甲", "2,0 2", "2,1 丙"]]


def test_a_cell_over_several_lines_is_laid_out_as_one() -> None:
    drawn = """前
┌────┬──────┬──────┐
│序号│ 任务 │ 单位 │
├────┼──────┼──────┤
│ 1  │ 扩建 │ 市教 │
│    │ 学校 │ 育局 │
│    ├──────┼──────┤
│    │ 培训 │      │
├────┼──────┼──────┤
│ 2  │ 招生 │ 县区 │
└────┴──────┴──────┘
后"""
    source = plain(drawn)
    assert tables(source) == [
        [
            "0,0 序号",
            "0,1 任务",
            "0,2 单位",
            "1,0+2x1 1",
            "1,1 扩建学校",
            "1,2 市教育局",
            "2,1 培训",
            "2,2 ",
            "3,0 2",
            "3,1 招生",
            "3,2 县区",
        ]
    ]
    assert lines(source) == ["前", "后"]


def test_where_rules_part_every_row_each_column_may_run_on() -> None:
    rule = "+----+----+"
    rows = "| 甲 | 乙 |", "| 提 | 教 |\n| 升 | 育 |", "| 改 | 财 |\n| 革 | 政 |"
    drawn = "\n".join(line for row in rows for line in (rule, row)) + f"\n{rule}"
    assert tables(plain(drawn))[0][2:] == ["1,0 提升", "1,1 教育", "2,0 改革", "2,1 财政"]


def test_lines_of_a_cell_that_are_not_full_or_end_a_name_stay_apart() -> None:
    rule = "├──────┼────────┤"
    drawn = f"│任务  │单位    │\n{rule}\n│建校  │市教育局│\n│扩园  │市财政局│\n{rule}\n│甲    │乙      │"
    assert tables(plain(drawn))[0][2:4] == ["1,0 建校\n扩园", "1,1 市教育局\n市财政局"]


def test_heavy_lines_draw_tables_too() -> None:
    drawn = "┏━━┳━━┓\n┃甲┃乙┃\n┣━━╋━━┫\n┃丙┃丁┃\n┗━━┻━━┛"
    assert tables(plain(drawn)) == [["0,0 甲", "0,1 乙", "1,0 丙", "1,1 丁"]]


def test_two_drawn_tables_with_nothing_between_stay_two() -> None:
    one = "┌──┬──┐\n│甲│乙│\n├──┼──┤\n│丙│丁│\n└──┴──┘"
    assert len(tables(plain(f"{one}\n{one}"))) == 2


def test_tabs_make_a_table_of_consecutive_lines_with_equally_many() -> None:
    source = plain("表\n序号\t任务\t单位\n1\t扩建\t教育局\n2\t\t财政局\n甲\t乙\n尾")
    assert tables(source) == [
        ["0,0 序号", "0,1 任务", "0,2 单位", "1,0 1", "1,1 扩建", "1,2 教育局", "2,0 2", "2,1 ", "2,2 财政局"]
    ]
    assert lines(source) == ["表", "甲\t乙", "尾"]


def test_one_cell_alone_goes_across() -> None:
    assert tables(plain("| 任务 | 单位 |\n|---|---|\n| 一、教师 |\n| 培训 | 市教育局 |"))[0][2:] == [
        "1,0+1x2 一、教师",
        "2,0 培训",
        "2,1 市教育局",
    ]


def test_a_short_line_between_rows_set_with_tabs_goes_across_and_a_sentence_ends_the_table() -> None:
    source = plain("序号\t任务\t单位\n一、教师\n1\t培训\t市教育局\n2\t招聘\t市人社局\n以上任务要按时完成。\n3\t甲\t乙")
    assert tables(source)[0][3:5] == ["1,0+1x3 一、教师", "2,0 1"]
    assert lines(source) == ["以上任务要按时完成。", "3\t甲\t乙"]


def test_a_line_between_rows_of_two_columns_stays_a_line() -> None:
    assert lines(plain("一、\t要求\n办好教育\n二、\t任务")) == ["一、\t要求", "办好教育", "二、\t任务"]


def test_tabs_that_only_indent_make_no_table() -> None:
    assert lines(plain("\t一、甲\n\t二、乙\n\t三、丙")) == ["一、甲", "二、乙", "三、丙"]


def test_a_margin_of_tabs_is_no_column() -> None:
    assert tables(plain("\t甲\t乙\n\t1\t2")) == [["0,0 甲", "0,1 乙", "1,0 1", "1,1 2"]]


def test_one_cell_a_line_is_a_table_while_the_numbers_count_on() -> None:
    source = plain(HEADED + "1\n扩建学校\n市教育局\n2027年底\n2\n培训教师\n市财政局\n长期坚持\n三、保障措施")
    assert tables(source) == [
        [
            "0,0 序号",
            "0,1 重点任务",
            "0,2 牵头单位",
            "0,3 完成时限",
            "1,0 1",
            "1,1 扩建学校",
            "1,2 市教育局",
            "1,3 2027年底",
            "2,0 2",
            "2,1 培训教师",
            "2,2 市财政局",
            "2,3 长期坚持",
        ]
    ]
    assert lines(source) == ["三、保障措施"]


def test_a_section_between_the_rows_goes_across() -> None:
    source = plain(HEADED + "一、提升工程\n1\n甲\n市教育局\n2027年\n二、改革工程\n2\n乙\n市财政局\n2026年")
    assert [cell for cell in tables(source)[0] if "工程" in cell] == ["1,0+1x4 一、提升工程", "3,0+1x4 二、改革工程"]


def test_empty_remarks_that_were_lost_are_missed_out() -> None:
    source = plain("序号\n任务\n备注\n1\n甲\n2\n乙\n已启动\n3\n丙")
    assert tables(source)[0][3:] == ["1,0 1", "1,1 甲", "2,0 2", "2,1 乙", "2,2 已启动", "3,0 3", "3,1 丙"]


def test_without_numbers_days_and_units_must_come_back_in_their_columns() -> None:
    source = plain("任务\n责任单位\n完成时限\n甲\n市教育局\n2026年6月\n乙\n各县区\n2027年底\n丙也要做好。")
    assert tables(source)[0][3:] == ["1,0 甲", "1,1 市教育局", "1,2 2026年6月", "2,0 乙", "2,1 各县区", "2,2 2027年底"]
    assert lines(source) == ["丙也要做好。"]


def test_the_name_of_a_section_stands_between_rows_without_numbers_too() -> None:
    source = plain("任务\n责任部门\n完成时间\n一、学校\n甲\n督导室\n2026年\n二、教师\n乙\n教研室等\n长期")
    assert [cell for cell in tables(source)[0] if "、" in cell] == ["1,0+1x3 一、学校", "3,0+1x3 二、教师"]


def test_headers_may_name_what_is_aimed_at() -> None:
    source = plain("序号\n指标\n现状\n2025年目标\n1\n入园率\n91%\n93%\n2\n巩固率\n95%\n96%\n三、保障")
    assert len(tables(source)[0]) == 12


def test_where_the_rhythm_breaks_nothing_is_a_table() -> None:
    broken = HEADED + "1\n扩建学校\n市教育局\n2\n培训教师\n市财政局"
    assert tables(plain(broken)) == []
    assert len(lines(plain(broken))) == 10


def test_a_single_dash_is_what_a_cell_says() -> None:
    assert tables(plain("| 甲 | 乙 |\n|---|---|\n| - | - |")) == [["0,0 甲", "0,1 乙", "1,0 -", "1,1 -"]]


def test_more_cells_than_any_document_has_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        plain(("字\t" * 60 + "\n") * 4_000)
    assert refused.value.reason is Reason.TOO_MANY_PARTS


def test_one_row_is_no_rhythm() -> None:
    assert tables(plain("序号\n任务\n一、提升工程\n1\n甲\n正文")) == []


def test_header_words_alone_are_lines() -> None:
    assert lines(plain("工作目标\n主要任务\n正文。")) == ["工作目标", "主要任务", "正文。"]
