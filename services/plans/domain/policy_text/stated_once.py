"""Rules that a document states once for all its brackets: the first named leads; every district answers for all."""

import re
from collections.abc import Iterator, Sequence

from services.plans.domain.policy_text.draft import StatedRule
from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Source

FIRST_IS_LEAD = "first_is_lead"
ALL_DISTRICTS = "all_districts_answer"

_RANK = "(?:排[名列序]?|列|位[列居]|居|名列|序列)?(?:在|于|为)?(?:第一|首)(?:位|个|名|家|的)*"
_HEAD = "(?:牵头|主要责任|总?主办|主责|第一责任|总负责)(?:责任)?(?:单位|部门|机构|方)?"
_FIRST = re.compile(
    f"(?:(?:责任|落实|实施|承办)?(?:单位|部门)?(?:中|里)?[,的]?)?{_RANK}(?:的)?(?:责任)?(?:单位|部门|者)?,?"
    f"(?:均|即|都)?(?:为|是|系|作为|负责|任){_HEAD}"
    f"|{_HEAD}(?:均)?(?:排|列)[名列序]?(?:在)?(?:第一|首)位?"
)

_EVERYONE = r"(?P<unit>(?:全[省市县区州])?各(?:[^。;:()]|\([^()]{0,20}\)){1,40}?)"
_WORK = (
    "(?:按照?(?:各自)?职[责能](?:分工)?|结合实际|具体|认真|贯彻|抓好|组织|共同|分别)*"
    "(?:负责|落实|实施|执行|推进|参与)(?:落实|实施|到位)*"
)
_OMITTED = (
    "[,、。;]? ?(?:以下|下文|后文|下列|后面|文中|表中|均|都)*(?:不再|不另|不一一|不单独|不予)[^。;:,()]{0,10}?"
    "(?:列出|列入|列示|列明|列举|单列|重复|标注|注明|说明|赘述|列|写)"
)
_ALL = "(?:以下|下列|下述|上述|以上|各项|所有|每项|全部|本方案|本表|上表|其他|其余|各条|每条)"
_ALL_TASKS = f"{_ALL}[^。;:()、,]{{0,10}}?(?:任务|工作|措施|举措|事项|条目|项目)"
_ASKED = "(?:均|都|分别|一律)(?:需要|需|须|由|要|应|涉及|请)?[^。;:()、各]{0,6}?"
# A sentence that only says who pays or acts in one matter (经费均由各县区承担) is no rule for all measures: it must
# speak of the tasks, or say that those it names are not listed again.
_DISTRICTS = tuple(
    re.compile(pattern)
    for pattern in (
        f"(?:{_ALL}[^。;:()、]{{0,16}}?)?{_ASKED}{_EVERYONE}{_WORK}{_OMITTED}",
        f"{_ALL_TASKS}{_ASKED}{_EVERYONE}{_WORK}",
        f"{_ALL}{_ASKED}(?P<unit>[\u4e00-\u9fff]{{2,16}}?){_WORK}{_OMITTED}",
        f"(?:{_ALL}[^。;:()、]{{0,16}}?)?(?:均|都|责任(?:单位|主体))+(?:包括|包含|含|有|涉及|为){_EVERYONE}{_OMITTED}",
        f"{_EVERYONE}(?:均|都)?(?:为|是|系|作为|列为)[^。;:、]{{0,16}}?(?:责任|落实|实施)(?:单位|主体|部门){_OMITTED}",
    )
)
_SAME = re.compile("[,。;、 ]{0,2}(?:以?下(?:均|都)?同|以下不再[^。;()]{0,8})")
_FROM_HERE = re.compile("下同|以下|下列|下文|下述")


def rule_places(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a folded text states a rule, and which, in the order of the text."""
    found = [(match.start() + (match[0][0] == ","), match.end(), FIRST_IS_LEAD) for match in _FIRST.finditer(text)]
    found += [(*match.span(), ALL_DISTRICTS) for match in _districts(text)]
    yield from sorted((start, _with_from_here(text, end), rule) for start, end, rule in found)


def _districts(text: str) -> Iterator[re.Match[str]]:
    """Of those that overlap the first: one sentence may fit several patterns."""
    past = -1
    every = (match for pattern in _DISTRICTS for match in pattern.finditer(text))
    for match in sorted(every, key=lambda match: (match.start(), -match.end())):
        if match.start() >= past:
            past = match.end()
            yield match


def rules_in(passages: Sequence[Passage]) -> Iterator[StatedRule]:
    """Of passages; one that is stated twice is there twice, each with its place."""
    for passage in passages:
        for start, end, rule in rule_places(passage.text):
            yield StatedRule(rule, passage.span(start, end))


def _with_from_here(text: str, end: int) -> int:
    """下同 after the rule belongs to it: it says that the rule begins here."""
    same = _SAME.match(text, end)
    return same.end() if same else end


def applies(source: Source, rule: StatedRule, last: int) -> bool:
    """Whether it holds for a passage that ends at `last`: 下同 and 以下 count from where they stand."""
    return last > rule.span.start or not _FROM_HERE.search(fold(source.at(rule.span)))


def districts_named(source: Source, rule: StatedRule) -> Iterator[Passage]:
    """Where a rule of all_districts_answer names those who answer."""
    passage = Passage.of(source, [rule.span])
    for match in _districts(passage.text):
        yield passage.cut(*match.span("unit"))
