"""Lists of duties that stand within a chapter, such as those of the members of a command in an emergency plan."""

from services.plans.domain.policy_text.draft import Draft
from services.plans.domain.policy_text.reading import read_plan
from tests.plans.plain_sources import plain_source

EMERGENCY = """青禾县校车安全突发事件应急预案（虚构）
一、总则
（一）编制目的。为提高处置能力，制定本预案。
二、组织机构与职责
（一）指挥机构。成立县校车安全应急指挥部（以下简称县指挥部），由分管副县长任指挥长。
（二）成员单位职责
县教育局：负责校车使用许可的审核；组织学校开展演练，会同县公安局排查隐患。
县卫生健康局：负责伤员救治，配合县教育局开展心理疏导。
各乡镇人民政府：负责本辖区内校车安全监管。
（三）工作组。设综合协调组、医疗救护组。
三、应急响应
（一）分级响应。一级响应由县指挥部启动。
（二）信息报告。学校应当在1小时内报告。
四、附则
本预案自印发之日起施行。
"""
NUMBERED = """云泽市学校食品安全事故应急预案（虚构）
1 总则
1.1 编制目的
为有效应对事故，制定本预案。
2 组织体系及职责
2.1 领导机构
成立市学校食品安全事故应急指挥部。
2.2 成员单位职责
2.2.1 市教育局
负责组织学校停止供餐；协助市市场监管局开展调查。
2.2.2 市市场监管局
负责事故调查和现场封控。
2.3 办事机构
市指挥部办公室设在市市场监管局。
3 监测预警
3.1 监测
各学校每日报告。
"""
CLOSING = """青禾县控辍保学工作方案（虚构）
一、主要任务
（一）摸清底数。建立台账。（责任单位：县教育局）
（二）精准劝返。逐一上门。（责任单位：各乡镇）
二、组织领导
（一）成立领导小组
组  长：分管副县长
成  员：各部门负责人
（二）部门职责
1.县教育局：负责统筹；牵头建立学籍台账。
2.县民政局：负责救助困难家庭。
（三）严格考核。纳入年度考核。
"""
KINDS = """云泽市近视防控方案（虚构）
一、防控目标
到2030年近视率降到38%以下。
二、部门职责分工
（一）教育部门
1.负责学校体育。
2.会同卫生部门开展监测。
（二）卫生健康部门
1.制定诊疗规范。
三、保障措施
（一）加强宣传。
"""


def draft(text: str) -> Draft:
    return read_plan(plain_source(text))


def told(found: Draft) -> list[tuple[str | None, list[str]]]:
    return [(unit.name, [duty.text for duty in unit.duties]) for unit in found.units]


def titles(found: Draft) -> list[str]:
    return [one.title for each in found.programmes for one in each.measures] + [one.title for one in found.measures]


def test_the_members_of_a_command_have_their_duties_and_are_no_measure() -> None:
    found = draft(EMERGENCY)
    assert told(found) == [
        ("县教育局", ["负责校车使用许可的审核", "组织学校开展演练，会同县公安局排查隐患"]),
        ("县卫生健康局", ["负责伤员救治，配合县教育局开展心理疏导"]),
        ("各乡镇人民政府", ["负责本辖区内校车安全监管"]),
    ]
    assert titles(found) == ["分级响应", "信息报告"]
    assert [duty.own_role.value for duty in found.units[1].duties] == ["cooperating"]


def test_a_short_form_of_a_name_is_nobody() -> None:
    text = EMERGENCY.replace("二、组织机构与职责", "二、重点任务")
    assert all(
        one.name != "下简称县指挥部" for each in draft(text).programmes for m in each.measures for one in m.assignments
    )


def test_names_numbered_with_points_head_their_duties() -> None:
    assert told(draft(NUMBERED)) == [
        ("市教育局", ["负责组织学校停止供餐", "协助市市场监管局开展调查"]),
        ("市市场监管局", ["负责事故调查和现场封控"]),
    ]


def test_duties_within_a_closing_chapter_stand_beside_its_guarantees() -> None:
    found = draft(CLOSING)
    assert told(found) == [("县教育局", ["负责统筹", "牵头建立学籍台账"]), ("县民政局", ["负责救助困难家庭"])]
    assert [one.title for one in found.guarantees] == ["成立领导小组", "严格考核"]
    assert titles(found) == ["摸清底数", "精准劝返"]


def test_kinds_of_departments_may_head_numbered_duties() -> None:
    found = draft(KINDS)
    assert told(found) == [("教育部门", ["负责学校体育", "会同卫生部门开展监测"]), ("卫生健康部门", ["制定诊疗规范"])]
    assert [one.title for one in found.guarantees] == ["加强宣传"]


def test_a_numbered_name_that_a_full_stop_ends_heads_its_duties() -> None:
    text = "云泽市校园防汛应急预案（虚构）\n一、组织机构与职责\n（一）领导小组\n组长：分管副市长\n（二）成员单位职责\n"
    text += "1.市教育局。负责统筹协调；组织学生转移。\n2.市水务局。负责提供汛情信息。\n（三）专家组\n提供咨询。\n"
    text += "二、运行机制\n（一）预警。发布预警。"
    assert told(draft(text)) == [("市教育局", ["负责统筹协调", "组织学生转移"]), ("市水务局", ["负责提供汛情信息"])]
