"""Numbers that a document has lost: 学校%设立, 计划名、, 至少次. Found by what is left, and left unknown."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.plans.domain.policy_text.clauses import Clause
from services.plans.domain.policy_text.draft import DOUBTFUL
from services.plans.domain.policy_text.finding import Finding
from services.plans.domain.policy_text.target_units import PERIOD
from services.plans.domain.policy_text.veil import BLANK
from services.plans.domain.words import Certainty, TargetKind
from services.yardsticks.words import Comparison

_PEOPLE = "计划|教师|医生|医师|护士|学员|农民|人才|干部|骨干|班主任|教研员|工作者|毕业生|师范生|技术人员|管理人员"
_SCHOOLS = "学校|幼儿园|小学|初中|高中|中学|医院|卫生院|卫生室"
_THINGS = "基地|中心|学位|床位|项目|示范区|示范村|合作社|团队|工作室|工作坊|教学点|岗位"
_COUNTS = re.compile(
    rf"(?:(?:{_PEOPLE})(?P<people>名)|(?:{_SCHOOLS})(?P<schools>所)|(?:{_THINGS})(?P<things>个)|教室(?P<rooms>间)|(?:课|课程)(?P<courses>[门节]))(?=[、,。;]|的(?:招生|招聘|招录|培养|培训|建设|目标|任务)|$)"
    r"|(?:新建|建成|创建|改造|改扩建)(?P<verb>所(?![需在有属谓以获述])|座(?!谈))(?=[\u4e00-\u9fff]{2})"
)
_HELD = re.compile(
    r"(?P<word>至少|不少于|不低于|不超过|不得少于|达到|超过)(?:召开|组织|开展|举办|安排|配备)?(?P<unit>次(?![数生])|人次|名(?![师录单校额])|小时|学时|课时|分钟|万元|元|场次|亩)(?=[\u4e00-\u9fff,。;、]|$)"
)
_PERCENT = re.compile(rf"(?<=[\u4e00-\u9fff{BLANK}”’\"])(?P<unit>[%‰])(?=以上|以下|以内|[\u4e00-\u9fff])")
_OF_HUNDRED = re.compile(r"[百千万]分之$|单位$")
_AT_MOST = "不超过"


@dataclass(frozen=True, slots=True)
class _Hole:
    at: int
    end: int
    unit: str
    comparison: Comparison
    rule: str


def read_lost_values(text: str, clauses: Sequence[Clause]) -> Iterator[Finding]:
    """Of a veiled text: the value of each is unknown."""
    period: str | None = None
    for clause in clauses:
        if clause.opens_sentence:
            period = None
        for found in PERIOD.finditer(text, clause.start, clause.end):
            period = found["each"] or period
        for hole in sorted(_holes(text, clause), key=lambda hole: hole.at):
            recurring = period is not None and hole.unit not in "%‰"
            yield Finding(
                (hole.at, hole.end), _statement(clause, hole), TargetKind.LOST_VALUE, hole.comparison,
                Certainty.LOST, DOUBTFUL, hole.rule, unit=f"{hole.unit}/{period}" if recurring else hole.unit,
                recurring=recurring,
            )  # fmt: skip


def _holes(text: str, clause: Clause) -> Iterator[_Hole]:
    for found in _PERCENT.finditer(text, clause.start, clause.end):
        if not _OF_HUNDRED.search(text, max(clause.start, found.start() - 4), found.start()):
            yield _Hole(found.start(), found.end(), found["unit"], Comparison.AT_LEAST, "percent_without_number")
    for found in _COUNTS.finditer(text, clause.start, clause.end):
        name = found.lastgroup or ""
        yield _Hole(found.start(name), found.end(), found[name], Comparison.AT_LEAST, "measure_without_number")
    for found in _HELD.finditer(text, clause.start, clause.end):
        comparison = Comparison.AT_MOST if found["word"] == _AT_MOST else Comparison.AT_LEAST
        yield _Hole(found.start("unit"), found.end(), found["unit"], comparison, "comparison_without_number")


def _statement(clause: Clause, hole: _Hole) -> tuple[int, int]:
    return max(clause.start, hole.at - 60), min(clause.end, hole.end + 40)
