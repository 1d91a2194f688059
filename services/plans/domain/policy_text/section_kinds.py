"""What a chapter is about, from the words of its heading."""

import re
from enum import StrEnum


class Kind(StrEnum):
    """概述, 实施步骤, 主要任务, 组织与职责, 保障措施, 附则, and everything else."""

    OVERVIEW = "overview"
    PHASES = "phases"
    MAIN = "main"
    ORGANISATION = "organisation"
    GUARANTEE = "guarantee"
    CLOSING = "closing"
    OTHER = "other"


_OVERVIEW = re.compile(
    "^总则$|总体要求|总体思路|总体目标|总体安排|总体部署|总体任务|总体考虑|指导思想|基本原则|工作原则|遵循原则|主要原则|工作目标|主要目标|目标要求|发展目标"
    "|行动目标|创建目标|建设目标|预期目标|目标任务|任务目标|基本要求|工作思路|基本思路|发展思路|重要意义|重大意义|工作背景|规划背景|现状|发展基础"
    "|(?:主要|发展|核心|预期|工作|具体|目标)指标|形势|适用范围|实施范围|实施对象|编制依据|制定依据|目的意义|认识|目标$|背景$|原则$"
)
_PHASES = re.compile("步骤|阶段|进度|时间安排|日程|时间节点|推进安排|时间表")
_MAIN = re.compile(
    "(?:主要|重点|工作|具体|核心|目标|建设|基本|行动|实施|政策|改革|攻坚)(?:任务|措施|举措|工作|行动|工程|内容|项目)|任务措施|任务举措|专项行动|重点工程"
    "|(?:[一二三四五六七八九十]+|[0-9]+|各)(?:大|项|个)(?:重点|重大|专项)?(?:工程|行动|任务|计划|举措|措施)|任务清单|若干措施|若干举措"
)
_DUTIES = re.compile(
    "职责|(?:组织|职能|人员|单位)分工|任务分工|责任分工|工作分工|部门分工|组织机构|组织架构|组织体系|指挥体系|指挥机构|领导机构|工作机构|机构设置|领导小组"
    "|成员单位|工作专班$|工作机制$|责任分解|责任清单"
)
_SHARING = re.compile(
    "职责|分工|岗位责任|(?<!法律)责任(?!追究|倒查|意识|保险|督学|[心感人制书])|部门(?:协作|协同|联动|配合|合力)|协同配合|协作配合|工作合力|齐抓共管|各司其职"
)
_LEADING = re.compile("组织领导")
_GUARANTEE = re.compile(
    "保障措施|组织保障|工作保障|保障机制|保障体系$|实施保障|条件保障|支撑保障|保障支撑|工作要求|有关要求|相关要求|具体要求|实施要求|纪律要求|几点要求|组织实施"
    "|组织领导|组织推进|组织落实|推进落实|推进机制|推动落实|抓好落实|督导考核|督导落实|督促落实|监督落实|监督考核|考核评估$|督查考核|监督检查$|强化保障|加强保障|完善保障|保障$|落实要求"
)
_CLOSING = re.compile(
    "附则|其他事项$|其他$|有关说明|名词解释|术语|联系方式|^本.{1,10}(?:自|由|从|有效期|解释)|报送要求|材料报送"
)


def kind_of(title: str) -> Kind:
    """By the words alone; where a chapter stands decides the rest."""
    words = title[:40]
    if _CLOSING.search(words) and words.startswith("本"):
        return Kind.CLOSING
    if _GUARANTEE.search(words) and not _LEADING.search(words):
        return Kind.GUARANTEE
    if _PHASES.search(words) and not _MAIN.search(words.replace("实施步骤", "")):
        return Kind.PHASES
    if _DUTIES.search(words):
        return Kind.ORGANISATION
    for kind, form in _TURN:
        if form.search(words):
            return kind
    return Kind.OTHER


_TURN = ((Kind.OVERVIEW, _OVERVIEW), (Kind.MAIN, _MAIN), (Kind.GUARANTEE, _GUARANTEE), (Kind.CLOSING, _CLOSING))


def speaks_of_sharing(title: str) -> bool:
    """Whether the heading of an item announces sentences on which department does what."""
    return bool(_SHARING.search(title[:40]))


def speaks_of_duties(title: str) -> bool:
    """Whether a heading announces which unit does what."""
    return bool(_DUTIES.search(title[:40]) or _LEADING.search(title[:40]))
