"""The chapters of a plan and what each is: by its heading, and by where it stands among the others."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from services.plans.domain.policy_text.answering import names_units
from services.plans.domain.policy_text.duty_clauses import clauses
from services.plans.domain.policy_text.duty_words import STARTS_DUTY
from services.plans.domain.policy_text.leading_names import leading_names
from services.plans.domain.policy_text.outline import Prose, Section
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.rosters import rows_of
from services.plans.domain.policy_text.section_kinds import Kind, kind_of, speaks_of_duties, speaks_of_sharing
from services.plans.domain.policy_text.unit_words import bears_duties, is_officer, is_unit

_ALWAYS_GUARANTEE = re.compile("保障措施|组织保障|工作要求|组织实施|有关要求|相关要求")
_OF_WHOLE = re.compile(
    "组织|领导|实施|落实|考核|督导|督查|监督|要求|统筹|推进|(?:工作|制度|政策|机制|保障)保障|保障(?:机制|体系)"
)
_MEMBER = re.compile("[^:。,;]{0,12}(?:组 *长|成 *员(?:单位)?|主 *任|召集人):")
_STATUS = re.compile("(?<=.)(?:主要)?(?:工作|岗位|安全)?(?:职责|职能|责任)$")
_NO_HEAD = re.compile("成立|组建|明确|压实|(?:成员)?(?:单位|部门|机构)$")
_FEWEST_LISTS, _BEGINNING = 2, 240
_NUMBER, _NUMBERS = (
    "1.",
    {"han": "一、", "han_bracket": "(一)", "arabic_bracket": "(1)", "circled": "①", "dash": "--", "bullet": "•"},
)
_SHORT, _SHORT_LEAD = 8, 30
_BODY = frozenset({Kind.MAIN, Kind.OTHER})


@dataclass(frozen=True, slots=True)
class Chapter:
    section: Section
    kind: Kind


def chapters_of(root: Section, *, announced: bool = False) -> list[Chapter]:
    """The top sections of a document, whose title may have `announced` duties, each with its kind."""
    tops = root.children
    kinds = [kind_of(top.title) for top in tops]
    body = [at for at, kind in enumerate(kinds) if kind in _BODY]
    if not body:
        body = [
            at
            for at, kind in enumerate(kinds)
            if kind is Kind.OVERVIEW and "任务" in tops[at].title and tops[at].children
        ]
        for at in body:
            kinds[at] = Kind.MAIN
    first, last = (body[0], body[-1]) if body else (len(tops), -1)
    return [Chapter(top, _placed(top, kinds[at], at, first, last, announced=announced)) for at, top in enumerate(tops)]


def _placed(top: Section, kind: Kind, at: int, first: int, last: int, *, announced: bool) -> Kind:
    if kind in _BODY and (
        items_are_units(top, announced=announces(top.title)) or (announced and _lists_names(top, announced=True))
    ):
        return Kind.ORGANISATION
    if kind is Kind.GUARANTEE and _is_organisation(top, early=at < first):
        return Kind.ORGANISATION
    if kind is Kind.GUARANTEE and not _ALWAYS_GUARANTEE.search(top.title) and (at < last or _is_of_tasks(top)):
        return Kind.OTHER
    if kind is Kind.ORGANISATION and first < at < last and not duty_sections(top):
        return Kind.OTHER
    if kind is Kind.OTHER and not _is_of_tasks(top) and duty_sections(top):
        return Kind.ORGANISATION
    if kind is Kind.OVERVIEW and at > first and len(top.title) > _SHORT:
        return Kind.OTHER
    if kind is Kind.ORGANISATION and at > last and top.children and not duty_sections(top):
        return Kind.GUARANTEE
    return kind


def _is_of_tasks(top: Section) -> bool:
    """强化科技要素保障 whose items mostly name who answers, or that does so itself, is no closing chapter."""
    if not top.children:
        return not _OF_WHOLE.search(top.title) and any(names_units(block.text) for block in top.blocks)
    named = sum(any(names_units(block.text) for one in child.walk() for block in one.blocks) for child in top.children)
    return bool(top.children) and not _OF_WHOLE.search(top.title) and 2 * named > len(top.children)


def _is_organisation(top: Section, *, early: bool) -> bool:
    """组织领导 with a list of units and their duties, or at the beginning, is no guarantee."""
    if not speaks_of_duties(top.title) and not lists_duties(top):
        return False
    return lists_duties(top) or (early and not top.children)


def duty_sections(section: Section) -> list[Section]:
    """Those below it that say so and name units, unless its own lines do; else itself where it lists duties."""
    nested = [] if _lists_names(section) else [one for child in section.children for one in _below(child)]
    if nested and speaks_of_duties(section.title):
        nested = [one for child in section.children for one in _below(child) or _alone(child)]
    own = lists_duties(section) or (announces(section.title) and (tells_duties(section) or _names_between(section)))
    return nested or ([section] if own else [])


def _names_between(section: Section) -> bool:
    """Names on lines of their own, each with numbers below it: they stand among the items, not above them."""
    return any(rows_of(paragraphs(section), announced=True))


def paragraphs(section: Section) -> list[Passage]:
    """How its paragraphs begin, with their numbers and without its own heading."""
    found = []
    for one in section.walk():
        for at, block in enumerate(one.blocks):
            if one is not section or at:
                number = _NUMBERS.get(one.family, _NUMBER) if at == 0 and one.mark else ""
                found.append(Passage.plain(number + block.text[:_BEGINNING]))
    return found


def tells_duties(section: Section) -> bool:
    """市教育局统筹…。市财政局保障…: two paragraphs, or three sentences, that begin with a unit."""
    if _lines_begin_with_units(section):
        return True
    every = [Passage.plain(block.text) for one in section.walk() for block in one.blocks]
    said = ((line, *at) for line in every for at in clauses(line.text, 0, len(line.text)))
    return sum(bool(leading_names(*one)) for one in said) > _FEWEST_LISTS


def _lines_begin_with_units(section: Section) -> bool:
    lines = (Passage.plain(block.text[:_BEGINNING]) for block in section.body)
    return sum(bool(leading_names(line, 0, len(line.text))) for line in lines) >= _FEWEST_LISTS


def announced_in_text(section: Section) -> bool:
    """现将责任分工如下: whether the paragraph before its items announces duties."""
    said = section.blocks[-1:] if section.children else section.blocks
    return any(one.text.endswith((":", "如下。")) and announces(one.text[-_SHORT_LEAD:]) for one in said)


def _alone(child: Section) -> list[Section]:
    """Beside lists a body with its own numbered duties (县应急指挥部)."""
    return [child] if child.children and headed_by_unit(child) else []


def _below(section: Section) -> list[Section]:
    if items_are_units(section, announced=True):
        return [section]
    if speaks_of_duties(section.title) and (_names_between(section) or _lines_begin_with_units(section)):
        return [section]
    return [one for child in section.children for one in _below(child)]


def lists_duties(section: Section) -> bool:
    """Whether its own paragraphs begin with a name and a colon, twice or more."""
    return _lists_names(section) or items_are_units(section, announced=announces(section.title))


def _lists_names(section: Section, *, announced: bool = False) -> bool:
    members = sum(bool(_MEMBER.match(block.text)) for block in section.body)
    announced = announced or announces(section.title)
    return members >= _FEWEST_LISTS or any(rows_of(_begun(section.body), announced=announced))


def _begun(blocks: Iterable[Prose]) -> list[Passage]:
    return [Passage.plain(block.text[:_BEGINNING]) for block in blocks]


def announces(title: str) -> bool:
    """Whether a heading says that who does what follows."""
    return speaks_of_duties(title) or speaks_of_sharing(title)


def items_are_units(section: Section, *, announced: bool) -> bool:
    """(一)市教育局, (二)市公安局: most of its items are headed by those who bear duties."""
    items = [one for one in section.children if one.blocks]
    titles = [Passage.plain(_NUMBER + one.blocks[0].text[:_BEGINNING]) for one in items]
    below = [bool(one.children or one.body) for one in items]
    rows = rows_of(titles, announced=announced, below=below)
    named = [head is not None or headed_by_unit(one) for head, one in zip(rows, items, strict=True)]
    told = sum(one or _begins_with_units(item) for one, item in zip(named, items, strict=True))
    most = 2 * (told if announced else sum(named)) > len(section.children)
    return told >= _FEWEST_LISTS and (most or (told == len(section.children) > _FEWEST_LISTS))


def headed_by_unit(section: Section) -> bool:
    """县教育局, 各乡镇, 校长职责; not 建设实践中心."""
    head = re.split("负责|[:、。]|(?<=.)[和及与]", section.title, maxsplit=1)[0].strip()
    name = _STATUS.sub("", head)
    if STARTS_DUTY.match(head) or _NO_HEAD.match(name):
        return False
    return is_unit(name) or is_officer(name) if name != head else bears_duties(head)


def _begins_with_units(section: Section) -> bool:
    """县教育局3月底前…: its first sentence does."""
    return bool(leading_names(Passage.plain(section.title), 0, len(section.title)))
