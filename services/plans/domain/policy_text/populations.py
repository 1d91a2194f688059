"""Of whom a quantity is asked, read from the words beside it."""

import re

from services.plans.domain.policy_text.target_units import SHORT
from services.plans.domain.policy_text.veil import BLANK

_AREA = (
    r"县区|县市区|(?:县|市|区)(?:\((?:市|县|区)(?:、(?:市|县|区))*\))|乡镇(?:\(街道\))?|街道|行政村|自然村|村庄|地级市"
)
_WHO = (
    "(?:中小学生|小学生|中学生|初中生|高中生)(?!均)|学校|中小学|小学|初中|高中|中学|幼儿园|公办园|民办园|托育机构|教学点|班级|年级|小区|社区"
    "|导师|名师|班主任|教研员|辅导员|教职工|教师|校长|园长|学生(?!均)|幼儿|儿童少年|儿童|少年|婴幼儿|居民|村民|农户|农民|家庭(?!作业|教育|医生)|老年人|残疾人|人员|医师|医生|护士|干部"
    f"|{_AREA}|机构|医院|卫生院|卫生室|企业|单位|合作社|农场|耕地|食堂|宿舍|园区|基地|班额|部门|场所|党员|职工|群众|人口|孕产妇"
    "|患者|水库|河流|车辆|图书馆|安置区|(?<!农)村|县域"
)
WHO = re.compile(rf"(?:{_WHO}|县)")
EACH = re.compile(
    rf"(?:每(?:一)?(?:个|所|名|位|家|户|间)?|各(?!级|类|级各类|种|项|方))"
    rf"(?P<who>(?:(?!联系|结对|帮扶|指导|服务)(?:[^,。;:、的每各年月周天{BLANK}]|(?<=[市县])、(?=[县区市]))){{0,10}}?(?:{_WHO}|县)+|校|园|班|县|乡|镇|村|人|生|套|间|餐|学位|位)"
    r"(?:\((?P<or>[^()]{1,6})\))?(?=[^、级类项]|$)"
)
_SUBJECT = re.compile(rf"[^,。;:()的{BLANK}]{{0,24}}?(?:{_WHO})+(?:\([^()]{{1,8}}\))?")
_LEAD = re.compile(
    r"(?:力争|争取|确保|保证|保障|实现|推进|推动|加快|支持|鼓励|原则上|基本|逐步|努力|切实|使得?|让|对|在|将|把|帮助|组织|引导|要求|计划"
    r"|继续|其中|并|以及?|并将|落实|为|进一步|实行|教会)+"
)
_OF_MONEY = re.compile("经费|资金|支出|投入|收入|附加|标准(?!化)")
_REACH = 40


def each_of(text: str) -> tuple[str, str] | None:
    """每个乡镇 as printed, and the short noun a unit is taken per; the last such words of `text`."""
    every = list(EACH.finditer(text[-80:]))
    if not every:
        return None
    found = every[-1]
    who = found["who"] + (f"({found['or']})" if found["or"] else "")
    return found[0].rstrip(), short(who)


def short(who: str) -> str:
    return SHORT.get(who, who)


def subject_of(text: str, *, of_money: bool = False) -> str | None:
    """The noun before the words of a rate: 全市义务教育学校 of 全市义务教育学校的办学条件标准化率; money is nobody."""
    bare = text.strip(BLANK + " 、和及与")
    lead = _LEAD.match(bare)
    bare = bare[lead.end() : lead.end() + _REACH] if lead else bare[:_REACH]
    found = _SUBJECT.match(bare)
    if found is None or (_OF_MONEY.search(bare) and not of_money):
        return None
    further = _SUBJECT.match(bare, found.end())
    return bare[: further.end()] if further and further.end() - found.end() <= 8 else found[0]


def after_share(text: str) -> str | None:
    """县市区 of 50%的县市区创建为…."""
    found = _SUBJECT.match(text[:_REACH])
    return found[0] if found else None
