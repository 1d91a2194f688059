"""The words of one Word paragraph, as they are printed once its tracked changes are accepted."""

from lxml import etree

from services.plans.readers.characters import tidy
from services.plans.readers.word_package import W
from services.plans.readers.word_styles import value

_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_LEFT_OUT = {
    "del": "tracked_deletions",
    "moveFrom": "tracked_deletions",
    "footnoteReference": "footnotes",
    "endnoteReference": "footnotes",
    "object": "embedded_objects",
    "commentReference": "comments",
    "instrText": "",
    "delText": "",
    "rt": "",
    "pPr": "",
    "rPr": "",
    "sdtPr": "",
}
_KEPT_WITH_NOTE = {"ins": "tracked_insertions", "moveTo": "tracked_insertions"}
_OFF = ("0", "false", "off")


class Words:
    """Reads a paragraph; `boxes` are the text boxes anchored in it, whose text stands elsewhere on the page."""

    def __init__(self, paragraph: etree._Element, notes: set[str]) -> None:
        self.boxes: list[etree._Element] = []
        self._notes = notes
        self._parts: list[str] = []
        self._take(paragraph)
        self.text = tidy("".join(self._parts))

    def _take(self, element: etree._Element) -> None:
        for child in element:
            name = str(child.tag)
            if name.startswith(W):
                self._word(child, name.removeprefix(W))
            elif name == _MATH_TEXT:
                self._parts.append(child.text or "")
            elif name != _COMPATIBILITY + "Fallback":  # the same once more, for older programs
                self._take(child)

    def _word(self, child: etree._Element, name: str) -> None:
        if name == "t":
            self._parts.append(child.text or "")
        elif name in _MARKS:
            self._parts.append("" if child.get(W + "type") in ("page", "column") else _MARKS[name])
        elif name == "sym":
            self._symbol(child)
        elif name == "txbxContent":
            self.boxes.append(child)
        elif name in _LEFT_OUT:
            self._notes.update({_LEFT_OUT[name]} - {""})
        elif name == "r" and _is_hidden(child):
            self._notes.add("hidden_text")
        else:
            self._notes.update({_KEPT_WITH_NOTE.get(name, "")} - {""})
            self._pictured(child, name)
            self._take(child)

    def _pictured(self, child: etree._Element, name: str) -> None:
        if name in ("drawing", "pict") and next(child.iter(W + "txbxContent"), None) is None:
            self._notes.add("images")

    def _symbol(self, child: etree._Element) -> None:
        try:
            self._parts.append(chr(int(child.get(W + "char", ""), 16)))
        except (ValueError, OverflowError):
            self._notes.add("symbols")


def _is_hidden(run: etree._Element) -> bool:
    shown = value(run, "rPr/vanish")
    return shown is not None and shown not in _OFF
