"""Tables of units and their duties: 单位 beside 职责."""

import re

from services.plans.domain.policy_text.draft import DOUBTFUL, PRINTED, DraftDuty, DraftUnit, Read
from services.plans.domain.policy_text.duty_clauses import duties
from services.plans.domain.policy_text.duty_heads import unit_names
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Cell, Source, Span, Table
from services.plans.domain.policy_text.table_grid import body_rows, duty_columns, rows

# A line ends, or the next number stands after a blank.
_LINE = re.compile("\n|(?<=[^ \\d]) (?=\\d{1,2}[.、．](?!\\d)|[①-⑳]|[(（]\\d{1,2}[)）])")


def read_duty_table(source: Source, table: Table) -> tuple[DraftUnit, ...]:
    """One unit for each of its cells, in the order of the rows; of a table of tasks and units nothing."""
    grid = rows(table)
    columns = duty_columns(source, grid)
    if not columns:
        return ()
    header, unit_column, duty_column = columns
    units: list[DraftUnit] = []
    last: tuple[Cell, Cell] | None = None
    for row in body_rows(source, grid, header):
        unit, said = row.get(unit_column), row.get(duty_column)
        if not unit or not said or unit is said or (last and last[1] is said):
            continue
        clauses = _duties(source, said)
        if last and last[0] is unit and units:
            units[-1] = _grown(units[-1], clauses)
        elif clauses:
            units += _units(source, unit, clauses, len(units))
        last = (unit, said)
    return tuple(units)


def _duties(source: Source, cell: Cell) -> tuple[DraftDuty, ...]:
    """Of a cell, line by line."""
    found: list[DraftDuty] = []
    at = cell.span.start
    for line in _LINE.split(source.at(cell.span)):
        passage = Passage.of(source, [Span(at, at + len(line))])
        found += duties(source, passage, 0, len(passage.text))
        at += len(line) + 1
    return tuple(found)


def _units(source: Source, cell: Cell, clauses: tuple[DraftDuty, ...], known: int) -> list[DraftUnit]:
    passage = Passage.of(source, [cell.span])
    names = unit_names(passage, 0, len(passage.text)) or (((0, len(passage.text)),) if passage.text.strip() else ())
    span = Span(min(cell.span.start, clauses[0].span.start), max(cell.span.end, clauses[-1].span.end))
    if not names:
        read = {"name": Read(cell.span, DOUBTFUL, "name_lost")}
        return [DraftUnit(f"U{known + 1:02}", None, clauses, span, read)]
    return [
        DraftUnit(
            f"U{known + number:02}",
            passage.printed(source, *name).strip(),
            clauses,
            span,
            {"name": Read(passage.span(*name), PRINTED, "table_cell")},
        )
        for number, name in enumerate(names, start=1)
    ]


def _grown(unit: DraftUnit, clauses: tuple[DraftDuty, ...]) -> DraftUnit:
    """With the duties of a further row that the cell of the unit covers."""
    end = max([unit.span.end, *(clause.span.end for clause in clauses)])
    return DraftUnit(unit.key, unit.name, (*unit.duties, *clauses), Span(unit.span.start, end), unit.read)
