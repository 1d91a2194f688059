"""Which sections of the main body are programmes and which are measures, as a reader would count them."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.plans.domain.policy_text.answering import names_units
from services.plans.domain.policy_text.chapters import Chapter
from services.plans.domain.policy_text.items import Item, Stretch, item_of, own_stretches, sentence_items
from services.plans.domain.policy_text.outline import Section
from services.plans.domain.policy_text.section_kinds import Kind
from services.plans.domain.policy_text.source import Source
from services.plans.domain.policy_text.titles import title_end
from services.plans.domain.policy_text.unnumbered import with_unnumbered

_POINTS = frozenset({"circled", "arabic_close"})
_INNER = _POINTS | {"arabic_bracket", "dash", "bullet"}
_FEW = 0.25
_GENERIC = 12
_SEVERAL = re.compile("[一二三四五六七八九十0-9各](?:大|项|个)")
_ACTS = re.compile(
    "^(?:着力|切实|进一步|全面|大力|深入|积极|持续|扎实)*(?:加强|推进|完善|实施|深化|强化|健全|提升|优化|建设|开展|构建|改革|创新|扩大|促进|提高|落实|规范|打造|推动|加快|建立|坚持|夯实|聚焦|突出)"
)


@dataclass(frozen=True, slots=True)
class Group:
    """A programme with its measures, or without one the measures that stand by themselves."""

    programme: Item | None
    measures: tuple[Item, ...]
    section: Section


class MainBody:
    """The chapters with the measures of one document; `containers` are they themselves."""

    def __init__(self, source: Source, chapters: Sequence[Chapter]) -> None:
        self.source = source
        self.containers = _holding(chapters)
        self._generic = {id(one.section) for one in chapters if _is_generic(one)}
        whole = [one for section in self.containers for one in section.walk()]
        self._named = {id(one): any(names_units(block.text) for block in one.blocks) for one in whole}
        self._any_named = any(self._named.values())
        self._known: dict[int, list[Item]] = {}
        self._rows = {id(row[-1]): True for row in _rows_of_dashes(chapters)}
        self._families = Counter(one.family for one in whole)
        self._divided = Counter(one.family for one in whole if _counted(one.children))
        self._named_families = {one.family for one in whole if self._named[id(one)]}

    def groups_of(self, container: Section) -> Iterator[Group]:
        """The groups of one container, in the order of the text."""
        with_unnumbered(container)
        groups = [one for one in container.children if one.family != "column"]
        if len(self.containers) > 1 and id(container) not in self._generic:
            yield self._group(container)
        elif groups:
            several = any(len(self._sentences(one)) > 1 for one in groups if not one.numbered)
            yield from (self._group(one, several=several) for one in groups)
        else:
            found = self._sentences(container) or [item_of(self.source, container)]
            yield Group(None, tuple(found), container)

    def _group(self, section: Section, *, several: bool = True) -> Group:
        with_unnumbered(section)
        if not section.numbered:
            return self._without_number(section, several=several)
        measures = self._measures(section, _POINTS)
        if measures == [section]:
            return Group(None, (item_of(self.source, section),), section)
        return Group(item_of(self.source, section), tuple(item_of(self.source, one) for one in measures), section)

    def _without_number(self, section: Section, *, several: bool) -> Group:
        """A heading without a number: its items where it has some, otherwise its sentences, where such headings have
        `several`."""
        whole = item_of(self.source, section)
        if counted := _counted(section.children):
            found = [one for child in counted for one in self._measures(child, _INNER)]
            return Group(whole, tuple(item_of(self.source, one) for one in found), section)
        found_sentences = self._sentences(section)
        if not found_sentences or not several:
            return Group(None, (whole,), section)
        return Group(whole, tuple(found_sentences), section)

    def _sentences(self, section: Section) -> list[Item]:
        """Those after the heading; none where one bracket at the end answers for all of them."""
        if id(section) not in self._known:
            self._known[id(section)] = self._read_sentences(section)
        return self._known[id(section)]

    def _read_sentences(self, section: Section) -> list[Item]:
        text = section.blocks[0].text if section.blocks else ""
        found = sentence_items(self.source, self._stretches(section), skip=min(title_end(text) + 1, len(text)))
        named = [names_units(one.passage(self.source).text) for one in found]
        return [] if sum(named) == 1 and named[-1] else found

    def _stretches(self, section: Section) -> tuple[Stretch, ...]:
        """Its own; a further paragraph after the last of a row of dashes closes the text and is no part of it."""
        last = self._rows.get(id(section))
        return ((tuple(section.blocks[0].spans),),) if last else own_stretches(section)

    def _measures(self, section: Section, points: frozenset[str]) -> list[Section]:
        """The section itself, or the items in it that a reader would count."""
        inner = _counted(section.children) or self._answered_for(section.children)
        if not inner or self._counts_whole(section, inner, points):
            return [section]
        return [one for child in inner for one in self._measures(child, _INNER)]

    def _counts_whole(self, section: Section, inner: Sequence[Section], points: frozenset[str]) -> bool:
        answered = [self._answered(one) for one in inner]
        if any(answered):
            return sum(answered) == 1 and answered[-1] and len(inner) > 1
        if self._named[id(section)]:
            return True
        if self._any_named and self._named_families & {section.family, inner[0].family}:
            return section.family in self._named_families
        few = self._divided[section.family] <= _FEW * self._families[section.family]
        return few or inner[0].family in points

    def _answered_for(self, children: Sequence[Section]) -> list[Section]:
        """Items after dashes or bullets where most of them say who answers: each is a measure."""
        answered = sum(map(self._answered, children))
        return list(children) if answered > 1 and 2 * answered > len(children) else []

    def _answered(self, section: Section) -> bool:
        return any(self._named[id(one)] for one in section.walk())


def _rows_of_dashes(chapters: Sequence[Chapter]) -> Iterator[list[Section]]:
    """Items after dashes side by side, one paragraph each but for the last."""
    for row in ([one.section for one in chapters], *([*one.section.children] for one in chapters)):
        dashes = [one for one in row if one.family == "dash"]
        if len(dashes) > 1 and len(dashes) == len(row) and all(len(one.blocks) == 1 for one in dashes[:-1]):
            yield dashes


def _counted(children: Sequence[Section]) -> list[Section]:
    return [one for one in children if one.numbered]


def _is_generic(chapter: Chapter) -> bool:
    """Whether a heading only says that measures follow (重点任务), and is no measure or programme itself."""
    title = chapter.section.title
    return (
        chapter.kind is Kind.MAIN
        and len(title) <= _GENERIC
        and (not _ACTS.match(title) or bool(_SEVERAL.search(title)))
    )


def _holding(chapters: Sequence[Chapter]) -> list[Section]:
    """The chapters that hold the measures: those that say so and those like them, or all that are nothing else."""
    main = [one.section for one in chapters if _is_generic(one)]
    other = [one for one in chapters if one.kind in {Kind.MAIN, Kind.OTHER}]
    if not main:
        return [one.section for one in other]
    named = any(names_units(block.text) for section in main for one in section.walk() for block in one.blocks)
    return [one.section for one in other if _is_generic(one) or _is_alike(one.section, named=named)]


def _is_alike(section: Section, *, named: bool) -> bool:
    if named:
        return any(names_units(block.text) for one in section.walk() for block in one.blocks)
    return bool(section.children and _ACTS.match(section.title))
