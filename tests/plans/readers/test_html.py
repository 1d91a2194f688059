"""Pages."""

import pytest

from services.plans.readers.sources import read_source
from services.plans.readers.unreadable import Reason, Unreadable
from tests.plans.readers.shown import kept, lines, plain, tables


def page(body: str) -> str:
    return f"<html><head><title>标题</title></head><body>{body}</body></html>"


def test_menus_scripts_and_hidden_parts_are_left_out() -> None:
    source = plain(
        page(
            "<nav>首页</nav><script>var a</script><style>p{}</style><div hidden>甲</div>"
            '<p style="display: none">乙</p><p>正文<span style="visibility:hidden">丙</span>。</p><footer>版权</footer>'
        ),
        "text/html",
    )
    assert source.text == "正文。"


def test_headings_paragraphs_breaks_and_items_are_lines() -> None:
    source = plain(
        page("<h1>云泽市<br>方案</h1>甲<p>乙<b>丙</b>丁</p>戊<br/>己<ul><li>庚<li>辛</ul><div>壬"), "text/html"
    )
    assert lines(source) == ["1# 云泽市\n方案", "甲", "乙丙丁", "戊", "己", "庚", "辛", "壬"]


def test_a_line_break_of_the_source_between_chinese_characters_is_no_blank() -> None:
    assert plain(page("<p>各县\n  （市、区）\n each   one</p>"), "text/html").text == "各县（市、区） each one"


def test_a_numbered_list_keeps_the_numbers_that_a_browser_prints() -> None:
    source = plain(
        page("<ol start=3><li>甲<li>乙<li value=9>丙</ol><ol style='list-style:none'><li>丁</ol>"), "text/html"
    )
    assert lines(source) == ["3. 甲", "4. 乙", "9. 丙", "丁"]
    assert source.notes == ("automatic_numbers",)


def test_a_table_with_merged_cells_lies_as_a_browser_shows_it() -> None:
    source = plain(
        page(
            "<table><caption>附表</caption><thead><tr><th rowspan=2>序号</th><th colspan=2>任务</th></tr>"
            "<tr><th>内容</th><th>单位</th></tr></thead><tr><td>1<td><p>扩建</p><p>学校</p><td>教育局<br>财政局</table>"
        ),
        "text/html",
    )
    assert lines(source) == ["附表"]
    assert tables(source) == [
        ["0,0+2x1 序号", "0,1+1x2 任务", "1,1 内容", "1,2 单位", "2,0 1", "2,1 扩建\n学校", "2,2 教育局\n财政局"]
    ]


def test_a_table_that_lays_out_the_page_is_no_table() -> None:
    inner = "<table><tr><td>1<td>2<tr><td>3<td>4</table>"
    source = plain(page(f"<table><tr><td>左<td>正文{inner}尾</td></tr><tr><td>a<td>b</table>"), "text/html")
    assert lines(source) == ["左", "正文", "尾", "a", "b"]
    assert tables(source) == [["0,0 1", "0,1 2", "1,0 3", "1,1 4"]]


def test_text_that_stands_astray_in_a_table_is_not_lost() -> None:
    source = plain(page("<table><tr><td>甲<td>乙</tr><tr>迷<td>丙<td>丁</tr></table>"), "text/html")
    assert set("甲乙迷丙丁") <= set(source.text)


def test_spans_without_bound_are_bounded() -> None:
    source = plain(page("<table><tr><td rowspan=99999999>甲<td>乙<tr><td>丙</table>"), "text/html")
    assert tables(source) == [["0,0+2x1 甲", "0,1 乙", "1,1 丙"]]
    with pytest.raises(Unreadable) as refused:
        plain(page("<table><tr>" + "<td colspan=200>甲" * 2 + "<tr><td>乙<td>丙</table>"), "text/html")
    assert refused.value.reason is Reason.TOO_MANY_PARTS


@pytest.mark.parametrize(
    "named", ['<meta charset="gb2312">', "<meta http-equiv=x content='text/html; charset=gbk'>", ""]
)
def test_the_charset_is_the_one_the_page_names_or_shows(named: str) -> None:
    body = f"<html>{named}<p>云泽市教育局</p>".encode("gb18030")
    assert kept(read_source("text/html", body)).text == "云泽市教育局"


def test_entities_of_the_page_itself_say_nothing() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "哈哈"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    assert "哈" not in plain(f"{bomb}<p>甲&b;&c;&lt;乙", "application/xhtml+xml").text.split("甲")[1]


def test_preformatted_text_may_hold_a_drawn_table() -> None:
    assert tables(plain(page("<pre>\n| a | b |\n|---|---|\n| 1 | 2 |\n</pre>"), "text/html")) == [
        ["0,0 a", "0,1 b", "1,0 1", "1,1 2"]
    ]


def test_struck_out_text_and_pictures_are_noted() -> None:
    source = plain(page("<p>甲<del>乙</del><img src='http://example.invalid/x.png'></p>"), "text/html")
    assert (source.text, source.notes) == ("甲", ("images", "tracked_deletions"))


def test_what_nests_beyond_all_pages_is_refused_and_not_cut() -> None:
    assert plain("<div>" * 1000 + "深", "text/html").text == "深"
    with pytest.raises(Unreadable) as refused:
        plain("<div>" * 5000 + "深", "text/html")
    assert refused.value.reason is Reason.TOO_MANY_PARTS
