"""Puts a draft together from the parts of a document."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from services.plans.domain.policy_text.annexes import is_there, named_annexes
from services.plans.domain.policy_text.chapters import (
    announced_in_text,
    announces,
    chapters_of,
    items_are_units,
    lists_duties,
    tells_duties,
)
from services.plans.domain.policy_text.damage import AT_MOST
from services.plans.domain.policy_text.dates_of_targets import day_of_whole, end_of_year_of_work
from services.plans.domain.policy_text.defects import defects_of
from services.plans.domain.policy_text.draft import Defect, Draft, DraftMeasure
from services.plans.domain.policy_text.duty_lists import read_duty_bearers
from services.plans.domain.policy_text.figure_columns import Period
from services.plans.domain.policy_text.findings import Findings
from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.heading_matter import Matter, heading_matter
from services.plans.domain.policy_text.items import own_stretches, passage_of
from services.plans.domain.policy_text.layout import body_of, laid_out
from services.plans.domain.policy_text.lines import Line
from services.plans.domain.policy_text.main_body import MainBody
from services.plans.domain.policy_text.marks import Mark
from services.plans.domain.policy_text.outline import Section, outline_of
from services.plans.domain.policy_text.parts import Parts, paragraphs_with_marks
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.plan_years import first_year
from services.plans.domain.policy_text.responsibilities import stated_rules
from services.plans.domain.policy_text.rosters import rows_of
from services.plans.domain.policy_text.section_kinds import speaks_of_duties
from services.plans.domain.policy_text.source import Source, Span
from services.plans.domain.policy_text.tables import (
    figures_of_tables,
    grouped,
    joined,
    measures_of_tables,
    programmes_of_tables,
    units_of_tables,
)
from services.plans.domain.policy_text.targets import TargetContext
from services.plans.domain.policy_text.text_kinds import is_law, is_news, is_talk
from services.plans.domain.policy_text.unnumbered import with_unnumbered

# Aims may stand in the preface, under a heading without a number.
_AIMS = re.compile("(?:总体|主要|工作|具体|发展|行动|建设)*(?:要求与|要求和)?(?:目标|指标)(?:任务)?[:。]")
_CHAPTERS = frozenset({"part", "chapter", "section", "article", "han", "formal"})
_POINTS = frozenset({"dash", "bullet", "circled", "arabic_close", "arabic_bracket"})
_FEWEST_LISTS = 3
_LISTING, _READING = 0.2, 0.7


class Assembly:
    """One document; its lines with their marks are known."""

    def __init__(
        self, source: Source, lines: Sequence[Line], marks: Sequence[Mark | None], tell: Callable[[float], None]
    ) -> None:
        self.source, self.lines, self.marks, self.tell = source, lines, marks, tell
        self.named = named_annexes(lines, marks)
        self.layout = laid_out(lines, marks)
        self.root = self._tree(self.layout.text)
        if not self.root.children:
            self._look_into_annexes()
        self.findings = Findings(source)

    def draft(self) -> Draft:
        """The whole."""
        news = is_news(self.lines, self.layout, self.root)
        matter = heading_matter(self.source, self.lines, self.layout, news=news)
        rules = stated_rules(
            self.source, [Passage.of(self.source, [line.span]) for line in self.lines if not line.table]
        )
        self.findings.rules = rules
        parts = Parts(self.source, self.findings, matter.dated, end_of_year_of_work(fold(matter.title or "")))
        kind = self._kind(news=news)
        if kind == "law":
            self._law(parts)
        elif kind != "notice" and not self._duties(parts, matter.title or ""):
            self._plan(parts, announced=announces(matter.title or ""))
        for annex in self.layout.annexes:
            self._annex(parts, annex)
        rows = measures_of_tables(self.source, rules)
        programmes, measures, rest, codes = joined(parts.programmes, parts.measures, rows)
        own = self._of_tables(parts, rest)
        codes |= {row.span: row.code for row in own}
        dues = {row.span: row.due for row in rows if row.due}
        period = Period(parts.issued_on, first_year(matter.title or "", parts.issued_on))
        figures = figures_of_tables(self.source, period)
        self.findings.defects += figures.defects
        self.findings.add_figures(figures.figures, codes, {at: self._due(due, parts) for at, due in dues.items()})
        more, alone = grouped(own, programmes_of_tables(self.source, rules))
        first = len(programmes) + 1
        programmes += [replace(one, code=f"p{number}") for number, one in enumerate(more, first)]
        measures += alone
        known = {(unit.name, unit.duties[0].text) for unit in parts.units if unit.duties}
        for unit in units_of_tables(self.source):
            if unit.duties and (unit.name, unit.duties[0].text) not in known:
                parts.add_unit(unit)
        self.findings.defects += [*matter.defects, *self._missing(kind)]
        self.findings.defects += defects_of(self.source, self.lines, self.root, self.layout)
        kind = "plan" if kind == "notice" and (measures or programmes) else kind
        return replace(
            _of_matter(matter),
            text_kind=kind,
            phases=tuple(parts.phases),
            programmes=tuple(programmes),
            measures=tuple(measures),
            guarantees=tuple(parts.guarantees),
            units=tuple(parts.units),
            targets=self.findings.in_order(),
            rules=tuple(rules),
            defects=_once(self.findings.defects),
        )

    def _kind(self, *, news: bool) -> str:
        if news:
            return "news"
        if is_law(self.root):
            return "law"
        return "notice" if self._hands_on_what_is_not_there() else "plan"

    def _hands_on_what_is_not_there(self) -> bool:
        return self.layout.issues is not None and self.layout.text.start <= self.layout.issues

    def _tree(self, part: range) -> Section:
        listed = {one.line for one in self.named}
        kept = [at for at in body_of(self.lines, part) if at not in listed]
        root = outline_of([self.lines[at] for at in kept], [self.marks[at] for at in kept])
        with_unnumbered(root)
        return root

    def _look_into_annexes(self) -> None:
        """A text without headings, and an annex that has some: the annex is the plan."""
        for number, annex in enumerate(self.layout.annexes):
            tree = self._tree(annex)
            if tree.children and len(tree.children) > 1:
                others = self.layout.annexes[:number] + self.layout.annexes[number + 1 :]
                self.root, self.layout = tree, replace(self.layout, text=annex, annexes=others)
                return

    def _duties(self, parts: Parts, title: str) -> bool:
        """Whether the chapters are units themselves, as in a list of responsibilities (责任清单); then they are read."""
        announced = announces(title) or announced_in_text(self.root)
        listed = items_are_units(self.root, announced=announced) or self._names_units(announced=announced)
        told = announced and not self.root.children and tells_duties(self.root)
        if listed or told:
            parts.duties(self.root)
        return listed or told

    def _names_units(self, *, announced: bool) -> bool:
        """Rows of names, each before its duties, and no chapters around them: most of the text stands below some.

        Points, and numbers that begin anew, are what stands below a name; else an item counts that holds one.
        """
        tops = self.root.children
        if any(one.family in _CHAPTERS for one in tops):
            return False
        blocks = [spans for one in self.root.walk() for spans in paragraphs_with_marks(one)]
        heads = rows_of([Passage.of(self.source, spans) for spans in blocks], announced=announced)
        named = [spans[0].start for spans, head in zip(blocks, heads, strict=True) if head]
        if len(named) < _FEWEST_LISTS:
            return False
        anew = sum(1 for one in tops if one.mark and one.mark.number == 1) > 1
        below = [
            one
            for one in tops
            if (one.end > named[0] and (anew or one.family in _POINTS))
            or any(one.start <= at < one.end for at in named)
        ]
        return 2 * len(below) >= len(tops)

    def _plan(self, parts: Parts, *, announced: bool) -> None:
        chapters = chapters_of(self.root, announced=announced)
        body = MainBody(self.source, chapters)
        if not chapters and not is_talk(self.lines):
            parts.aims((tuple(block.spans),) for block in self.root.blocks)
        else:
            parts.aims([(tuple(block.spans),) for block in self.root.blocks if _AIMS.match(block.text)])
        whole = max(1, sum(len(one.children) or 1 for one in body.containers) + len(chapters))
        for done, _ in enumerate(parts.read(chapters, body), 1):
            self.tell(min(_LISTING + _READING, _LISTING + _READING * done / whole))

    def _law(self, parts: Parts) -> None:
        articles = [one for one in self.root.walk() if one.family == "article"]
        passages = [
            passage_of(self.source, [tuple(block.spans) for one in article.walk() for block in one.blocks])
            for article in articles
        ]
        on_duties = {
            id(one) for top in self.root.children if announces(top.title) for one in top.walk() if one is not top
        }
        parts.bear(read_duty_bearers(self.source, passages, [id(one) in on_duties for one in articles]))
        for number, article in enumerate(articles, 1):
            stretches = [stretch for one in article.walk() for stretch in own_stretches(one)]
            self.findings.look(stretches, TargetContext(issued_on=parts.issued_on))
            self.tell(_LISTING + _READING * number / len(articles))

    def _annex(self, parts: Parts, annex: range) -> None:
        """Of an annex beside the plan: the duties of units."""
        tree = self._tree(annex)
        sections = [one.section for one in chapters_of(tree)] if tree.children else []
        heads = " ".join(self.lines[at].text[:40] for at in annex[:3])
        if speaks_of_duties(heads) or lists_duties(tree):
            parts.duties(tree)
        else:
            for section in sections:
                if lists_duties(section):
                    parts.duties(section)

    def _due(self, at: Span, parts: Parts) -> date | None:
        return day_of_whole("时限:" + fold(self.source.at(at)), parts.issued_on)

    def _of_tables(self, parts: Parts, rows: Sequence[DraftMeasure]) -> list[DraftMeasure]:
        found = []
        for row in rows:
            parts.counted += 1
            code = f"m{parts.counted}"
            due = self._due(row.due, parts) if row.due else None
            context = TargetContext(issued_on=parts.issued_on, measure=code, aimed_at=due)
            self.findings.look([((span,),) for span in row.said or (row.span,)], context)
            found.append(replace(row, code=code))
        return found

    def _missing(self, kind: str) -> list[Defect]:
        """Annexes that are named and not there."""
        missing = []
        for one in self.named:
            line = self.lines[one.line]
            if not is_there(self.lines, one.name, one.line + 1):
                missing.append(Defect("annex_missing", Span(line.span.start + one.start, line.span.start + one.end)))
        if kind == "notice" and not missing and self.layout.issues is not None:
            missing.append(Defect("annex_missing", self.lines[self.layout.issues].span))
        return missing


def _of_matter(matter: Matter) -> Draft:
    return Draft(
        title=matter.title,
        issuer=matter.issuer,
        number=matter.number,
        dated=matter.dated,
        dated_as_printed=matter.dated_as_printed,
        legal_status=matter.legal_status,
        read=matter.read,
    )


def _once(defects: Sequence[Defect]) -> tuple[Defect, ...]:
    """In the order of the text; what two readers found at overlapping places is one defect, and few hundred are told."""
    kept: list[Defect] = []
    told: Counter[str] = Counter()
    for one in sorted(defects, key=lambda one: (one.code, one.span.start, -one.span.end)):
        if kept and kept[-1].code == one.code and one.span.start < kept[-1].span.end:
            continue
        told[one.code] += 1
        if told[one.code] <= AT_MOST:
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (one.span, one.code)))
