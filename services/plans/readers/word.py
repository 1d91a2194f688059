"""Word documents (.docx, .docm): paragraphs with headings and printed numbers, and tables."""

from collections.abc import Sequence

from lxml import etree

from services.plans.domain.policy_text.source import Source
from services.plans.readers.items import MOST_LINES, Item, Line, compose, laid_out
from services.plans.readers.line_tables import with_tables
from services.plans.readers.unreadable import Reason, Unreadable
from services.plans.readers.word_numbering import Numbering
from services.plans.readers.word_package import W, open_package
from services.plans.readers.word_runs import Words
from services.plans.readers.word_styles import Styles, heading_of, number, value
from services.plans.readers.word_tables import boxes_of, rows_of

_AROUND = tuple(W + name for name in ("ins", "moveTo", "customXml", "sdt", "sdtContent"))
_LAYOUT_LENGTH = 3_000  # characters; a longer cell is a page put into a frame


def read_word(body: bytes) -> Source:
    """The document with insertions, without deletions, footnotes and macros; notes say which of these there were."""
    package = open_package(body)
    styles = Styles(package.styles)
    reader = _WordLines(styles, Numbering(package.numbering, styles))
    found = package.document.find(W + "body")
    reader.take(() if found is None else found)
    return compose(with_tables(reader.items), {*package.notes, *reader.notes})


class _WordLines:
    """Goes through the blocks in their order, counting the lists along."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.items: list[Item] = []
        self.notes: set[str] = set()
        self._styles = styles
        self._numbering = numbering
        self._carried = ""
        self._cells = 0

    def take(self, blocks: "Sequence[etree._Element] | etree._Element") -> None:
        for block in blocks:
            if block.tag == W + "p":
                self._paragraph(block)
            elif block.tag == W + "tbl":
                self._table(block)
            elif block.tag in (W + "del", W + "moveFrom"):
                self.notes.add("tracked_deletions")
            elif block.tag == W + "altChunk":
                self.notes.add("embedded_documents")
            elif block.tag in _AROUND:
                self.take(block)
            if len(self.items) > MOST_LINES:
                raise Unreadable(Reason.TOO_MANY_PARTS, f"at most {MOST_LINES} lines")

    def _paragraph(self, paragraph: etree._Element) -> None:
        properties = paragraph.find(W + "pPr")
        name = value(properties, "pStyle")
        style = self._styles.of(name)
        if style.contents:
            self.notes.add("table_of_contents")
            return
        words = Words(paragraph, self.notes)
        text, self._carried = self._carried + words.text, ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._carried = text  # its end is deleted: it goes on in the next
            return
        direct = value(properties, "numPr/numId")
        listed = style.number if direct is None else direct
        level = number(value(properties, "numPr/ilvl"))
        mark = self._numbering.printed(listed, style.level if level is None else level, name)
        heading = heading_of(properties)
        self._lines(mark, text, style.heading if heading is None else heading or None)
        for box in words.boxes:
            self.take(box)

    def _lines(self, mark: str, text: str, heading: int | None) -> None:
        """A heading may run over several lines; in other paragraphs a line break begins a new one."""
        if mark:
            self.notes.add("automatic_numbers")
        if text.strip() or (mark and self._cells):
            whole = mark + text
            self.items += [Line(whole, heading)] if heading else [Line(line) for line in whole.split("\n")]

    def _table(self, table: etree._Element) -> None:
        rows = rows_of(table, self.notes)
        if len(rows) < 2 or max(map(len, rows)) < 2 or _is_layout(rows):
            for row in rows:
                for cell in row:
                    self.take(cell)
        else:
            self.items.append(laid_out(boxes_of(rows, self._cell)))

    def _cell(self, cell: etree._Element) -> str:
        """What a cell says, a line for each of its paragraphs; a table within it is taken as text."""
        outer, self.items = self.items, []
        self._cells += 1
        self.take(cell)
        inner, self.items = self.items, outer
        self._cells -= 1
        return "\n".join(item.text for item in inner)


def _is_layout(rows: Sequence[Sequence[etree._Element]]) -> bool:
    return any(
        sum(len(text.text or "") for text in cell.iter(W + "t")) > _LAYOUT_LENGTH for row in rows for cell in row
    )
