"""Automatic numbers of a Word document: printed on the page, and not in its text."""

import re
from dataclasses import dataclass

from lxml import etree

from services.plans.readers.numerals import FORMATS
from services.plans.readers.word_package import W
from services.plans.readers.word_styles import Styles, number, value

_LEVELS = 9
_PLACE = re.compile("%([1-9])")
_CLOSED = tuple("、）．：")  # a full-width mark has its own distance


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    format: str
    text: str
    decimal: bool
    tight: bool
    style: str | None


class Numbering:
    """Counts along with the document: `printed` is to be called for its paragraphs in their order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str | None, dict[int, _Level]] = {}
        self._list_of: dict[str | None, str | None] = {}
        self._links: dict[str | None, str] = {}
        self._restarts: dict[str, dict[int, int]] = {}
        self._counts: dict[str | None, list[int | None]] = {}
        if root is not None:
            self._learn(root)

    def _learn(self, root: etree._Element) -> None:
        for element in root.iter(W + "abstractNum"):
            name = element.get(W + "abstractNumId")
            self._lists[name] = dict(map(_level, element.iterchildren(W + "lvl")))
            if link := value(element, "numStyleLink"):
                self._links[name] = link
        for element in root.iter(W + "num"):
            name = element.get(W + "numId")
            self._list_of[name] = value(element, "abstractNumId")
            self._restarts[name or ""] = {
                number(override.get(W + "ilvl")) or 0: start
                for override in element.iterchildren(W + "lvlOverride")
                if (start := number(value(override, "startOverride"))) is not None
            }

    def printed(self, list_number: str | None, level: int | None, style: str | None) -> str:
        """What is printed before the next paragraph of this list, with the blank after it; "" for a mere bullet."""
        name = self._list(list_number)
        levels = self._lists.get(name, {})
        if level is None:
            level = next((at for at, known in levels.items() if known.style == style and style), 0)
        known = levels.get(level)
        if known is None or level >= _LEVELS:
            return ""
        counts = self._counts.setdefault(name, [None] * _LEVELS)
        for at, start in self._restarts.pop(list_number or "", {}).items():
            counts[min(at, _LEVELS - 1)] = start - 1
        before = counts[level]
        counts[level] = known.start if before is None else before + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return _written(known, levels, counts)

    def _list(self, list_number: str | None) -> str | None:
        """The list that a number stands for, which may only name the style that has it."""
        name = self._list_of.get(list_number)
        if name in self._links:
            name = self._list_of.get(self._styles.of(self._links[name]).number, name)
        return name


def _level(element: etree._Element) -> tuple[int, _Level]:
    start = number(value(element, "start"))
    return number(element.get(W + "ilvl")) or 0, _Level(
        start=0 if start is None else start,
        format=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText") or "",
        decimal=element.find(W + "isLgl") is not None,
        tight=value(element, "suff") == "nothing",
        style=value(element, "pStyle"),
    )


def _written(known: _Level, levels: dict[int, _Level], counts: list[int | None]) -> str:
    if known.format == "bullet":
        return ""

    def count(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        level = levels.get(at, known)
        current = counts[at]
        name = "decimal" if known.decimal else level.format
        return FORMATS.get(name, str)(level.start if current is None else current) if name != "none" else ""

    text = _PLACE.sub(count, known.text)
    return text if known.tight or not text or text.endswith(_CLOSED) else text + " "
