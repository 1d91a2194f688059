"""What the styles of a Word document give its paragraphs: heading levels and numbers."""

from dataclasses import dataclass, replace
from functools import cache

from lxml import etree

from services.plans.readers.word_package import W

_NO_HEADING = 9  # outline level of body text
_DEEPEST = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph takes over. `level` is None where the list says by itself which of its levels is meant."""

    heading: int | None = None
    number: str | None = None
    level: int | None = None
    contents: bool = False


class Styles:
    """The styles of a document by their ids, each with what it inherits."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = () if root is None else root.iter(W + "style")
        self._elements = {style.get(W + "styleId"): style for style in styles}
        self.of = cache(self._of)

    def _of(self, name: str | None) -> Style:
        chain: list[etree._Element] = []
        while name in self._elements and len(chain) < _DEEPEST:
            chain.append(self._elements[name])
            name = value(chain[-1], "basedOn")
        found = Style()
        for element in reversed(chain):
            found = _added(found, element)
        return found


def value(element: etree._Element | None, path: str) -> str | None:
    """The `w:val` of a property, such as `numPr/numId`."""
    found = None if element is None else element.find("/".join(W + step for step in path.split("/")))
    return None if found is None else found.get(W + "val", "")


def number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else None


def heading_of(properties: etree._Element | None) -> int | None:
    """The level that properties set, from 1; 0 where they say body text, None where they say nothing."""
    level = number(value(properties, "outlineLvl"))
    if level is None:
        return None
    return level + 1 if level < _NO_HEADING else 0


def _added(inherited: Style, element: etree._Element) -> Style:
    name = (value(element, "name") or "").lower()
    properties = element.find(W + "pPr")
    heading = heading_of(properties)
    if heading is None and name == "title":
        heading = 1
    return replace(
        inherited,
        heading=inherited.heading if heading is None else heading or None,
        number=value(properties, "numPr/numId") or inherited.number,
        level=number(value(properties, "numPr/ilvl")) if value(properties, "numPr/ilvl") else inherited.level,
        contents=inherited.contents or name.startswith("toc "),
    )
