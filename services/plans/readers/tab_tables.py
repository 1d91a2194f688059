"""Tables set with tabs, as they come out of a spreadsheet or a Word table by copying."""

from collections.abc import Iterator, Sequence

from services.plans.domain.policy_text.source import Cell, Span
from services.plans.readers.items import Grid, Item, Line, refuse_too_many

_MOST_COLUMNS = 64
_FEWEST_TABS = 2  # of rows that the name of a section may stand between
_LONGEST_NAME = 40


def tabbed(lines: Sequence[Line]) -> list[Item]:
    """Of lines with tabs, consecutive ones with equally many as a table each; a single one stays a line.

    A short line without tabs between two such rows goes across the table, as the name of a section does.
    """
    found: list[Item] = []
    for rows in _runs(lines):
        most = max(row.text.count("\t") for row in rows)
        indent = min(_indent(row) for row in rows if "\t" in row.text) if most else 0
        wide = most < _MOST_COLUMNS and any("\t" in row.text.strip() for row in rows)
        found += [_grid(rows, indent)] if len(rows) > 1 and wide else rows
    return found


def across(before: Line, line: Line, after: Line) -> bool:
    """Whether a line may be the name of a section between two rows."""
    tabs = before.text.count("\t")
    return (
        tabs >= _FEWEST_TABS
        and after.text.count("\t") == tabs
        and 0 < len(line.text.strip()) <= _LONGEST_NAME
        and line.text.rstrip()[-1] not in "。；;，,：:"
    )


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    run: list[Line] = []
    tabs = 0
    for line in lines:
        count = line.text.count("\t")
        if run and count and count != tabs:
            yield run
            run = []
        tabs = count or tabs
        run.append(line)
    if run:
        yield run


def _indent(row: Line) -> int:
    return len(row.text) - len(row.text.lstrip("\t"))


def _grid(rows: Sequence[Line], indent: int) -> Grid:
    """`indent` are the tabs that every row begins with: a margin, no empty cells."""
    width = max(row.text.count("\t") for row in rows) + 1 - indent
    refuse_too_many(len(rows) * width)
    cells, at = [], 0
    for row, line in enumerate(rows):
        alone = "\t" not in line.text
        place = at if alone else at + indent
        for column, text in enumerate(line.text[place - at :].split("\t")):
            cells.append(Cell(Span(place, place + len(text)), row, column, columns=width if alone else 1))
            place += len(text) + 1
        at += len(line.text) + 1
    return Grid("\n".join(row.text for row in rows), tuple(cells))
