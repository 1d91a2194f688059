"""Pages set in two columns: read one column after the other, and what goes across where it stands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from services.plans.readers.pdf_lines import Glyph, PrintedLine, PrintedTable, lines_of, rows_of

_GAP = 1.2  # sizes of blank that part two stretches of a line
_MIDDLE = (0.35, 0.65)  # of the width of the text, where a gutter may run
_STEP = 2.0  # points between the places that are tried
_MOST_TRIED = 200  # of a page that a broken file makes miles wide
_FEWEST = 5  # lines of a column
_ACROSS = 0.3  # of the stretches of both columns at most go across
_FULL, _SHARE = 1.5, 0.4  # characters that may lack in a full line, and how many lines of running text are full
_INDENT, _ALIGNED = 2.5, 0.6


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A part of a line without a wide blank in it."""

    x0: float
    x1: float
    size: float


def placed_lines(glyphs: Sequence[Glyph], tables: Sequence[PrintedTable]) -> list[PrintedLine | PrintedTable]:
    """All of a page in the order in which it is read; a table goes across."""
    gutter = _gutter(glyphs)
    if gutter is None:
        return sorted([*lines_of(glyphs), *tables], key=lambda item: item.top)
    across: list[PrintedLine | PrintedTable] = list(tables)
    sides: tuple[list[Glyph], list[Glyph]] = ([], [])
    for row in rows_of(glyphs):
        if any(part.x0 < gutter < part.x1 for part in _stretches(row)):
            across += lines_of(row)
        else:
            for glyph in row:
                sides[glyph.x0 > gutter].append(glyph)
    return _in_order(across, [_within_margins(lines_of(side)) for side in sides])


def _in_order(
    across: Sequence[PrintedLine | PrintedTable], columns: Sequence[Sequence[PrintedLine]]
) -> list[PrintedLine | PrintedTable]:
    """Between two things that go across the left column comes before the right one."""
    walls = sorted(across, key=lambda item: item.top)
    found: list[PrintedLine | PrintedTable] = []
    for number in range(len(walls) + 1):
        above = walls[number - 1].top if number else float("-inf")
        below = walls[number].top if number < len(walls) else float("inf")
        found += [line for column in columns for line in column if above <= line.top < below]
        found += walls[number : number + 1]
    return found


def _within_margins(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    margins = _margins([(line.x0, line.x1) for line in lines])
    return [replace(line, margins=margins) for line in lines]


def _margins(ends: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The outermost left edge that more than one line has, and the right one that a tenth of them reaches."""
    begun = Counter(round(x0) for x0, _ in ends)
    often = [x0 for x0, times in begun.items() if times > 1]
    return min(often or begun, default=0), sorted(x1 for _, x1 in ends)[int(0.9 * (len(ends) - 1))] if ends else 0


def _gutter(glyphs: Sequence[Glyph]) -> float | None:
    """Where hardly a line crosses and running text stands on both sides; the widest such place."""
    parts = [part for row in rows_of(glyphs) for part in _stretches(row)]
    if len(parts) < 2 * _FEWEST:
        return None
    left, right = min(part.x0 for part in parts), max(part.x1 for part in parts)
    begin, end = (left + share * (right - left) for share in _MIDDLE)
    step = max(_STEP, (end - begin) / _MOST_TRIED)
    tried = [begin + step * number for number in range(int((end - begin) / step) + 1)]
    crossed = [sum(part.x0 < at < part.x1 for part in parts) for at in tried]
    fewest = min(crossed, default=len(parts))
    if fewest > _ACROSS * len(parts):
        return None
    places = [at for at, count in zip(tried, crossed, strict=True) if count == fewest]
    gutter = places[len(places) // 2]
    sides = ([part for part in parts if part.x1 <= gutter], [part for part in parts if part.x0 >= gutter])
    return gutter if all(map(_runs, sides)) else None


def _runs(parts: Sequence[_Stretch]) -> bool:
    """Whether stretches are lines of running text: they begin at one margin, and many of them end at another."""
    if len(parts) < _FEWEST:
        return False
    left, right = _margins([(part.x0, part.x1) for part in parts])
    aligned = sum(left - 1 <= part.x0 <= left + _INDENT * part.size for part in parts)
    full = sum(part.x1 >= right - _FULL * part.size for part in parts)
    return aligned >= _ALIGNED * len(parts) and full >= _SHARE * len(parts)


def _stretches(row: Sequence[Glyph]) -> list[_Stretch]:
    inked = sorted((glyph for glyph in row if glyph.text.strip()), key=lambda glyph: glyph.x0)
    if not inked:
        return []
    cuts = [
        at for at, (one, other) in enumerate(pairwise(inked), 1) if other.x0 - one.x1 > _GAP * max(one.size, other.size)
    ]
    runs = [inked[a:b] for a, b in pairwise([0, *cuts, len(inked)])]
    return [_Stretch(run[0].x0, max(glyph.x1 for glyph in run), run[0].size) for run in runs]
