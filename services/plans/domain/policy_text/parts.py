"""The parts of a plan read one after another: phases, programmes with measures, guarantees, duties, aims."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from services.plans.domain.policy_text.answering import names_units
from services.plans.domain.policy_text.chapters import Chapter, duty_sections, lists_duties
from services.plans.domain.policy_text.dates_of_targets import day_of_whole, lasting_day
from services.plans.domain.policy_text.draft import (
    BY_RULE,
    PRINTED,
    DraftGuarantee,
    DraftMeasure,
    DraftPhase,
    DraftProgramme,
    DraftUnit,
    Read,
)
from services.plans.domain.policy_text.duty_heads import states_duties
from services.plans.domain.policy_text.duty_lists import read_duty_lists
from services.plans.domain.policy_text.findings import Findings
from services.plans.domain.policy_text.items import (
    Item,
    Stretch,
    item_of,
    own_stretches,
    paragraph_items,
    passage_of,
)
from services.plans.domain.policy_text.main_body import Group, MainBody
from services.plans.domain.policy_text.outline import Section
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.phases import is_phases, phase_of
from services.plans.domain.policy_text.responsibilities import read_responsibilities
from services.plans.domain.policy_text.section_kinds import Kind, speaks_of_sharing
from services.plans.domain.policy_text.source import Source, Span
from services.plans.domain.policy_text.targets import TargetContext
from services.plans.domain.policy_text.unit_words import is_department
from services.plans.domain.policy_text.unnumbered import with_unnumbered

_FEWEST_DEPARTMENTS = 2
_ACHIEVED = re.compile("现状|基础$|背景|形势|成效|成就|意义|依据|问题|认识")


@dataclass(slots=True)
class Parts:
    """Grows chapter by chapter, in the order of the text; codes count on over all of them. What gives no deadline of its
    own has the one of the whole, `due`."""

    source: Source
    findings: Findings
    issued_on: date | None
    due: date | None = None
    programmes: list[DraftProgramme] = field(default_factory=list)
    measures: list[DraftMeasure] = field(default_factory=list)
    phases: list[DraftPhase] = field(default_factory=list)
    guarantees: list[DraftGuarantee] = field(default_factory=list)
    units: list[DraftUnit] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    counted: int = 0

    def read(self, chapters: Sequence[Chapter], body: MainBody) -> Iterable[None]:
        """Chapter by chapter; says so after each group of measures."""
        held = {id(one) for one in body.containers}
        for chapter in chapters:
            if id(chapter.section) in held:
                yield from self._main(chapter.section, body)
            else:
                self._besides(chapter)
                yield None

    def _main(self, container: Section, body: MainBody) -> Iterable[None]:
        if is_phases(container.children):
            self._phases(container)
            return
        for number, group in enumerate(body.groups_of(container)):
            if number == 0 and group.section is not container:
                self.aims(own_stretches(container))
            self._group(group)
            yield None

    def _besides(self, chapter: Chapter) -> None:
        section = chapter.section
        if chapter.kind is Kind.PHASES or is_phases(section.children):
            self._phases(section)
        elif chapter.kind is Kind.GUARANTEE:
            nested = [one for one in duty_sections(section) if one is not section]
            self._guarantees(section, nested)
            for one in nested:
                self.duties(one)
        elif chapter.kind is Kind.ORGANISATION or lists_duties(section):
            nested = duty_sections(section) or [section]
            for one in nested:
                self.duties(one)
            held = {id(below) for one in nested for below in one.walk()}
            self.aims(stretch for one in section.walk() if id(one) not in held for stretch in own_stretches(one))
        elif not _ACHIEVED.search(section.title):
            self.aims(tuple(stretch for one in section.walk() for stretch in own_stretches(one)))

    def _group(self, group: Group) -> None:
        if group.programme is None:
            self.measures.extend(map(self._measure, group.measures))
        elif is_phases(group.section.children):
            self._phases(group.section)
        else:
            item = group.programme
            if group.section.children:
                self.aims(own_stretches(group.section))
            measures = tuple(map(self._measure, group.measures))
            code = f"p{len(self.programmes) + 1}"
            self.programmes.append(DraftProgramme(code, item.number, item.title, item.span, measures, _titled(item)))

    def _measure(self, item: Item) -> DraftMeasure:
        self.counted += 1
        code = f"m{self.counted}"
        said = read_responsibilities(self.source, item.passage(self.source), self.findings.rules)
        self.findings.defects.extend(said.defects)
        due = day_of_whole(item.passage(self.source).text, self.issued_on) or self.due
        context = TargetContext(issued_on=self.issued_on, measure=code, aimed_at=due)
        self.findings.look(item.stretches, context, besides=said.spans)
        self._shared(item)
        return DraftMeasure(
            code, item.number, item.title, item.span, said.assignments, said.open_ended_roles, _titled(item)
        )

    def _phases(self, section: Section) -> None:
        with_unnumbered(section)
        self.aims(own_stretches(section) if section.children else ())
        for item in self._items(section):
            phase, defects = phase_of(self.source, f"phase-{len(self.phases) + 1}", item)
            self.phases.append(phase)
            self.findings.defects.extend(defects)
            context = TargetContext(phase=phase.code, phase_ends_on=phase.ends_on, issued_on=self.issued_on)
            self.findings.look(item.stretches, context)

    def _guarantees(self, section: Section, nested: Sequence[Section]) -> None:
        """The items of a closing chapter, but for lists of duties `nested` in it."""
        with_unnumbered(section)
        for item in self._items(section):
            if any(item.span == one.span for one in nested):
                continue
            code = f"g{len(self.guarantees) + 1}"
            self.guarantees.append(DraftGuarantee(code, item.title, item.span, _titled(item)))
            self._shared(item)
            self.aims(item.stretches)

    def _items(self, section: Section) -> list[Item]:
        """The items below a heading; without any its paragraphs, or the heading itself where there is one only."""
        if section.children:
            return [item_of(self.source, one) for one in section.children]
        paragraphs = paragraph_items(self.source, section)
        return paragraphs if len(paragraphs) > 1 else [item_of(self.source, section)]

    def duties(self, section: Section) -> None:
        """The units of a section, paragraph by paragraph, and what is asked of each; what else it says may hold aims."""
        passages = [Passage.of(self.source, spans) for one in section.walk() for spans in paragraphs_with_marks(one)]
        units = read_duty_lists(self.source, passages, announced=True)
        for unit in units:
            self.add_unit(unit)
        said = sorted({duty.span for unit in units for duty in unit.duties})
        blocks = [block for one in section.walk() if one.mark or one.level for block in one.blocks]
        self.aims((tuple(block.spans),) for block in blocks if not _meets(said, block.span))

    def _shared(self, item: Item) -> None:
        """What the sentences of a paragraph ask of the units that they name. Its targets are the paragraph's."""
        passages = [Passage.of(self.source, spans) for stretch in item.stretches for spans in stretch]
        if stated := [passage for passage in passages if states_duties(passage.text)]:
            for unit in read_duty_lists(self.source, stated):
                self._keep(unit)
        if any(names_units(passage.text) for passage in passages):
            return
        units = read_duty_lists(self.source, passages, announced=speaks_of_sharing(item.title))
        departments = {unit.name for unit in units if unit.name and is_department(unit.name)}
        several = len(departments) >= _FEWEST_DEPARTMENTS
        if several and (len(units) > _FEWEST_DEPARTMENTS or speaks_of_sharing(item.title)):
            for unit in units:
                self._keep(unit)

    def bear(self, units: Iterable[DraftUnit]) -> None:
        """Bearers of duties that a law names; what it asks of them is read article by article."""
        for unit in units:
            self.keys.add(unit.key)
            self.units.append(unit)

    def add_unit(self, unit: DraftUnit) -> None:
        """One more, under a key of its own, with the targets that its duties set."""
        context = TargetContext(issued_on=self.issued_on, responsible_unit=self._keep(unit))
        self.findings.look([((duty.span,),) for duty in unit.duties], context)

    def _keep(self, unit: DraftUnit) -> str:
        key = unit.key if unit.key not in self.keys else f"{unit.key}-{len(self.units) + 1}"
        self.keys.add(key)
        self.units.append(replace(unit, key=key))
        return key

    def aims(self, stretches: Iterable[Stretch]) -> None:
        """Aims of the whole; a deadline that begins a sentence counts for those that follow."""
        aimed_at = self.due
        for stretch in stretches:
            self.findings.look([stretch], TargetContext(issued_on=self.issued_on, among_aims=True, aimed_at=aimed_at))
            aimed_at = lasting_day(passage_of(self.source, stretch).text, self.issued_on) or aimed_at


def _meets(places: Sequence[Span], span: Span) -> bool:
    """Whether any of the places, which are in order, begins within a span."""
    at = bisect_left(places, (span.start,))
    return at < len(places) and places[at].start < span.end


def paragraphs_with_marks(section: Section) -> Iterable[list[Span]]:
    """The paragraphs of a section, the first with the number it begins with: lists are told apart by their numbers."""
    for at, block in enumerate(section.blocks):
        first, *rest = block.spans
        numbered = at == 0 and section.mark is not None and section.start < first.start
        yield [Span(section.start, first.end) if numbered else first, *rest]


def _titled(item: Item) -> dict[str, Read]:
    sure = PRINTED if item.number else BY_RULE
    return {"title": Read(item.titled, sure, "numbered_heading" if item.number else "heading_or_sentence")}
