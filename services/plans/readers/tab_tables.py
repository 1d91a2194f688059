"""Tables set with tabs, as they come out of a spreadsheet or a Word table by copying."""

from collections.abc import Sequence
from itertools import groupby

from services.plans.domain.policy_text.source import Cell, Span
from services.plans.readers.items import Grid, Item, Line, refuse_too_many

_MOST_COLUMNS = 64


def tabbed(lines: Sequence[Line]) -> list[Item]:
    """Of consecutive lines with tabs, those with equally many as a table each; a single one stays a line."""
    found: list[Item] = []
    for _, run in groupby(lines, lambda line: line.text.count("\t")):
        rows = list(run)
        indent = min(len(row.text) - len(row.text.lstrip("\t")) for row in rows)
        wide = rows[0].text.count("\t") < _MOST_COLUMNS and any("\t" in row.text.strip() for row in rows)
        found += [_grid(rows, indent)] if len(rows) > 1 and wide else rows
    return found


def _grid(rows: Sequence[Line], indent: int) -> Grid:
    """`indent` are the tabs that every row begins with: a margin, no empty cells."""
    refuse_too_many(len(rows) * (rows[0].text.count("\t") + 1))
    cells, at = [], 0
    for row, line in enumerate(rows):
        place = at + indent
        for column, text in enumerate(line.text[indent:].split("\t")):
            cells.append(Cell(Span(place, place + len(text)), row, column))
            place += len(text) + 1
        at += len(line.text) + 1
    return Grid("\n".join(row.text for row in rows), tuple(cells))
