"""Who has to do what by the articles of a law: 县级以上人民政府应当…, 学校不得…, 由…负责"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from services.plans.domain.policy_text.duty_clauses import clauses, duty
from services.plans.domain.policy_text.duty_heads import acting, unit_names
from services.plans.domain.policy_text.duty_subjects import SUBJECT_MODAL, Subjects, add_duty, who_must
from services.plans.domain.policy_text.duty_words import NUMBERING
from services.plans.domain.policy_text.leading_names import leading_names
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.rosters import rows_of
from services.plans.domain.policy_text.source import Source
from services.plans.domain.policy_text.unit_words import is_unit

_LONGEST_SUBJECT = 60
_ARTICLE = re.compile(" *(?:第[一二三四五六七八九十百零〇\\d]{1,8}[条款项章节] *)?")
_DUTY = re.compile(
    "(?:具体|共同|依法|分别|均|都|也|并|主要|统一|统筹|全面|各自|切实|有权|有义务|有责任)*"
    "(?:应当(?!是|具有|具备|符合)|不得|必须|须(?!在[一二三四五六七八九十百千万\\d])|负责(?!人|解释|[^,。;]{1,24}的(?:机构|部门|单位|机关|人员|组织)[,应])|主管|承担|有义务|有责任|(?<![未不])履行|在(?:各自)?的?职[责能]权?范围以?内|按照?(?:各自)?(?:的)?职[责能](?:分工)?|保障(?=适龄|学|教|义务|其|未)|禁止)"
)
_BY = re.compile(
    "由(?P<subject>[^,;。由]{2,60}?)(?:(?:会同|商)[^,;。由]{2,60}?)?(?:统筹|共同|分别|按照?[^,;。]{0,12}|依法|具体|统一)*(?:负责(?!人|解释)|承担|负担|任命|聘任|通报|决定|确定|核准|认定|公布|制定|组织实施|(?<!社会)保障|落实|规定|责令|给予|处理|批准|管理(?!人员|办法))"
)
_BEARER = re.compile(
    "(?:政府|部门|机关|机构|组织|学校|大学|学院|幼儿园|学堂|单位|企业|个人|公民|公司|人员|监护人|父母|家长|教师|校长|园长|工作者|从业者|经营者|举办者|负责人|学生|儿童|少年|未成年人"
    "|团体|委员会|居委会|村委会|国务院|法院|检察院|国家|社会|银行|负责人|主管人员|媒体|场所|博物馆|图书馆|者|人|专家|督学|校医|辅导员|局|厅|委|会|联|院|所|处|办|办公室|[处科股]室|(?:督导|督查|教研)室|[组局院所站班]长|主任|书记|中心|基地)(?:\\([^()]*\\))?$"
)
_DESCRIBED = re.compile("(?P<who>[^,。;:]{2,40}负责[^,。;:]{1,24}的(?:机构|部门|单位|机关|组织)),$")
_ON_FINDING = re.compile("(?P<who>[^,。;:]{2,40}?)(?:发现|接到|收到|认为|知道|得知|未按照?)[^。;:]{2,60}?的?,$")
_DUTIES_BELOW = re.compile(
    "(?P<who>[^,。;:]{2,40}?)(?:应当|依法)*(?:(?:履行|承担|负责)(?:的)?(?:下列|以下|如下)[^,。;:]{0,12}|的(?:主要|基本|工作)*职责(?:是|为|有|包括|如下)*):"
)
_REST = re.compile("(?:规定|交办|赋予)[^,。;]{0,6}的?其他[^,。;]{2,6}$")
_EVERY = re.compile("每\\d{0,2}[名个位所]")
_WITH_ADVERB = re.compile("(?P<who>[^,。;对在每按由根的]{2,24}?)(?=对|在|每|按照|根据)")
_NO_SUBJECT = re.compile("实行|坚持|遵循|贯彻")
_GOES_ON = re.compile(
    ";(?:每|推动|推进|落实|完善|做好|协助|配合|制定|负责|会同|查处|定期|及时|依法|建立|健全|组织|开展|加强|指导|督促|按照?(?!.{0,20}的$))"
)
_SHORTLY = re.compile(r"\(以下(?:统一)?简称[^()]{2,20}\)$")
_CALLED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{3,30})\(以下(?:统一)?简称:?[“\"]?(?P<short>[\u4e00-\u9fff]{2,12})[”\"]?\)"
)
_LEAD_IN = re.compile("(?:但是?|同时|并且?|因此|其中|对[^,]{1,20}的,?|凡|前款规定的|任何情况下)")


def subjects_of_articles(source: Source, passages: Sequence[Passage], announced: Sequence[bool]) -> Subjects:
    """Who has to do or to leave something, clause by clause; a clause without a subject goes on with the last one.

    In a chapter that has `announced` duties, whoever a clause begins with bears one, whatever its verb is.
    """
    reading = _Reading(source, {short: name for passage in passages for name, short in _short_names(source, passage)})
    articles = [_without_number(passage) for passage in passages]
    for passage, head, loose in zip(articles, rows_of(articles, announced=True), announced, strict=True):
        listed = _DUTIES_BELOW.match(passage.text)
        if listed and _BEARER.search(listed["who"]):
            reading.listed(passage, _each(passage, listed.span("who")), listed.end())
        elif head and (passage.text[head.body - 1] == ":" or head.stated):
            reading.listed(passage, head.names, head.body)
        else:
            reading.told(passage, loose=loose)
    return reading.subjects


def _without_number(passage: Passage) -> Passage:
    article = _ARTICLE.match(passage.text)
    return passage.cut(article.end() if article else 0, len(passage.text))


@dataclass(slots=True)
class _Reading:
    """`called` gives the name for each short form of one."""

    source: Source
    called: Mapping[str, str]
    subjects: Subjects = field(default_factory=dict)

    def listed(self, passage: Passage, names: Sequence[tuple[int, int]], begin: int) -> None:
        """责任督学履行下列职责:(一)…;(二)…: what follows the colon, each by itself."""
        for start, end in clauses(passage.text, begin, len(passage.text)):
            if not _REST.search(passage.text[start:end]):
                self._add(passage, names, start, end)

    def told(self, passage: Passage, *, loose: bool) -> None:
        """What the sentences of an article ask of their subjects."""
        text = passage.text
        current: tuple[int, int] | None = None
        colon = text.find(":")
        for start, end in clauses(text, 0, len(text)):
            borne = list(_borne(passage, start, end, loose=loose))
            plain = colon < 0 or start <= colon
            if (
                not borne
                and current
                and plain
                and (_GOES_ON.match(text, start - 1) or (loose and text[start - 1] == ";"))
            ):
                borne = [(None, start, end)]
            for name, begun, last in borne:
                current = name or current
                self._add(passage, _each(passage, current) if current else (), begun, last)

    def _add(self, passage: Passage, names: Sequence[tuple[int, int]], start: int, end: int) -> None:
        for name in names:
            add_duty(self.source, passage, name, duty(self.source, passage, start, end), self.subjects, self.called)


def _each(passage: Passage, name: tuple[int, int]) -> Sequence[tuple[int, int]]:
    """乡镇人民政府、街道办事处 are two; 发展改革、财政等部门 is one name."""
    names = unit_names(passage, *name)
    whole = [passage.text[slice(*one)] for one in names]
    return names if len(names) > 1 and all(is_unit(one) and not one.startswith("其") for one in whole) else (name,)


def _short_names(source: Source, passage: Passage) -> Iterator[tuple[str, str]]:
    """云泽市科学技术局(以下简称市科技局): the name and what it is called from here on, both as printed."""
    for found in _CALLED.finditer(passage.text):
        yield passage.printed(source, *found.span("name")), passage.printed(source, *found.span("short"))


def _borne(passage: Passage, start: int, end: int, *, loose: bool) -> Iterator[tuple[tuple[int, int] | None, int, int]]:
    """Name, predicate and end of each duty of a clause, which may go over to a further subject after a comma."""
    text = passage.text
    found = _bearer(text, start, end) or _named_first(passage, start, end, loose=loose)
    at = start
    while found:
        name, begun = found
        further = None
        at = max(at + 1, begun)
        while not further and (comma := text.find(",", at, end)) >= 0:
            at = comma + 1
            stop = text.find(",", at, end)
            further = _bearer(text, at, stop if stop > 0 else end)
            further = further if further and further[0][0] < further[0][1] else None
        yield name if name[0] < name[1] else None, begun, comma if further else end
        found = further


def _named_first(passage: Passage, start: int, end: int, *, loose: bool) -> tuple[tuple[int, int], int] | None:
    """The units that a clause begins with, as one stretch: before 要, or before any verb."""
    names = who_must(passage, start, end)
    if names and passage.text[names[-1][1]] != "要":
        return None
    names = names or (leading_names(passage, start, end) if loose else ())
    return ((names[0][0], names[-1][1]), names[-1][1]) if names else None


def _bearer(text: str, start: int, end: int) -> tuple[tuple[int, int], int] | None:
    """The subject (empty where the clause has none of its own) and where its predicate begins."""
    modal = _DUTY.search(text, start, end)
    by = _BY.search(text, start, end)
    if by and (not modal or by.start() < modal.start()) and _BEARER.search(by["subject"]):
        return by.span("subject"), by.end("subject")
    if not modal:
        acts = acting(text, start, end)
        return ((start, acts), acts) if acts > start and not SUBJECT_MODAL.match(text, acts) else None
    begun = max(text.rfind(",", start, modal.start()), text.rfind(":", start, modal.start()), start - 1) + 1
    lead_in = _LEAD_IN.match(text, begun, modal.start())
    begun = lead_in.end() if lead_in else begun
    numbering = NUMBERING.match(text, begun, modal.start())
    begun = numbering.end() if numbering else begun
    every = _EVERY.match(text, begun, modal.start())
    begun = every.end() if every else begun
    name = _SHORTLY.sub("", text[begun : modal.start()].rstrip())
    if not name:
        return _before_comma(text, start, begun) or ((begun, begun), modal.start())
    if (
        len(name) <= _LONGEST_SUBJECT
        and _BEARER.search(name)
        and not _NO_SUBJECT.search(name)
        and not name.startswith(("明确", "指定", "确定", "安排", "对", "在", "按", "根据", "从", "经", "因", "当"))
    ):
        return (begun, begun + len(name)), modal.start()
    who = _WITH_ADVERB.match(text, begun, modal.start())
    if who and _BEARER.search(who["who"]):
        return who.span("who"), who.end("who")
    return None


def _before_comma(text: str, start: int, comma: int) -> tuple[tuple[int, int], int] | None:
    """负责教育的机构,负责…; 学校发现…的,应当…: who is named in what stands before, and where the duty begins."""
    described = _DESCRIBED.fullmatch(text, start, comma)
    if described and _BEARER.search(described["who"]):
        return described.span("who"), comma
    finding = _ON_FINDING.fullmatch(text, start, comma)
    if finding and _BEARER.search(finding["who"]):
        return finding.span("who"), finding.end("who")
    return None
