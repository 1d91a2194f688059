"""Tables drawn with characters: | a | b |, +---+, │ a │ b │.

Where a line is one row the text stays as it is. Where a cell runs over several lines, the pieces of its neighbours lie
between its own; then the table is laid out anew cell by cell, without the drawing.
"""

import re
from collections.abc import Sequence

from services.plans.domain.policy_text.source import Cell, Span
from services.plans.readers.drawn_bands import Piece, boxes_of
from services.plans.readers.items import Grid, Item, Line, laid_out, refuse_too_many

_BAR = "|｜│┃║┆┇┊┋"
_JOINT = "├┤┼┌┐└┘┬┴╔╗╚╝╠╣╦╩╬╟╢╫┏┓┗┛┣┫╋┳┻"
_DASH = "─━═┄┅┈┉"
_SPLIT = re.compile(f"(?<!\\\\)[{_BAR}{_JOINT}]")
# Each a set of characters and no more: what can be matched in two ways costs the square of a hostile line's length.
_ASCII_RULE = re.compile(r"[\s|+:=-]+")
_RULED_CELL = re.compile(f"[\\s{_DASH}:=-]+")
_MARKDOWN_RULE = re.compile(r"[\s|:-]+")
_DASHES = frozenset(_DASH + "=-")
_LONGEST = 20_000  # characters; no row is longer


def is_drawn(text: str) -> bool:
    """Whether a line can be part of a drawn table."""
    if len(text) > _LONGEST:
        return False
    return _SPLIT.search(text) is not None or _is_ascii_rule(text)


def drawn(lines: Sequence[Line]) -> list[Item]:
    """The tables of a run of lines; where two rules follow one another a new one begins."""
    refuse_too_many(sum(len(_SPLIT.findall(line.text)) for line in lines) // 2)  # a rule line has bars, too
    split = [_pieces(line.text) for line in lines]
    ruled = [_is_rule(row) for row in split]
    begins = [at for at in range(1, len(lines)) if ruled[at - 1] and ruled[at]]
    found: list[Item] = []
    for start, end in zip([0, *begins], [*begins, len(lines)], strict=True):
        found += _one_table(lines[start:end], split[start:end], ruled[start:end])
    return found


def _one_table(lines: Sequence[Line], split: Sequence[list[Piece]], ruled: Sequence[bool]) -> list[Item]:
    """The lines as a table, or as they were."""
    rows = [row for row, rule in zip(split, ruled, strict=True) if not rule]
    if not _is_table(lines, rows, any(ruled)):
        return list(lines)
    if _one_row_a_line(lines, split):
        return [_in_place(lines, split, ruled)]
    boxes = boxes_of(split)
    return [laid_out(boxes)] if boxes else list(lines)


def _pieces(text: str) -> list[Piece]:
    """What stands between the bars, with its place; the bars at the edges have nothing outside."""
    if _is_ascii_rule(text):
        text = text.replace("+", "|")
    ends = [match.start() for match in _SPLIT.finditer(text)]
    starts = [0, *(end + 1 for end in ends)]
    pieces = [Piece(text[a:b], a, _ruled(text[a:b])) for a, b in zip(starts, [*ends, len(text)], strict=True)]
    if not pieces[0].text.strip():
        del pieces[0]
    if pieces and not pieces[-1].text.strip():
        del pieces[-1]
    return pieces


def _is_ascii_rule(text: str) -> bool:
    return "+" in text and ("--" in text or "==" in text) and _ASCII_RULE.fullmatch(text) is not None


def _ruled(text: str) -> bool:
    """A run of dashes; a single - may be what a cell says."""
    if _RULED_CELL.fullmatch(text) is None or _DASHES.isdisjoint(text):
        return False
    return len(text.strip()) > 1 or text.strip() in tuple(_DASH)


def _is_rule(row: Sequence[Piece]) -> bool:
    return all(piece.ruled for piece in row)


def _is_table(lines: Sequence[Line], rows: Sequence[Sequence[Piece]], ruled: bool) -> bool:
    """Two rows at least. Without rule and edges the rows must have equally many cells, three or more.

    The lines of a page's menu or imprint (发布时间 | 来源 | 作者) come alone and are no table.
    """
    most = max(map(len, rows), default=0)
    if len(rows) < 2 or most < 2:
        return False
    if ruled or all(_SPLIT.match(line.text.strip()) for line in lines):
        return True
    return most > 2 and all(len(row) == most for row in rows)


def _one_row_a_line(lines: Sequence[Line], split: Sequence[Sequence[Piece]]) -> bool:
    """Markdown and bare bars: no rule at all, or the one below the header."""
    rules = [line for line, row in zip(lines, split, strict=True) if any(piece.ruled for piece in row)]
    return not rules or (len(rules) == 1 and _MARKDOWN_RULE.fullmatch(rules[0].text) is not None)


def _in_place(lines: Sequence[Line], split: Sequence[Sequence[Piece]], ruled: Sequence[bool]) -> Grid:
    """A row with one cell alone goes across, as the name of a section does."""
    cells, at, row = [], 0, 0
    width = max(map(len, split))
    for line, pieces, rule in zip(lines, split, ruled, strict=True):
        if not rule:
            across = width if len(pieces) == 1 else 1
            cells += [
                Cell(Span(at + piece.at, at + piece.at + len(piece.text)), row, column, columns=across)
                for column, piece in enumerate(pieces)
            ]
            row += 1
        at += len(line.text) + 1
    return Grid("\n".join(line.text for line in lines), tuple(cells))
