"""Whole documents that are tables, through the reader of their type: rows become measures, columns what they say."""

import io

import docx

from services.plans.domain.policy_text.draft import Draft
from services.plans.domain.policy_text.reading import read_plan
from services.plans.readers.sources import WORD, read_source

HTML = """<html><body><h1>云泽市义务教育优质均衡发展任务分解表（虚构）</h1><table>
<tr><th>序号</th><th>重点任务</th><th>具体措施</th><th>牵头单位</th><th>配合单位</th><th>完成时限</th></tr>
<tr><td>1</td><td rowspan=2>扩大资源供给</td><td>新建改扩建学校12所，新增学位1.5万个</td><td>市教育局</td>
<td>市发展改革委、市财政局、市自然资源和规划局</td><td>2025年12月</td></tr>
<tr><td>2</td><td>消除56人以上大班额</td><td>市教育局</td><td>市委编办、市人力资源和社会保障局等</td><td>2024年底</td></tr>
<tr><td>3</td><td>建强教师队伍</td><td>教师交流轮岗比例不低于10%</td><td>市教育局、市委编办</td>
<td>各县（市、区）人民政府</td><td>持续推进</td></tr>
</table></body></html>"""
PIPES = """青禾县2024年教育重点工作分工方案（虚构）

| 序号 | 工作任务 | 责任单位 |
|---|---|---|
| 1 | 新增公办学位600个 | 县教育局（牵头），县住建局 |
| 2 | 公办园占比达到55%以上 | 县教育局 |
| 3 | 完成8所学校标准化改造 | 县教育局、县财政局，各乡镇 |
"""
DUTIES = """青禾县校园安全工作部门职责（虚构）

| 单位 | 职责 |
|---|---|
| 县教育局 | 负责校园安全管理；会同公安部门开展演练。 |
| 县公安局 | 配合教育部门维护校园周边秩序。 |
"""


def read(media_type: str, body: bytes) -> Draft:
    return read_plan(read_source(media_type, body))


def units(draft: Draft) -> list[list[tuple[str, str]]]:
    measures = [one for each in draft.programmes for one in each.measures] + list(draft.measures)
    return [[(one.name, one.role.value) for one in measure.assignments] for measure in measures]


def test_a_table_in_a_page_gives_programmes_measures_units_and_deadlines() -> None:
    draft = read("text/html; charset=utf-8", HTML.encode())
    programmes = [(each.title, len(each.measures)) for each in draft.programmes]
    assert programmes == [("扩大资源供给", 2), ("建强教师队伍", 1)]
    assert units(draft)[0] == [
        ("市教育局", "lead"),
        ("市发展改革委", "cooperating"),
        ("市财政局", "cooperating"),
        ("市自然资源和规划局", "cooperating"),
    ]
    assert units(draft)[2] == [("市教育局", "lead"), ("市委编办", "lead"), ("各县（市、区）人民政府", "cooperating")]
    assert [(int(each.value or 0), str(each.deadline), each.measure) for each in draft.targets] == [
        (12, "2025-12-31", "m1"),
        (15000, "2025-12-31", "m1"),
        (0, "2024-12-31", "m2"),
        (10, "None", "m3"),
    ]


def test_a_table_of_pipes_in_plain_text_is_read_alike() -> None:
    draft = read("text/plain", PIPES.encode())
    assert units(draft) == [
        [("县教育局", "lead"), ("县住建局", "responsible")],
        [("县教育局", "responsible")],
        [("县教育局", "responsible"), ("县财政局", "responsible"), ("各乡镇", "responsible")],
    ]
    assert [each.value for each in draft.targets] == [600, 55, 8]


def test_a_word_table_with_merged_cells_is_read_alike() -> None:
    made = docx.Document()
    made.add_heading("云泽市任务清单（虚构）", 0)
    table = made.add_table(rows=3, cols=3)
    for row, words in enumerate(
        (("任务", "牵头单位", "责任单位"), ("新建学校3所", "市教育局", "各县区"), ("改造校舍5处", "", ""))
    ):
        for column, text in enumerate(words):
            table.cell(row, column).text = text
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(1, 2).merge(table.cell(2, 2))
    stream = io.BytesIO()
    made.save(stream)
    draft = read(WORD, stream.getvalue())
    assert units(draft) == [[("市教育局", "lead"), ("各县区", "responsible")]] * 2
    assert [each.value for each in draft.targets] == [3, 5]


def test_a_table_of_units_gives_their_duties_once() -> None:
    draft = read("text/plain", DUTIES.encode())
    assert [(each.name, len(each.duties)) for each in draft.units] == [("县教育局", 2), ("县公安局", 1)]
    assert draft.measures == ()


def test_units_on_lines_of_their_own_in_a_cell_are_apart_and_a_name_that_is_cut_is_whole() -> None:
    page = (
        "<html><body><h1>任务分工（虚构）</h1><table><tr><th>任务</th><th>责任单位</th></tr>"
        "<tr><td>新建学校3所</td><td>市教育局<br>市财政局<br>市人力资源和社会<br>保障局<br>各县（市、区）</td></tr></table></body></html>"
    )
    assert [name for name, _ in units(read("text/html; charset=utf-8", page.encode()))[0]] == [
        "市教育局",
        "市财政局",
        "市人力资源和社会保障局",
        "各县（市、区）",
    ]
