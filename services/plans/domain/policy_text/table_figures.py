"""Figures that stand alone in a column of aims (45个, ≥95%, 达到 95): targets of what their row names."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.plans.domain.policy_text.comparisons import held, held_after, held_before
from services.plans.domain.policy_text.draft import ASSUMED, PRINTED, DraftTarget, Read
from services.plans.domain.policy_text.figure_columns import FigureColumn, figures_of
from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.indicator_tables import is_by_year
from services.plans.domain.policy_text.measure_units import MEASURE
from services.plans.domain.policy_text.numbers import Quantity, read_quantities
from services.plans.domain.policy_text.populations import subject_of
from services.plans.domain.policy_text.source import Cell, Source, Span, Table
from services.plans.domain.policy_text.table_grid import Row, rows, words_of
from services.plans.domain.policy_text.target_units import PER_CAPITA
from services.plans.domain.policy_text.target_words import CHANGE, VERB
from services.plans.domain.words import Certainty, DeadlineCertainty, TargetKind
from services.yardsticks.words import Comparison

_BARE = re.compile(
    "(?P<before>[^0-9。;,、]{0,10})(?P<number>[0-9]{1,10}(?:\\.[0-9]{1,4})?)(?P<rest>[^0-9。;,、]{0,8}|[^。;,、]{0,3}(?:-|至|到)[0-9.]{1,9}[^0-9。;,、]{0,6})"
)
_LEADING = re.compile("\\s*(?:[0-9]{1,3}(?:[、)]|[.](?![0-9]))|[(]?[一二三四五六七八九十]{1,3}[)、.])?\\s*")
_IN_BRACKETS = re.compile("\\(([^()]{1,6})\\)$")
_FEWER = re.compile("辍学|流失|大班额|大校额|近视|肥胖|超重|事故|发生率|差异系数|能耗|死亡|失业|负担|生师比")
_LEVEL = re.compile("均|率|占比|比例|比重|年限|程度|满意度|指数|系数")
_YEARLY = re.compile("每年|年均")
_SHARES = ("%", "‰")


@dataclass(frozen=True, slots=True)
class TableFigure:
    """A target that a cell gives; `row` is the place of its row."""

    target: DraftTarget
    cell: Span
    row: Span


def table_figures(source: Source, table: Table, issued_on: date | None) -> tuple[TableFigure, ...]:
    """Row by row; of a table without a column of aims, of one by years, and of cells that say more, nothing."""
    grid = rows(table)
    figures = figures_of(source, grid, issued_on)
    if figures is None or is_by_year(source, grid):
        return ()
    seen: set[Span] = set()
    found: list[TableFigure] = []
    for row in figures.rows:
        for column in figures.columns:
            cell = row.get(column.at)
            if cell and cell.span not in seen and cell.columns == 1:
                seen.add(cell.span)
                found += _of_cell(source, row, column, cell)
    return tuple(found)


def _of_cell(source: Source, row: Row, column: FigureColumn, cell: Cell) -> Iterator[TableFigure]:
    item = row.get(column.item)
    said = words_of(source, cell)
    quantity = _quantity(said, _unit_beside(source, row, column))
    if item is None or item is cell or quantity is None:
        return
    name = words_of(source, item)
    if not name or said in name:
        return
    span = Span(min(item.span.start, cell.span.start), max(item.span.end, cell.span.end))
    target = _target(source, column, (item, name), (cell, said), quantity, span)
    yield TableFigure(target, cell.span, _place(row))


def _place(row: Row) -> Span:
    return Span(min(cell.span.start for cell in row.values()), max(cell.span.end for cell in row.values()))


def _unit_beside(source: Source, row: Row, column: FigureColumn) -> str:
    """What the row, its name or the header says it is measured in; nothing where they do not."""
    if column.unit is not None and column.unit in row:
        return words_of(source, row[column.unit])
    heads = (row.get(column.item, column.head), column.head)
    for found in (_IN_BRACKETS.search(words_of(source, head)) for head in heads):
        if found and MEASURE.fullmatch(found[1]):
            return found[1]
    return ""


def _quantity(said: str, unit: str) -> Quantity | None:
    """The one number of a cell that holds nothing else."""
    bare = said.strip("()")
    found = _BARE.fullmatch(bare)
    if not found or CHANGE.search(found["before"]):
        return None
    text = bare
    if not (found["rest"] and MEASURE.match(found["rest"])):
        text = bare[: found.end("number")] + unit + bare[found.end("number") :]
    every = list(read_quantities(text))
    if len(every) == 1:
        return every[0] if every[0].start == found.start("number") else None
    plain = not every and (not found["rest"] or held_after(found["rest"]))
    return Quantity(*found.span("number"), Decimal(found["number"]), None, unit) if plain else None


def _target(
    source: Source, column: FigureColumn, item: tuple[Cell, str], cell: tuple[Cell, str], quantity: Quantity, span: Span
) -> DraftTarget:
    comparison, sure = _comparison(item[1], cell[1], quantity)
    unit = _per_head(item[1], quantity.unit)
    said = Read(cell[0].span, PRINTED if quantity.unit else ASSUMED, "figure_in_column")
    read = dict.fromkeys(("statement", "value", *(("unit",) if quantity.unit else ())), said)
    read |= dict.fromkeys(("kind", "comparison"), Read(cell[0].span, sure, "figure_in_column"))
    if column.day:
        read["deadline"] = Read(column.head.span, PRINTED, "day_of_column")
    population = _population(source, item[0])
    if population:
        read["population"] = Read(item[0].span, ASSUMED, "figure_in_column")
    return DraftTarget(
        "T01", _statement(source, item[0], cell[0]), _kind(item[1], comparison, quantity, dated=column.day is not None),
        comparison, quantity.value, quantity.upper, unit or None, population, None, column.day,
        _printed(source, column.head) if column.day else None,
        DeadlineCertainty.STATED if column.day else DeadlineCertainty.NONE, Certainty.NUMBER, span, read=read,
    )  # fmt: skip


def _per_head(name: str, unit: str) -> str:
    """生均…8.5 平方米 is 平方米/生."""
    mean = next((per for word, per in PER_CAPITA.items() if word in name), None)
    return f"{unit}/{mean}" if mean and unit and unit not in _SHARES and "/" not in unit else unit


def _comparison(name: str, said: str, quantity: Quantity) -> tuple[Comparison, float]:
    """As printed beside the number or in the name; where neither says it, more is wanted, and of ills less."""
    if quantity.upper is not None:
        return Comparison.RANGE, PRINTED
    number = re.search("[0-9]", said)
    before = name + said[: number.start() if number else 0].lstrip("(")
    word = held(
        held_before(before, percent=False), held_after(re.sub(f"^[^0-9]*[0-9.]+(?:{MEASURE.pattern})?", "", said))
    )
    if word:
        return word.comparison, PRINTED
    return Comparison.AT_MOST if _FEWER.search(name) else Comparison.AT_LEAST, ASSUMED


def _kind(name: str, comparison: Comparison, quantity: Quantity, *, dated: bool) -> TargetKind:
    if comparison is Comparison.RANGE:
        return TargetKind.RANGE
    if comparison in (Comparison.AT_MOST, Comparison.LESS_THAN):
        return TargetKind.CAP
    if quantity.unit in _SHARES:
        whole = quantity.value == 100 and quantity.unit == "%" and comparison is Comparison.AT_LEAST
        return TargetKind.COVERAGE if whole else TargetKind.THRESHOLD
    if _LEVEL.search(name) or not quantity.unit:
        return TargetKind.THRESHOLD
    if _YEARLY.search(name) or quantity.unit.endswith("/年"):
        return TargetKind.ANNUAL_COUNT
    return TargetKind.CUMULATIVE_COUNT if dated else TargetKind.COUNT


def _population(source: Source, item: Cell) -> str | None:
    printed = _printed(source, item)
    who = None if VERB.match(fold(printed)) else subject_of(fold(printed))
    at = fold(printed).find(who) if who else -1
    return printed[at : at + len(who)] if who and at >= 0 else None


def _statement(source: Source, item: Cell, cell: Cell) -> str:
    name = _printed(source, item)
    lead = _LEADING.match(fold(name))
    return f"{name[lead.end() if lead else 0 :]} {_printed(source, cell)}"


def _printed(source: Source, cell: Cell) -> str:
    """A cell as one line."""
    return "".join(line.strip() for line in source.at(cell.span).split("\n"))
