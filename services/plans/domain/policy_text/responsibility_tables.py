"""Tables of tasks and those who answer for them: 任务清单, 分工表, 责任分解表."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from services.plans.domain.policy_text.assignment_draft import Draughtsman
from services.plans.domain.policy_text.brackets import BracketedText
from services.plans.domain.policy_text.cell_lines import units_by_line
from services.plans.domain.policy_text.draft import (
    BY_RULE,
    PRINTED,
    DraftAssignment,
    DraftMeasure,
    DraftProgramme,
    Read,
    StatedRule,
)
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.role_clauses import Part, is_named, read_clause
from services.plans.domain.policy_text.role_labels import bodies, labels
from services.plans.domain.policy_text.source import Cell, Source, Span, Table
from services.plans.domain.policy_text.stated_once import rules_in
from services.plans.domain.policy_text.table_figures import cells_of_figures
from services.plans.domain.policy_text.table_grid import Header, Row, body_rows, duty_columns, header_of, rows
from services.plans.domain.words import AssignmentRole

_HAN = re.compile("[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
_FIRST_SENTENCE = re.compile("[^。;\n]{1,120}")
_LEADING_NUMBER = re.compile(
    r"\s*(?:(?P<number>\d{1,3}|[(（][一二三四五六七八九十\d]{1,3}[)）]|[一二三四五六七八九十]{1,3})[.．、)）]?(?![\d年月%]))?\s*"
)


@dataclass(slots=True)
class _Reading:
    source: Source
    rules: Sequence[StatedRule]
    header: Header
    programmes: list[tuple[str, Span, list[DraftMeasure]]] = field(default_factory=list)
    measures: list[DraftMeasure] = field(default_factory=list)
    group: Span | None = None
    told: set[Span] = field(default_factory=set)
    grouping: frozenset[int] = frozenset()


def read_responsibility_table(
    source: Source, table: Table, rules: Sequence[StatedRule] = ()
) -> tuple[DraftMeasure, ...]:
    """Its tasks with their units, in the order of the rows; of a table without a column of units nothing."""
    reading = _read(source, table, rules)
    return tuple(reading.measures) if reading else ()


def read_responsibility_programmes(
    source: Source, table: Table, rules: Sequence[StatedRule] = ()
) -> tuple[DraftProgramme, ...]:
    """The same tasks under the headings that rows across the table, or a merged column, give them."""
    reading = _read(source, table, rules)
    found = reading.programmes if reading else []
    return tuple(
        DraftProgramme(
            f"P{number:02}", None, title, span, tuple(measures), {"title": Read(span, BY_RULE, "table_group")}
        )
        for number, (title, span, measures) in enumerate(found, start=1)
    )


def _read(source: Source, table: Table, rules: Sequence[StatedRule]) -> _Reading | None:
    grid = rows(table)
    found = header_of(source, grid)
    if not found or duty_columns(source, grid):
        return None
    number, header = found
    whole = [Passage.of(source, [cell.span]) for cell in table.cells]
    figures = cells_of_figures(source, grid)
    header = replace(header, roles={at: role for at, role in header.roles.items() if at not in figures})
    if not header.roles:
        return None
    reading = _Reading(source, [*rules, *(rule for rule in rules_in(whole) if rule not in rules)], header)
    body = list(body_rows(source, grid, number))
    task = _task_column(header, body)
    merged = {at for row in body for at, cell in row.items() if cell.rows > 1}
    reading.told = set().union(*figures.values())
    reading.grouping = frozenset(merged & set(header.tasks) - {task})
    last: Cell | None = None
    for row in body:
        if _is_group(source, row, header):
            reading.group = next(iter(row.values())).span
        elif task in row and row[task] is not last:
            last = row[task]
            _add(reading, row, task)
        elif task in row and reading.measures:
            _extend(reading, row)
    return reading


def _task_column(header: Header, body: Sequence[Row]) -> int:
    """The column of tasks that is divided finest; the first of those divided alike."""
    return max(header.tasks, key=lambda at: (len({row[at].span for row in body if at in row}), -at))


def _is_group(source: Source, row: Row, header: Header) -> bool:
    """A row that one cell spans, or that says something in one cell only and names no unit."""
    filled = {cell.span for cell in row.values() if source.at(cell.span).strip()}
    said = [at for at, cell in row.items() if cell.span in filled]
    if header.number in said and _HAN.fullmatch(source.at(row[header.number].span).strip()):
        said = [at for at in said if at != header.number]
        filled.discard(row[header.number].span)
    return (
        len(filled) == 1
        and (len(said) == len(header.texts) or not any(at in header.roles for at in said))
        and len(row) > 1
    )


def _add(reading: _Reading, row: Row, task: int) -> None:
    source, header = reading.source, reading.header
    text = source.at(row[task].span)
    start = _LEADING_NUMBER.match(text)
    skip = start.end() if start else 0
    title = _FIRST_SENTENCE.search(text, skip)
    if not title or not title[0].strip():
        return
    number = source.at(row[header.number].span).strip() if header.number in row else (start and start["number"])
    code = f"M{len(reading.measures) + 1:02}"
    at = Span(row[task].span.start + title.start(), row[task].span.start + title.end())
    read = {"title": Read(at, PRINTED, "table_cell")}
    assignments, opened = _units(reading, row)
    said, due = _said(reading, row), _due(reading, row)
    measure = DraftMeasure(code, number or None, title[0].strip(), _row_span(row), assignments, opened, read, said, due)
    reading.measures.append(measure)
    _group_of(reading, row, task).append(measure)


def _extend(reading: _Reading, row: Row) -> None:
    """A further row of the same task: its units are added."""
    last = reading.measures[-1]
    assignments, opened = _units(reading, row)
    known = {(each.name, each.role) for each in last.assignments}
    new = [each for each in assignments if (each.name, each.role) not in known]
    roles = (*last.open_ended_roles, *(role for role in opened if role not in last.open_ended_roles))
    span = Span(last.span.start, max(last.span.end, _row_span(row).end))
    said = (*last.said, *_said(reading, row))
    grown = replace(last, span=span, assignments=(*last.assignments, *new), open_ended_roles=roles, said=said)
    reading.measures[-1] = grown
    for _, _, measures in reading.programmes[-1:]:
        if measures and measures[-1] is last:
            measures[-1] = grown


def _said(reading: _Reading, row: Row) -> tuple[Span, ...]:
    """The cells that say what is asked; one that covers several rows speaks in the first of them only."""
    header, found = reading.header, []
    for at, cell in row.items():
        silent = at in header.roles or at in header.dues or at in header.groups or at == header.number
        if not silent and cell.span not in reading.told:
            reading.told.add(cell.span)
            found.append(cell.span)
    return tuple(found)


def _due(reading: _Reading, row: Row) -> Span | None:
    return next((row[at].span for at in reading.header.dues if at in row), None)


def _group_of(reading: _Reading, row: Row, task: int) -> list[DraftMeasure]:
    """The measures of the programme that this row stands under; of none where nothing groups it."""
    header = reading.header
    above = (row[at].span for at in header.groups if at in row)
    beside = (row[at].span for at in header.tasks if at != task and at in row and at in reading.grouping)
    span = reading.group or next(above, None) or next(beside, None)
    title = " ".join(reading.source.at(span).split()) if span else ""
    if not span or not title:
        return []
    if not reading.programmes or reading.programmes[-1][0] != title:
        reading.programmes.append((title, span, []))
    return reading.programmes[-1][2]


def _row_span(row: Row) -> Span:
    return Span(min(cell.span.start for cell in row.values()), max(cell.span.end for cell in row.values()))


def _units(reading: _Reading, row: Row) -> tuple[tuple[DraftAssignment, ...], tuple[AssignmentRole, ...]]:
    """Of the columns of units; a cell that covers several of them is read once."""
    parts: list[tuple[Passage, BracketedText, list[Part]]] = []
    seen: set[Span] = set()
    for column, role in reading.header.roles.items():
        cell = row.get(column)
        if cell and cell.span not in seen:
            seen.add(cell.span)
            parts.append(_cell_parts(reading.source, cell, role))
    leads = any(part.role is AssignmentRole.LEAD for _, _, each in parts for part in each)
    assignments: list[DraftAssignment] = []
    opened: list[AssignmentRole] = []
    for passage, words, each in parts:
        draughtsman = Draughtsman(reading.source, passage, words.text, reading.rules)
        draughtsman.add(each, led=leads)
        assignments += draughtsman.assignments
        opened += draughtsman.open_ended
    if parts:
        draughtsman = Draughtsman(reading.source, parts[-1][0], "", reading.rules)
        draughtsman.add_districts()
        assignments += draughtsman.assignments
    return tuple({(each.name, each.role): each for each in reversed(assignments)}.values())[::-1], tuple(
        dict.fromkeys(opened)
    )


def _cell_parts(source: Source, cell: Cell, role: AssignmentRole) -> tuple[Passage, BracketedText, list[Part]]:
    """A cell of units may say roles itself, by labels (牵头单位:…) or by verbs."""
    passage = units_by_line(source, cell.span)
    words = BracketedText.of(passage)
    end = len(words.text)
    found: list[Part] = []
    for start, last, default in _stretches(words, end, role):
        parts, _ = read_clause(words, start, last, default, None)
        found += [part for part in parts if part.open_ended or is_named(words, part)]
    return passage, words, found


def _stretches(words: BracketedText, end: int, role: AssignmentRole) -> Iterator[tuple[int, int, AssignmentRole]]:
    every = labels(words, 0, end, enclosed=True)
    first = every[0].first if every else end
    if first > 0:
        yield 0, first, role
    for body in bodies(words, every, end, enclosed=True):
        if body.label.role:
            yield body.start, body.end, body.label.role
