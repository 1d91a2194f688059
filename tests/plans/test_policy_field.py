"""Whole documents in forms that other governments use: what each part of them comes to. All are invented."""

from datetime import date

from services.plans.domain.policy_text.draft import Draft
from services.plans.domain.policy_text.reading import read_plan
from services.plans.readers.sources import read_source

_AIMS = """云泽市养老服务行动计划
一、行动目标
到2027年，养老服务体系基本建成。护理型床位占比达到60%。
——设施更全。新建社区养老服务中心45个。
二、主要任务
（一）建设设施。支持社区办点。
（二）培养人才。举办技能竞赛。
"""
_DUE = """青禾县健康县域重点任务分工方案
一、主要任务
1.建成标准化村卫生室120所。（县卫生健康局牵头，县财政局配合；2024年底前完成）
2.家庭医生签约服务覆盖率达到75%。责任单位：县卫生健康局；完成时限：2025年6月底前。
"""
_ROWS = """<p>云泽市高标准农田建设责任分解表</p><table>
<tr><th rowspan=2>任务</th><th colspan=2>责任单位</th><th rowspan=2>完成时限</th></tr>
<tr><th>牵头</th><th>配合</th></tr>
<tr><td>新建高标准农田12万亩</td><td rowspan=2>市农业农村局</td><td>市财政局</td><td>2024年底</td></tr>
<tr><td>改造提升3万亩</td><td>市水利局</td><td>2024年10月底</td></tr></table>"""
_GROUPS = """养老服务责任分解表
|序号|主要指标和任务|牵头部门|责任部门|
|一|设施建设|||
|1|养老机构护理型床位占比不低于55%|市民政局|市财政局|
|二|人才队伍|||
|2|培训养老护理员2000人次|市人社局|市民政局、市教育局|
"""
_HEADED = """青禾县控辍保学工作实施方案
一、工作目标
到2025年，九年义务教育巩固率达到97%。
二、责任分工
（一）县教育局
1.负责建立学籍管理制度。
2.配合县残联做好安置工作。
（二）县公安局
1.及时提供户籍信息。
（三）各乡镇人民政府、街道办事处
1.落实包保责任制。
三、保障措施
（一）加强领导。成立专班。
"""
_TABLE_OF_DUTIES = """校园安全工作职责表
|单位|职责|
|市教育局|负责日常管理。|
|市公安局|维护校园周边秩序。|
"""
_CALLED_SAFEGUARD = """云泽市科技服务若干意见
一、提升供给质量
（一）开放资源。共享仪器。（责任单位：市科技局）
（二）引育机构。支持落户。（责任单位：市商务局）
二、强化服务要素保障
（三）壮大队伍。培训经理人。（责任单位：市人社局）
（四）降低成本。兑付服务券。（责任单位：市财政局）
"""
_NOTE_AFTER_RULE = """云泽市就业若干意见
一、支持企业
（一）返还保费。按时拨付。（市人社局、市财政局负责。列第一位者为牵头单位，下同）
（二）发挥担保作用。优先服务。（市财政局、市工信局负责）
二、开展培训
（三）培训职工。给予补贴。（市人社局、市财政局负责）
"""
_WEB = "云泽市行动方案\nhttps://example.org/a?text=%E8%BF%91%E5%B9%B4\n一、主要任务\n（一）建设书屋。新建10个。\n（二）开展活动。办好节会。"
_LABELLED_TITLE = """标题：云泽市人民政府办公室关于推行公示制度全程记录制度法制审核制度的指导意见
发文机关：云泽市人民政府办公室
云泽市人民政府办公室关于推行公示制度
全程记录制度
法制审核制度的指导意见
一、主要任务
（一）公示结果。上网公开。
（二）记录过程。全程留痕。
"""


def read(text: str, kind: str = "text/plain") -> Draft:
    return read_plan(read_source(kind, text.encode()))


def days(draft: Draft) -> list[tuple[int, date | None]]:
    return [(int(one.value or 0), one.deadline) for one in draft.targets]


def test_a_deadline_of_the_aims_counts_for_the_sentences_and_items_after_it() -> None:
    assert days(read(_AIMS)) == [(60, date(2027, 12, 31)), (45, date(2027, 12, 31))]


def test_the_day_of_a_measure_is_the_deadline_of_what_it_asks() -> None:
    assert days(read(_DUE)) == [(120, date(2024, 12, 31)), (75, date(2025, 6, 30))]


def test_a_row_sets_its_own_targets_by_its_own_day_and_not_those_of_a_merged_cell_again() -> None:
    assert days(read(_ROWS, "text/html")) == [(120000, date(2024, 12, 31)), (30000, date(2024, 10, 31))]


def test_rows_with_a_numeral_and_no_unit_are_headings_of_a_table() -> None:
    draft = read(_GROUPS)
    assert [one.number for each in draft.programmes for one in each.measures] == ["1", "2"]
    assert draft.measures == ()


def test_units_as_headings_have_the_duties_below_them_and_are_no_guarantees() -> None:
    draft = read(_HEADED)
    assert [(one.name, len(one.duties)) for one in draft.units] == [
        ("县教育局", 2),
        ("县公安局", 1),
        ("各乡镇人民政府", 1),
        ("街道办事处", 1),
    ]
    assert [one.title for one in draft.guarantees] == ["加强领导"]


def test_a_table_of_units_and_duties_gives_units() -> None:
    assert [one.name for one in read(_TABLE_OF_DUTIES).units] == ["市教育局", "市公安局"]


def test_a_chapter_that_ends_in_safeguards_holds_measures_where_its_items_name_who_answers() -> None:
    assert [len(one.measures) for one in read(_CALLED_SAFEGUARD).programmes] == [2, 2]


def test_a_rule_within_the_first_bracket_does_not_hide_who_answers() -> None:
    assert [len(one.measures) for one in read(_NOTE_AFTER_RULE).programmes] == [2, 1]


def test_an_address_on_the_web_holds_no_figures() -> None:
    assert [one.code for one in read(_WEB).defects] == []


def test_a_title_over_several_lines_is_taken_whole_from_its_label() -> None:
    assert read(_LABELLED_TITLE).title == "云泽市人民政府办公室关于推行公示制度全程记录制度法制审核制度的指导意见"


def test_a_break_within_the_bracket_of_units_parts_no_label_and_no_name() -> None:
    text = (
        "云泽市行动计划\n一、主要任务\n1.发展智能交通。建设平台。（牵头部\n\n门：市交通局、市水\n\n务局）\n"
        "2.发展航空。开通航线。（牵头部门：市商务局）\n"
    )
    assert [[one.name for one in measure.assignments] for measure in read(text).measures] == [
        ["市交通局", "市水务局"],
        ["市商务局"],
    ]
