"""The tree of headings and items of a document, and the paragraphs under each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from services.plans.domain.policy_text.joining import continues, wrap_width
from services.plans.domain.policy_text.lines import Line
from services.plans.domain.policy_text.marks import Mark
from services.plans.domain.policy_text.source import Span, Table
from services.plans.domain.policy_text.titles import title_end

UNNUMBERED = frozenset({"dash", "bullet", "title", "column"})
_WEAK = frozenset({"dash", "bullet", "circled", "arabic_close"})


@dataclass(slots=True)
class Prose:
    """A paragraph: its lines one after another, and their folded words."""

    spans: list[Span]
    words: list[str]

    @property
    def text(self) -> str:
        return "".join(self.words)

    @property
    def span(self) -> Span:
        return Span(self.spans[0].start, self.spans[-1].end)


@dataclass(slots=True)
class Section:
    """A heading with what stands under it. The words of the heading begin its first block, without its mark."""

    mark: Mark | None
    start: int
    end: int
    level: int | None = None
    blocks: list[Prose] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    children: list["Section"] = field(default_factory=list)

    @property
    def family(self) -> str:
        return self.mark.family if self.mark else ("style" if self.level else "title")

    @property
    def numbered(self) -> bool:
        """Whether a reader counts it: by a number, or as a heading of a formatted document."""
        return self.family not in UNNUMBERED

    @property
    def title(self) -> str:
        """Folded: the words of the heading, or its first sentence."""
        text = self.blocks[0].text if self.blocks else ""
        return text[: title_end(text)].strip(" :")

    @property
    def body(self) -> list[Prose]:
        """The paragraphs after the line of the heading."""
        return self.blocks[1:]

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def walk(self) -> Iterator["Section"]:
        """Itself and everything below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


def outline_of(lines: Sequence[Line], marks: Sequence[Mark | None]) -> Section:
    """The root: its blocks stand before the first heading, and its first block is no heading."""
    builder = _Builder(wrap_width(lines))
    for line, mark in zip(lines, marks, strict=True):
        builder.take(line, mark)
    return builder.finished()


class _Builder:
    def __init__(self, wrap: int | None) -> None:
        self.wrap = wrap
        self.open = [Section(None, 0, 0)]
        self.before: Line | None = None
        self.title_awaited = False

    def take(self, line: Line, mark: Mark | None) -> None:
        if line.table:
            self.open[-1].tables.append(line.table)
            self.open[-1].end = line.span.end
            self.before = None
        elif mark:
            self._enter(Section(mark, line.span.start, line.span.end, line.heading))
            self.title_awaited = mark.end >= len(line.text)
            if not self.title_awaited:
                self._add(line, mark.end)
        elif line.heading and not self.title_awaited:
            self._enter(Section(None, line.span.start, line.span.end, line.heading))
            self._add(line, 0)
        else:
            self._go_on(line)
            self.title_awaited = False

    def _go_on(self, line: Line) -> None:
        section = self.open[-1]
        titled = len(section.blocks) == 1 and len(section.blocks[0].spans) == 1 and len(self.open) > 1
        joined = self.before and continues(self.before, line, self.wrap, before_is_title=titled)
        if joined and section.blocks and not self.title_awaited:
            section.blocks[-1].spans.append(line.span)
            section.blocks[-1].words.append(line.text)
        else:
            section.blocks.append(Prose([line.span], [line.text]))
        section.end = line.span.end
        self.before = line

    def _add(self, line: Line, begin: int) -> None:
        span = Span(line.span.start + begin, line.span.end)
        self.open[-1].blocks.append(Prose([span], [line.text[begin:]]))
        self.before = line

    def _enter(self, section: Section) -> None:
        at = self._place(section)
        self._close(at)
        self.open[-1].children.append(section)
        self.open.append(section)

    def _place(self, section: Section) -> int:
        """How many of the open sections stay open above the new one."""
        families = [one.family for one in self.open[1:]]
        if section.mark and "column" in families and section.family in families:
            return self._beside_box(section.mark, families)
        if section.mark and section.family in families:
            return families.index(section.family) + 1
        depth = len(self.open)
        if section.level:
            while depth > 1 and self._outranked(self.open[depth - 1], section.level, numbered=section.mark is not None):
                depth -= 1
            return depth
        if section.family not in _WEAK:
            while depth > 2 and self.open[depth - 1].family in _WEAK:
                depth -= 1
        return depth

    def _beside_box(self, mark: Mark, families: Sequence[str]) -> int:
        """Within an open box (专栏) numbers begin anew; one that goes on with those outside closes it."""
        box = families.index("column")
        outer, inner = families.index(mark.family), None
        if outer >= box:
            return outer + 1
        if mark.family in families[box:]:
            inner = families.index(mark.family, box)
        within = _next_number(self.open[inner + 1]) if inner is not None else 1
        if mark.number == within or mark.number != _next_number(self.open[outer + 1]):
            return box + 2 if inner is None else inner + 1
        return outer + 1

    @staticmethod
    def _outranked(one: Section, level: int, *, numbered: bool) -> bool:
        if one.level is None:
            return not numbered
        return one.level >= level

    def _close(self, depth: int) -> None:
        while len(self.open) > depth:
            closed = self.open.pop()
            self.open[-1].end = max(self.open[-1].end, closed.end)

    def finished(self) -> Section:
        self._close(1)
        return self.open[0]


def _next_number(section: Section) -> int:
    number = section.mark.number if section.mark else None
    return 1 if number is None else number + 1
