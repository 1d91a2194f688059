"""The words that say which part a unit has, as labels (牵头单位:) and as verbs (牵头). Data on folded text."""

import re

from services.plans.domain.words import AssignmentRole

LEAD, COOPERATING, RESPONSIBLE = AssignmentRole.LEAD, AssignmentRole.COOPERATING, AssignmentRole.RESPONSIBLE

_CORES: dict[AssignmentRole | None, str] = {
    LEAD: "总牵头|牵头负责|牵头|主办|主责|主抓|主要责任|第一责任|首要责任",
    COOPERATING: "协同配合|配合|协办|协同|协作|协助|参与|参加|支持|会办|联办|辅助|会同",
    # 督办, 督导: who sees to it that others do it has no role of its own, and is not among those who do it.
    None: "督办|督导|督查|督促|监督|考核|指导|监管|验收",
    RESPONSIBLE: "责任分工|职责分工|任务分工|工作分工|分工|具体责任|具体负责|具体实施"
    "|责任|落实|实施|承办|承担|负责|执行|承接|完成",
}
_NOUN = "(?:责任|落实|实施|承办)?(?:单位|部门|主体|机关|机构|科室|处室|股室|委办局|县市区|县区|区县|地区)"
_LEVEL = "(?:[省市县区州盟镇校]|自治区|国家)?(?:级|直|本级)?"
_MORE = "(?:(?:[及和与、/]|以及)?(?:责任人|负责人|联系人|责任领导|部门|单位|人员))*"
_CORE = "|".join(f"(?P<r{number}>{words})" for number, words in enumerate(_CORES.values()))
_ROLES = list(_CORES)

# 牵头单位:, 责任(配合)部门(排名第一的为牵头单位):, 牵头:
LABEL = re.compile(
    rf"{_LEVEL}(?:{_CORE})(?:\([^()]{{1,10}}\))?(?P<noun>{_NOUN})?{_MORE}(?:\([^()]{{0,60}}\))?"
    r"(?P<colon> {0,8}(?:: {0,8}|为:|是:))?"
)
LINK = re.compile(" {0,8}(?:为|是|有|包括|由)?:? {0,8}")
FIELD = re.compile(r"[\u4e00-\u9fff/()]{2,12} {0,4}:")
LEVEL_FIELD = re.compile("(?:[省市县区乡镇州校]|自治区|国家)(?:级|直|本级|层面)?(?:单位|部门|层面)?:")

_HOW = (
    "(?:总|共同|联合|分别|具体|统筹|统一|全面|认真|抓好|抓|贯彻|组织|推动|推进|做好|协调|积极|主动|密切|通力|协作|协同|相互|各自|依法|分工|主要|直接|分级"
    "|按照?(?:各自)?(?:的)?(?:职责|职能|分工|权限|任务)(?:分工|范围|权限|任务)?|根据(?:各自)?职[责能](?:分工)?|依(?:据|照)?职[责能](?:分工)?"
    "|在(?:各自)?职[责能](?:范围|权限)内|结合(?:自身|各自)?(?:职责|职能|实际)|各司其职|各负其责)"
)
_DONE = "(?:负责|落实|实施|组织|推进|抓总|统筹|协调|办理|推动|抓落实|制定|做好|抓好|完成|工作|执行|到位|即可)"
_VERBS: dict[AssignmentRole, str] = {
    LEAD: "负责牵头|负总责|总负责|牵头|主办|主责|(?:作?为|是|任)牵头(?:责任)?(?:单位|部门)",
    COOPERATING: "配合|协助|参与|协办|参加|支持|协同|(?:作?为|是)(?:配合|协办|参与)(?:单位|部门)",
    RESPONSIBLE: "负责|(?:共同|协同|分别|具体|组织|统筹|协力)(?:推进|推动|开展|做好)"
    "|落实|实施|承担|承办|执行|(?:作?为|是)责任(?:单位|部门|主体)",
}
_VERB = "|".join(f"(?P<v{number}>{words})" for number, words in enumerate(_VERBS.values()))
_VERB_ROLES = list(_VERBS)
# At the end of a name: 市教育局牵头, 市财政局等按职责分工负责.
VERB_MARK = re.compile(rf" ?(?:{_HOW} ?)*(?:{_VERB}){_DONE}*$")
# At the end of a name too, but whoever sees to it that others do it has no role.
GUIDE_MARK = re.compile(
    rf" ?(?:{_HOW} ?)*(?:负责)?(?:业务)?(?:指导|督导|督促|督办|督查|监督|监管|考核)(?:{_DONE}|检查)*$"
)
BRACKET_MARK = re.compile(
    r"\((?:(?P<m0>总?牵头(?:单位|部门|负责)?|主办(?:单位)?|主责(?:单位)?)|(?P<m1>配合(?:单位|部门)?|协办(?:单位)?|协助|参与)"
    r"|(?P<m2>责任(?:单位|部门)?|负责|落实))\)"
)
WITH = re.compile("会同|联合(?![会社国大体学办])|协同(?!创新)|配合单位")
OPEN_END = re.compile(
    "等(?:\\d+|[一二三四五六七八九十]+)?个?(?:[省市县区州]?[级直]?(?:有关|相关|其他|多个?|各|成员|责任|职能|涉及|市直|县直|区直|省直|市级|县级|省级|主管|行政|政府|国家)*)"
    "(?:部门|单位|厅局|机构|委办局|部委|地方|组织|方面|高校|院校|企业|部门和单位|部门、单位|部门(?:及|和|与)(?:有关|相关)?单位)?$"
)


def label_role(label: re.Match[str]) -> AssignmentRole | None:
    """The role that a match of LABEL announces; None for those who supervise."""
    return next(role for number, role in enumerate(_ROLES) if label[f"r{number}"])


def verb_role(verb: re.Match[str]) -> AssignmentRole:
    """The role that a match of VERB_MARK announces."""
    return next(role for number, role in enumerate(_VERB_ROLES) if verb[f"v{number}"])


def bracket_role(mark: re.Match[str]) -> AssignmentRole:
    """The role that a match of BRACKET_MARK announces."""
    return next(role for number, role in enumerate(_VERB_ROLES) if mark[f"m{number}"])
