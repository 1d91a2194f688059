"""The lines and grids of an HTML element, in the order of the page."""

import re

from lxml import etree

from services.plans.readers.characters import tidy
from services.plans.readers.html_tables import boxes_of, is_data
from services.plans.readers.items import MOST_LINES, Item, Line, laid_out
from services.plans.readers.numerals import FORMATS
from services.plans.readers.unreadable import Reason, Unreadable

_LEFT_OUT = re.compile(
    "script|style|noscript|template|nav|footer|iframe|object|embed|applet|svg|canvas|audio|video|select|textarea|"
    "button|datalist|head|title|del"
)
_BLOCKS = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figcaption|figure|form|h[1-6]|"
    "header|hr|html|legend|li|main|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_HEADING = re.compile("h([1-6])")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_UNMARKED = re.compile(r"list-style(-type)?\s*:\s*none", re.IGNORECASE)
_BLANKS = re.compile("[ \t\n]+")
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…\U00020000-\U0003ffff]")
_BREAK = "\v"  # within a heading; `tidy` has left none
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


class HtmlLines:
    """Walks through an element once; `items` and `notes` are what it found."""

    def __init__(self, element: etree._Element) -> None:
        self.items: list[Item] = []
        self.notes: set[str] = set()
        self._words: list[str] = []
        self._heading: int | None = None
        self._verbatim = 0
        self._numbers: list[int] = []
        self._walk(element)
        self._end_line()

    def _walk(self, element: etree._Element) -> None:
        walker = etree.iterwalk(element, events=("start", "end"))
        skipped = None
        for event, node in walker:
            if event == "start":
                if self._is_left_out(node) or self._grid(node):
                    walker.skip_subtree()
                    skipped = node
                else:
                    self._start(node)
                    self._text(node.text)
                continue
            if node is not skipped:
                self._end(node)
            if node is not element:
                self._text(node.tail)

    def _is_left_out(self, node: etree._Element) -> bool:
        if node.tag == "img":
            self.notes.add("images")
        if node.tag == "del":
            self.notes.add("tracked_deletions")
        return _LEFT_OUT.fullmatch(node.tag) is not None or _is_hidden(node)

    def _grid(self, node: etree._Element) -> bool:
        """Takes a table of data; a table that only lays out the page is walked through like any other element."""
        if node.tag != "table" or not is_data(node):
            return False
        self._end_line()
        for caption in node.findall("caption"):
            self._take(HtmlLines(caption))
        self.items.append(laid_out(boxes_of(node, self._cell)))
        return True

    def _cell(self, cell: etree._Element) -> str | None:
        """What a cell says, a line for each of its blocks; None for one that does not show."""
        if _is_hidden(cell):
            return None
        inside = HtmlLines(cell)
        self.notes |= inside.notes
        return "\n".join(item.text for item in inside.items)

    def _take(self, inside: "HtmlLines") -> None:
        self.items += inside.items
        self.notes |= inside.notes

    def _start(self, node: etree._Element) -> None:
        if _BLOCKS.fullmatch(node.tag):
            self._end_line()
        if found := _HEADING.fullmatch(str(node.tag)):
            self._heading = int(found[1])
        elif node.tag == "br":
            self._break()
        elif node.tag == "pre":
            self._verbatim += 1
        elif node.tag == "ol":
            self._numbers.append(_number(node.get("start"), 1))
        elif node.tag == "li":
            self._number(node)

    def _end(self, node: etree._Element) -> None:
        if _BLOCKS.fullmatch(node.tag):
            self._end_line()
        if _HEADING.fullmatch(str(node.tag)):
            self._heading = None
        elif node.tag == "pre":
            self._verbatim -= 1
        elif node.tag == "ol":
            self._numbers.pop()

    def _number(self, item: etree._Element) -> None:
        """The number that a browser prints before an item of a numbered list."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol" or not self._numbers:
            return
        number = _number(item.get("value"), self._numbers[-1])
        self._numbers[-1] = number + 1
        if not any(_UNMARKED.search(node.get("style", "")) for node in (parent, item)):
            self._words.append(FORMATS[_LIST_TYPES.get(parent.get("type", ""), "decimal")](number) + ". ")
            self.notes.add("automatic_numbers")

    def _text(self, text: str | None) -> None:
        if not text:
            return
        lines = tidy(text).split("\n") if self._verbatim else [tidy(text)]
        self._words.append(lines[0])
        for line in lines[1:]:
            self._end_line()
            self._words.append(line)

    def _break(self) -> None:
        if self._heading is None:
            self._end_line()
        else:
            self._words.append(_BREAK)

    def _end_line(self) -> None:
        text = "".join(self._words)
        self._words.clear()
        if not self._verbatim:
            text = _BLANKS.sub(_blank, text).strip()
        if not text.strip():
            return
        self.items.append(Line(text.replace(_BREAK, "\n"), self._heading))
        if len(self.items) > MOST_LINES:
            raise Unreadable(Reason.TOO_MANY_PARTS, f"at most {MOST_LINES} lines")


def _is_hidden(node: etree._Element) -> bool:
    return node.get("hidden") is not None or _HIDDEN.search(node.get("style", "")) is not None


def _blank(found: re.Match[str]) -> str:
    """One blank as a page shows it; none where the page's source only breaks a line between Chinese characters."""
    if "\n" in found[0]:
        before, after = found.string[found.start() - 1 : found.start()], found.string[found.end() : found.end() + 1]
        if _WIDE.fullmatch(before) and _WIDE.fullmatch(after):
            return ""
    return " "


def _number(stated: str | None, otherwise: int) -> int:
    return int(stated) if stated and stated.isascii() and stated.isdigit() and len(stated) < 7 else otherwise
