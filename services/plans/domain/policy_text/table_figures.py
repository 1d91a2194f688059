"""Figures that stand alone in a column of aims, years or shares (45个, ≥95%, 达到 95): targets of what their row names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.plans.domain.policy_text.draft import ASSUMED, BY_RULE, PRINTED, Defect, DraftTarget, Read
from services.plans.domain.policy_text.figure_cells import SHARES, Figure, is_lost, read_figure
from services.plans.domain.policy_text.figure_columns import FigureColumn, Figures, Period, figures_of
from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.populations import subject_of
from services.plans.domain.policy_text.source import Cell, Source, Span, Table
from services.plans.domain.policy_text.table_grid import Row, rows, words_of
from services.plans.domain.policy_text.target_words import STRONG, VERB
from services.plans.domain.words import Certainty, DeadlineCertainty, TargetKind
from services.yardsticks.words import Comparison

_LEADING = re.compile("\\s*(?:[0-9]{1,3}(?:[、)]|[.](?![0-9]))|[(]?[一二三四五六七八九十]{1,3}[)、.])?\\s*")
_FEWER = re.compile("辍学|流失|大班额|大校额|近视|肥胖|超重|事故|发案|发生率|差异系数|能耗|死亡|失业|负担|生师比")
_LEVEL = re.compile("均|率|占比|比例|比重|年限|程度|满意度|指数|系数")
_YEARLY = re.compile("每年|年均")


@dataclass(frozen=True, slots=True)
class TableFigure:
    """A target that a cell gives; `row` is the place of its row."""

    target: DraftTarget
    cell: Span
    row: Span


@dataclass(frozen=True, slots=True)
class FiguresFound:
    """The figures of a table, and those that it has lost."""

    figures: tuple[TableFigure, ...] = ()
    defects: tuple[Defect, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure with its cells; `name` is what says of what it is."""

    column: FigureColumn
    item: Cell
    cell: Cell
    name: str
    figure: Figure
    before: Figure | None


def table_figures(source: Source, table: Table, period: Period) -> FiguresFound:
    """Row by row; of a table without such columns, and of cells that say more, nothing."""
    figures = figures_of(source, rows(table), period)
    if figures is None:
        return FiguresFound()
    seen: set[Span] = set()
    targets: list[TableFigure] = []
    defects: list[Defect] = []
    for row, column, cell in _cells(figures):
        if cell.span in seen:
            continue
        seen.add(cell.span)
        if is_lost(words_of(source, cell)):
            defects.append(Defect("number_lost", cell.span))
        found = _found(source, figures, row, column)
        if found:
            targets.append(TableFigure(_target(source, found), cell.span, _place(row)))
    return FiguresFound(tuple(targets), tuple(defects))


def cells_of_figures(source: Source, grid: list[Row]) -> dict[int, set[Span]]:
    """By column the cells that `table_figures` reads, those that say how things were, and those of their units."""
    figures = figures_of(source, grid, Period())
    cells: dict[int, set[Span]] = {}
    if figures is None:
        return cells
    for row, column, cell in _cells(figures):
        if is_lost(words_of(source, cell)) or _found(source, figures, row, column):
            cells.setdefault(column.at, set()).add(cell.span)
    for row in figures.rows:
        for at in figures.reached:
            if at in row and read_figure(words_of(source, row[at]), ""):
                cells.setdefault(at, set()).add(row[at].span)
        if figures.unit is not None and figures.unit in row:
            cells.setdefault(figures.unit, set()).add(row[figures.unit].span)
    return cells


def _cells(figures: Figures) -> Iterator[tuple[Row, FigureColumn, Cell]]:
    """Those that stand beside what they are of, and in one column only."""
    for row in figures.rows:
        for column in figures.columns:
            cell = row.get(column.at)
            if cell and cell.columns == 1 and column.item in row and row[column.item] is not cell:
                yield row, column, cell


def _found(source: Source, figures: Figures, row: Row, column: FigureColumn) -> _Found | None:
    item, cell = row[column.item], row[column.at]
    said, name = words_of(source, cell), words_of(source, column.head if column.head_names else item)
    measure = words_of(source, row[figures.unit]) if figures.unit is not None and figures.unit in row else ""
    beside = (measure, words_of(source, column.head))
    figure = read_figure(said, name, beside)
    if figure is None or not words_of(source, item) or re.search(rf"(?<![\d.]){re.escape(said)}(?![\d.])", name):
        return None
    was = figures.reached[-1] if figures.reached and not column.head_names else None
    before = read_figure(words_of(source, row[was]), name, beside) if was is not None and was in row else None
    return _Found(column, item, cell, name, figure, before)


def _place(row: Row) -> Span:
    return Span(min(cell.span.start for cell in row.values()), max(cell.span.end for cell in row.values()))


def _target(source: Source, found: _Found) -> DraftTarget:
    column, figure, at = found.column, found.figure, found.cell.span
    comparison, sure = _comparison(found)
    unit = Read(at, PRINTED if figure.printed else BY_RULE, "figure_in_column")
    read = {"statement": unit, "value": Read(at, PRINTED if figure.unit else ASSUMED, "figure_in_column")}
    read |= {"unit": unit} if figure.unit else {}
    read |= dict.fromkeys(("kind", "comparison"), Read(at, sure, "figure_in_column"))
    population = _population(source, found)
    if population:
        read["population"] = Read(found.item.span, PRINTED if column.of_places else ASSUMED, "figure_in_column")
    if column.dated:
        read["deadline"] = Read(column.dated.span, BY_RULE, "day_of_column")
    span = Span(min(found.item.span.start, at.start), max(found.item.span.end, at.end))
    return DraftTarget(
        "T01", _statement(source, found), _kind(found, comparison), comparison, figure.value, figure.upper,
        figure.unit or None, population, None, column.day, _printed(source, column.dated) if column.dated else None,
        DeadlineCertainty.STATED if column.day else DeadlineCertainty.NONE, Certainty.NUMBER, span, read=read,
    )  # fmt: skip


def _comparison(found: _Found) -> tuple[Comparison, float]:
    """As printed; else which way the figure moves, if it counts what is there and not what is added; else more is
    wanted, and of ills less."""
    figure, before = found.figure, found.before
    if figure.upper is not None:
        return Comparison.RANGE, PRINTED
    if figure.comparison is not None:
        return figure.comparison, PRINTED
    moves = before is not None and before.unit == figure.unit and before.value != figure.value
    if before is not None and moves and not STRONG.search(found.name):
        return (Comparison.AT_MOST if figure.value < before.value else Comparison.AT_LEAST), BY_RULE
    return Comparison.AT_MOST if _FEWER.search(found.name) else Comparison.AT_LEAST, ASSUMED


def _kind(found: _Found, comparison: Comparison) -> TargetKind:
    figure = found.figure
    if comparison is Comparison.RANGE:
        return TargetKind.RANGE
    if comparison in (Comparison.AT_MOST, Comparison.LESS_THAN):
        return TargetKind.CAP
    if figure.unit in SHARES:
        whole = figure.value == 100 and figure.unit == "%" and comparison is Comparison.AT_LEAST
        return TargetKind.COVERAGE if whole else TargetKind.THRESHOLD
    if _YEARLY.search(found.name) or figure.unit.endswith("/年"):
        return TargetKind.ANNUAL_COUNT
    if _LEVEL.search(found.name) or not figure.unit or "/" in figure.unit:
        return TargetKind.THRESHOLD
    return TargetKind.CUMULATIVE_COUNT if found.column.day else TargetKind.COUNT


def _population(source: Source, found: _Found) -> str | None:
    printed = _printed(source, found.item)
    if found.column.of_places:
        return printed
    who = None if VERB.match(fold(printed)) else subject_of(fold(printed))
    at = fold(printed).find(who) if who else -1
    return printed[at : at + len(who)] if who and at >= 0 else None


def _statement(source: Source, found: _Found) -> str:
    name = _printed(source, found.item)
    lead = _LEADING.match(fold(name))
    cells = (found.column.head, found.cell) if found.column.head_names else (found.cell,)
    return " ".join((name[lead.end() if lead else 0 :], *(_printed(source, cell) for cell in cells)))


def _printed(source: Source, cell: Cell) -> str:
    """A cell as one line."""
    return "".join(line.strip() for line in source.at(cell.span).split("\n"))
