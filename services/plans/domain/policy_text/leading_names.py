"""The units that a sentence begins with, told by how their names end and not by the verb that comes after them."""

import re

from services.plans.domain.policy_text.duty_heads import unit_names
from services.plans.domain.policy_text.duty_words import STARTS_DUTY
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.unit_words import UNIT_END, bears_duties, is_everyone, is_officer

_SHORTEST, _LONGEST_NAME, _LONGEST_LIST = 2, 26, 80
_LAST = frozenset(
    "门位央构)关织业司团行校学院厅室会社组专班委办处道镇乡村局署馆台站园联协科部队心视体报所股区民府员师长家者人医卫安任记"
)
# What goes on after the ending of a unit as another word: 委托, 办好, 部署, 会议, 组织.
_OTHER_WORD = {
    "委": "托派任员会",
    "织": "部",
    "办": "好理学法事公",
    "部": "署分门",
    "会": "议员计",
    "局": "面长部",
    "社": "会区团",
    "校": "长园本舍车服",
    "学": "校生习科业龄期籍前",
    "园": "长区",
    "所": "长有需属",
    "组": "织长成建",
    "队": "伍员长",
    "科": "技学研目任室长协创普",
    "处": "理置长分于罚",
    "室": "内外",
    "站": "长点岗位",
    "台": "风账",
    "体": "中",
    "院": "长校",
    "行": "政为业动",
    **dict.fromkeys("乡镇村区道市县", "乡镇县市区州旗村街省人政党教直委级(、办域别分居"),
    "联": "合系动席网",
    "关": "于工心爱键",
    "业": "务主单",
}
_INNER = re.compile(r"\([^()]{1,30}\)")
_STEM = re.compile("[\u4e00-\u9fff]{2,8}(?=、)|村\\([^()]{1,8}\\)")
_JOINT = re.compile("[、和及与]|以及")
_OTHERS = re.compile("等(?:有关|相关)?(?:职能)?(?:部门|单位|机构|组织)?")
# A name that goes on after an ending: 县委|组织部, 人民政府|教育督导机构, 专科|医院. Words that are verbs too need their ending.
_WITHIN = re.compile(
    "(?:组织|宣传|统战|监督|管理|统计)(?:部门|部|委|办|处|科|室|、)"
    "|(?:政法|网信|社会工作|老干部|机要|保密|巡察|编制|农村工作|教育|机关|政策研究|研究|督查|督导|教研|文明|信访|金融|法制|史志|政务服务|妇儿工委|领导小组)+"
    "(?:部(?!门)|委(?![托派任员])|办(?![好理学法事公])|室|局(?![面长])|机构|秘书组)"
    f"|(?!{STARTS_DUTY.pattern})[\u4e00-\u9fff]{{0,4}}(?:工委|委员会|领导小组|工作组|办公[厅室])|党委|党组|党工委|监委|(?<=委)办(?![好理学法事公])"
    f"|(?<=委)(?!{STARTS_DUTY.pattern})[\u4e00-\u9fff]{{1,4}}?(?:办(?![好理学法事公])|部(?![署门分])|委(?![托派任员]))"
    f"|(?!{STARTS_DUTY.pattern})[\u4e00-\u9fff]{{0,4}}(?:大队|支队|中队|总队|分局|分院|分行|支行|分公司|派出所)|医院|学院|协会|学会|委会"
)
_OTHER_BEARERS = re.compile(
    "(?:[省市县区乡镇州]?[直属]|各级?|各类|中|小|初中|高中|职业|技工|普通|公办|民办|高等|特殊教育|义务教育|农村|城区|寄宿制)*(?:学校|中小学|小学|中学|幼儿园|高校|院校|教学点|家庭|企业)"
    "|[\u4e00-\u9fff]{2,6}(?:街道|[乡镇村]|社区|单位|企业)"
)
# The territory goes on with its organ: 各县(区)|市场监管局.
_ORGAN_AFTER = re.compile(f"(?!{STARTS_DUTY.pattern})[\u4e00-\u9fff]{{2,8}}?(?:局|厅|政府|党委|管委会|部门|办公室)")
_LEAD_IN = re.compile("根?据|按照|并|会议|目前|其中|同时|经过|近[年期日]|[每逐]")
# What makes the name a part of a longer one, or speaks about it.
_NO_ACT = re.compile(
    "[的、,;。:)等 ]|(?:主要|工作|具体|岗位)*(?:职责|分工|责任|任务|组成|成员|名单)|设[在于立]|下设|(?:主要|分管)?负责(?:人|同志)|[校园局院所]长|主任|书记|班子|党员|干部|职工|内部|内的|之间|周边|附近|方面|所在|以[上下内外]|为(?:副?组长|成员)|任(?:副?组长|成员)|[和及与]|$"
)


def leading_names(passage: Passage, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """县水利局、各乡镇 before what they have to do; nothing where a sentence is only about them."""
    text = passage.text
    if _LEAD_IN.match(text, start) or (STARTS_DUTY.match(text, start, end) and not _WITHIN.match(text, start, end)):
        return ()
    last = at = start
    while at < min(end, start + _LONGEST_LIST):
        stem = _STEM.match(text, at, end)
        last = _name_end(text, at, end) or (stem.end() if stem else at)
        if last == at:
            return ()
        joint = _JOINT.match(text, last, end)
        if not joint:
            break
        at = joint.end()
    others = _OTHERS.match(text, last, end)
    last = others.end() if others else last
    if end - last < _SHORTEST or _NO_ACT.match(text, last, end):
        return ()
    names = unit_names(passage, start, last)
    return names if names and all(_acts(text[slice(*name)]) for name in names[-1:]) else ()


def _acts(name: str) -> bool:
    return bears_duties(name) or _OTHER_BEARERS.fullmatch(name) is not None


def _name_end(text: str, at: int, end: int) -> int:
    """Where the name that begins here ends; 0 where none does."""
    limit = min(end, at + _LONGEST_NAME)
    found = next((stop for stop in range(at + _SHORTEST, limit + 1) if _ends(text, at, stop)), 0)
    while found and (more := _WITHIN.match(text, found, limit)):
        found = more.end() - text[found : more.end()].endswith("、")
        if text[found : found + 1] == "、":
            break
    inner = _INNER.match(text, found, end) if found else None
    organ = _ORGAN_AFTER.match(text, inner.end(), end) if inner else None
    return organ.end() if organ else (inner.end() if inner else found)


def _ends(text: str, at: int, stop: int) -> bool:
    last = text[stop - 1]
    if last not in _LAST or (text[stop : stop + 1] or "\n") in _OTHER_WORD.get(last, ""):
        return False
    if last == ")" and _ORGAN_AFTER.match(text, stop):
        return False
    name = _INNER.sub("", text[at:stop])
    return not any(mark in name for mark in ",;。:、()") and bool(
        UNIT_END.search(name) or is_everyone(name) or is_officer(name)
    )
