"""What belongs to the page and not to the document: page numbers, running heads and feet."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from services.plans.readers.pdf_lines import PrintedLine, PrintedPage

_PAGE_NUMBER = re.compile(
    r"[\s\-—–－―_·•.]*第?\s*\d{1,4}\s*页?[\s\-—–－―_·•.]*(?:[/／共]\s*(?:共\s*)?\d{1,4}\s*页?\s*)?"
)
_DIGITS = re.compile(r"\d+")
_EDGE = 0.12  # of the page's height, above and below
_ROUND = 4.0  # points between the places of the same head on two pages
_ENOUGH_PAGES = 3
_LONGEST_NUMBER = 30


def without_furniture(pages: Sequence[PrintedPage]) -> tuple[list[PrintedPage], frozenset[str]]:
    """The pages, and a note where something was left out."""
    times = Counter(mark for page in pages for mark in {_mark(line) for line in _at_edge(page)})
    needed = max(_ENOUGH_PAGES, (len(pages) + 1) // 2)
    repeated = {mark for mark, count in times.items() if count >= needed}
    kept = []
    for page in pages:
        out = {line for line in _at_edge(page) if _mark(line) in repeated or _is_page_number(line)}
        kept.append(replace(page, items=tuple(item for item in page.items if item not in out)))
    changed = any(len(before.items) > len(after.items) for before, after in zip(pages, kept, strict=True))
    return kept, frozenset({"page_furniture"}) if changed else frozenset()


def _at_edge(page: PrintedPage) -> list[PrintedLine]:
    above, below = _EDGE * page.height, (1 - _EDGE) * page.height
    lines = [item for item in page.items if isinstance(item, PrintedLine)]
    return [line for line in lines if line.bottom < above or line.top > below]


def _is_page_number(line: PrintedLine) -> bool:
    return len(line.text) <= _LONGEST_NUMBER and _PAGE_NUMBER.fullmatch(line.text) is not None


def _mark(line: PrintedLine) -> tuple[str, int]:
    """The words whatever number they carry, and where they stand."""
    return _DIGITS.sub("#", line.text), round(line.top / _ROUND)
