"""One page of a PDF: its tables by their rules, its other characters as lines."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table

from services.plans.domain.policy_text.radicals import CHARACTERS
from services.plans.readers.characters import UNREADABLE
from services.plans.readers.items import Box
from services.plans.readers.pdf_columns import placed_lines
from services.plans.readers.pdf_lines import Glyph, PrintedPage, PrintedTable, lines_of

_UNMAPPED = re.compile(r"\(cid:\d+\)")
_MOST_EDGES = 20_000  # a page of a table has a few thousand, four to a border; a drawing may have any number
_MOST_CROSSINGS = 10_000  # which the search for cells tries one against another
_FAR = 100_000.0  # points
_CLOSE = 3.0  # points; edges nearer than that are one


def printed_page(page: Page) -> PrintedPage:
    notes = set()
    chars: list[dict[str, Any]] = page.chars
    upright = [char for char in chars if char.get("upright", True)]
    if len(upright) < len(chars):
        notes.add("rotated_text")
    glyphs = [glyph for glyph in map(_glyph, upright) if _is_on_paper(glyph)]
    if not any(glyph.text.strip() for glyph in glyphs) and page.images:
        notes.add("pages_without_text")
    elif page.images:
        notes.add("images")
    ends = _open_ends(page)
    tables = _tables(page, ends, notes)
    free, tabled = _sorted(_once(glyphs), tables)
    printed = [_printed(table, inside, ends) for table, inside in zip(tables, tabled, strict=True)]
    return PrintedPage(
        tuple(placed_lines(free, printed)),
        float(page.height),
        len(glyphs),
        sum(UNREADABLE in glyph.text for glyph in glyphs),
        frozenset(notes),
    )


def _glyph(char: dict[str, Any]) -> Glyph:
    text = _UNMAPPED.sub(UNREADABLE, char["text"]).translate(CHARACTERS)
    return Glyph(text, float(char["x0"]), float(char["x1"]), float(char["top"]), float(char["bottom"]))


def _is_on_paper(glyph: Glyph) -> bool:
    """Whether its place is one that a page can have; a broken file has others, and numbers that are none."""
    return all(abs(at) < _FAR for at in (glyph.x0, glyph.x1, glyph.top, glyph.bottom))


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Without the second print of a character on its own place, which some programs use for bold."""
    seen: dict[tuple[str, int, int], None] = {}
    kept = []
    for glyph in glyphs:
        places = [(glyph.text, round(glyph.x0) + dx, round(glyph.top) + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        if not any(place in seen for place in places):
            kept.append(glyph)
        seen[places[4]] = None
    return kept


def _open_ends(page: Page) -> tuple[float | None, float | None]:
    """Where upright rules begin above all others, and end below them: a row that goes on over the page's end."""
    rules = [edge for edge in page.edges if max(edge["width"], edge["height"]) > _CLOSE]  # a rule has a width, too
    upright = [edge for edge in rules if edge["orientation"] == "v"]
    level = [edge["top"] for edge in rules if edge["orientation"] == "h"]
    if not upright or not level:
        return None, None
    above, below = min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)
    return above if above < min(level) - _CLOSE else None, below if below > max(level) + _CLOSE else None


def _tables(page: Page, ends: tuple[float | None, float | None], notes: set[str]) -> list[Table]:
    """Tables of at least two rows and columns; a mere frame around text is none."""
    if len(page.edges) > _MOST_EDGES or _crossings(page) > _MOST_CROSSINGS:
        notes.add("tables_not_read")
        return []
    added = [end for end in ends if end is not None]
    found = page.find_tables({"explicit_horizontal_lines": added}) if len(page.edges) > 5 else []
    kept: list[Table] = []
    for table in found:
        apart = all(table.bbox[1] >= other.bbox[3] or table.bbox[3] <= other.bbox[1] for other in kept)
        if apart and len(_edges(table, 0)) > 1 and len(_edges(table, 1)) > 1:
            kept.append(table)
    return kept


def _crossings(page: Page) -> int:
    """How many places there are where a level rule may cross an upright one."""
    upright = {round(edge["x0"]) for edge in page.edges if edge["orientation"] == "v"}
    level = {round(edge["top"]) for edge in page.edges if edge["orientation"] == "h"}
    return len(upright) * len(level)


def _edges(table: Table, side: int) -> list[float]:
    """Where columns (side 0) or rows (side 1) begin."""
    edges: list[float] = []
    for place in sorted(cell[side] for cell in table.cells):
        if not edges or place - edges[-1] > _CLOSE:
            edges.append(place)
    return edges


def _sorted(glyphs: Sequence[Glyph], tables: Sequence[Table]) -> tuple[list[Glyph], list[list[Glyph]]]:
    """The characters outside of all tables, and those within each."""
    free: list[Glyph] = []
    tabled: list[list[Glyph]] = [[] for _ in tables]
    for glyph in glyphs:
        for table, inside in zip(tables, tabled, strict=True):
            left, top, right, bottom = table.bbox
            if left <= (glyph.x0 + glyph.x1) / 2 <= right and top <= glyph.middle <= bottom:
                inside.append(glyph)
                break
        else:
            free.append(glyph)
    return free, tabled


def _printed(table: Table, glyphs: Sequence[Glyph], ends: tuple[float | None, float | None]) -> PrintedTable:
    lefts, tops = _edges(table, 0), _edges(table, 1)
    inside: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        inside[_place(tops, glyph.middle), _place(lefts, (glyph.x0 + glyph.x1) / 2)].append(glyph)
    boxes = []
    for left, top, right, bottom in sorted(table.cells, key=lambda cell: (_place(tops, cell[1]), cell[0])):
        row, column = _place(tops, top), _place(lefts, left)
        rows = max(1, _place(tops, bottom - 2 * _CLOSE) - row + 1)
        columns = max(1, _place(lefts, right - 2 * _CLOSE) - column + 1)
        own = [
            glyph
            for at in range(row, row + rows)
            for beside in range(column, column + columns)
            for glyph in inside.pop((at, beside), ())
        ]
        boxes.append(Box("\n".join(line.text for line in lines_of(own)), row, column, rows, columns))
    above, below = (
        end is not None and abs(table.bbox[side] - end) < _CLOSE for end, side in zip(ends, (1, 3), strict=True)
    )
    return PrintedTable(tuple(boxes), len(lefts), table.bbox[1], above, below)


def _place(edges: Sequence[float], at: float) -> int:
    return max(0, bisect_right(edges, at + _CLOSE) - 1)
