"""Tables of indicators: a row each, and a column of figures for each year (指标 | 2020年 | 2025年 | 属性)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from services.plans.domain.policy_text.draft import ASSUMED, BY_RULE, PRINTED, Defect, DraftTarget, Read
from services.plans.domain.policy_text.figure_cells import Figure, is_lost, read_figure
from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.source import Cell, Source, Span, Table
from services.plans.domain.policy_text.table_grid import Row, rows, words_of
from services.plans.domain.words import Certainty, DeadlineCertainty, TargetKind
from services.yardsticks.words import Comparison

_WITHIN = 4
_NAME = re.compile(
    r"(?:主要|核心|发展|具体|监测|三级|二级)*指标(?:名称|内容|项目?)?$|(?:年度|重点|主要|工作|建设|目标|指标)*(?:任务|项目|内容)(?:名称)?$"
)
_PLACE = re.compile(
    r"(?:区县|县区|县\(市、?区\)|市州|地区|区域|学区|乡镇|街道|镇街|乡镇\(街道\)|学校|承担单位|实施单位|县市区)(?:名称)?$"
)
_WITH_UNIT = re.compile(r"\((?:%|所|个|间|人|名|万人|平方米|万元|套|次|人次|万平方米|座|处|门|项)\)$")
_UNIT = re.compile(r"(?:计量)?单位$")
_YEAR = re.compile(r"(?:到|至)?(?P<year>20\d\d)年?(?:底|末)?(?P<said>[\u4e00-\u9fff]{0,8})(?:\(.*\))?$")
_ALL = re.compile(r"(?:规划|预期|发展|创建)?目标值?$|指标值$")
_BASE = re.compile("现状|实际|基期|基数|基准|底数|完成")
_FIRST_OF_PLAN = re.compile(r"(20\d\d)年?[-至到—~]+(?:20\d\d)")
_FIVE_YEARS = re.compile("十([一二三四五六七八])五")
_FEWER_IS_BETTER = re.compile("近视|辍学|流失|死亡|大班额|大校额|肥胖|超重|失业|事故|差异系数|发案")


@dataclass(frozen=True, slots=True)
class IndicatorsFound:
    """Each target with the row it stands in, and the figures that are lost."""

    targets: tuple[DraftTarget, ...] = ()
    defects: tuple[Defect, ...] = ()


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the names stand, the unit if it has a column, the figures to be reached by year, and where one began."""

    header: int
    name: int
    unit: int | None
    due: dict[int, int | None]
    base: int | None


def read_shares_of_places(source: Source, table: Table) -> tuple[DraftTarget, ...]:
    """A row for each district or school, and a column for each thing with its unit: 区县 | 新建园(所) | 新增学位(个)."""
    grid = rows(table)
    for number, row in enumerate(grid[:_WITHIN]):
        texts = {at: fold(source.at(cell.span)) for at, cell in row.items()}
        place = next((at for at, text in texts.items() if _PLACE.match(text.replace(" ", ""))), None)
        asked = [at for at, text in texts.items() if at != place and _WITH_UNIT.search(text)]
        if place is not None and asked:
            return tuple(_of_places(source, grid[number + 1 :], row, place, asked))
    return ()


def _of_places(
    source: Source, body: Sequence[Row], header: Row, place: int, asked: Sequence[int]
) -> Iterator[DraftTarget]:
    for row in body:
        for at in asked:
            name = source.at(header[at].span)
            figure = _figure(source, row, at, name, "")
            if figure is None or place not in row or row[at] is row.get(place):
                continue
            found = _target(source, header[at], header[at], row[at], None, figure, _direction(name, figure, None))
            who = source.at(row[place].span).strip()
            where = Span(min(row[place].span.start, row[at].span.start), row[at].span.end)
            said = f"{who} {found.statement}"
            read = {**found.read, "statement": Read(where, PRINTED, "cell_of_place")}
            read["population"] = Read(row[place].span, PRINTED, "cell_of_place")
            yield replace(found, population=who, span=where, statement=said, read=read)


def first_year(title: str, issued_on: date | None) -> int | None:
    """In which a plan begins: by its title, or by its day."""
    said = _FIRST_OF_PLAN.search(fold(title))
    if said:
        return int(said[1])
    period = _FIVE_YEARS.search(title)
    if period:
        return 2001 + 5 * "〇一二三四五六七八".index(period[1])
    return issued_on.year if issued_on else None


def read_indicators(source: Source, table: Table, begins: int | None) -> IndicatorsFound:
    """Of one table; of one without a column of names and one of figures nothing."""
    grid = rows(table)
    columns = _columns(source, grid, begins)
    if columns is None or not any(columns.due.values()):
        return IndicatorsFound()
    targets: list[DraftTarget] = []
    defects: list[Defect] = []
    for row in grid[columns.header + 1 :]:
        if columns.name not in row or len({cell.span for cell in row.values()}) < 2:
            continue
        cells = [row[at].span for at in columns.due if at in row]
        defects.extend(Defect("number_lost", span) for span in cells if is_lost(fold(source.at(span))))
        targets.extend(_of_row(source, grid[columns.header], row, columns))
    return IndicatorsFound(tuple(targets), tuple(defects))


def is_by_year(source: Source, grid: Sequence[Row]) -> bool:
    """Whether its figures stand in columns of years."""
    columns = _columns(source, grid, None)
    return columns is not None and any(columns.due.values())


def figure_columns(source: Source, grid: Sequence[Row]) -> frozenset[int]:
    """The columns that hold figures by year, and the one of their unit; none where a table has no such columns."""
    columns = _columns(source, grid, None)
    if columns is None or not any(columns.due.values()):
        return frozenset()
    beside = {at for at in (columns.base, columns.unit) if at is not None}
    return frozenset({*(at for at in columns.due if _holds_figures(source, grid, columns, at)), *beside})


def _holds_figures(source: Source, grid: Sequence[Row], columns: _Columns, at: int) -> bool:
    below = [row for row in grid[columns.header + 1 :] if at in row and columns.name in row]
    read = [_figure(source, row, at, source.at(row[columns.name].span), _unit(source, row, columns)) for row in below]
    return any(figure is not None for figure in read)


def _columns(source: Source, grid: Sequence[Row], begins: int | None) -> _Columns | None:
    for number, row in enumerate(grid[:_WITHIN]):
        texts = {at: words_of(source, cell) for at, cell in row.items()}
        years = {at: found for at, text in texts.items() if (found := _YEAR.match(text))}
        whole = [at for at, text in texts.items() if _ALL.match(text)]
        name = next((at for at, text in texts.items() if _NAME.match(text) and at not in whole), None)
        if name is None or not (years or whole):
            continue
        base = _base(years, begins)
        due: dict[int, int | None] = {at: int(found["year"]) for at, found in years.items() if at not in base}
        due = due or dict.fromkeys(whole)
        unit = next((at for at, text in texts.items() if _UNIT.match(text)), None)
        return _Columns(number, name, unit, due, max(base, default=None)) if due else None
    return None


def _base(years: dict[int, re.Match[str]], begins: int | None) -> set[int]:
    """The columns that say how things were: by their words, by the year the plan begins, or by a gap after them."""
    said = {at for at, found in years.items() if _BASE.search(found["said"])}
    before = {at for at, found in years.items() if begins is not None and int(found["year"]) < begins}
    ordered = sorted(years, key=lambda at: int(years[at]["year"]))
    if not said | before and len(ordered) > 1 and int(years[ordered[1]]["year"]) - int(years[ordered[0]]["year"]) > 1:
        return {ordered[0]}
    return said | before


def _of_row(source: Source, header: Row, row: Row, columns: _Columns) -> Iterator[DraftTarget]:
    unit = _unit(source, row, columns)
    printed = source.at(row[columns.name].span)
    base = _figure(source, row, columns.base, printed, unit)
    for at, year in columns.due.items():
        figure = _figure(source, row, at, printed, unit)
        if figure is not None and row[at] is not row[columns.name]:
            yield _target(
                source, header[at], row[columns.name], row[at], year, figure, _direction(printed, figure, base)
            )


def _unit(source: Source, row: Row, columns: _Columns) -> str:
    return source.at(row[columns.unit].span) if columns.unit is not None and columns.unit in row else ""


def _figure(source: Source, row: Row, at: int | None, name: str, unit: str) -> Figure | None:
    return read_figure(fold(source.at(row[at].span)), fold(name), fold(unit)) if at is not None and at in row else None


def _direction(name: str, figure: Figure, base: Figure | None) -> tuple[Comparison, float]:
    """As printed; else which way the figure moves; else the way that the indicator is known to be held."""
    if figure.upper is not None:
        return Comparison.RANGE, PRINTED
    if figure.comparison is not None:
        return figure.comparison, PRINTED
    if base is not None and base.value != figure.value:
        return (Comparison.AT_MOST if figure.value < base.value else Comparison.AT_LEAST), BY_RULE
    return (Comparison.AT_MOST if _FEWER_IS_BETTER.search(fold(name)) else Comparison.AT_LEAST), ASSUMED


def _target(
    source: Source, head: Cell, name: Cell, cell: Cell, year: int | None, figure: Figure, held: tuple[Comparison, float]
) -> DraftTarget:
    comparison, sure = held
    printed, said = source.at(name.span).strip(), source.at(cell.span).strip()
    at, span = cell.span, Span(min(name.span.start, cell.span.start), max(name.span.end, cell.span.end))
    read = {
        "statement": Read(span, PRINTED, "indicator_row"),
        "value": Read(at, PRINTED, "indicator_cell"),
        "unit": Read(at, BY_RULE, "indicator_cell"),
        "kind": Read(at, BY_RULE, "indicator_cell"),
        "comparison": Read(at, sure, "indicator_cell"),
    }
    if year:
        read["deadline"] = Read(head.span, BY_RULE, "year_of_column")
    return DraftTarget(
        "T01", " ".join(f"{printed} {said}".split()), _kind(comparison, figure.value, figure.unit), comparison,
        figure.value, figure.upper, figure.unit, None, None, date(year, 12, 31) if year else None,
        source.at(head.span).strip() if year else None,
        DeadlineCertainty.STATED if year else DeadlineCertainty.NONE, Certainty.NUMBER, span, read=read,
    )  # fmt: skip


def _kind(comparison: Comparison, value: Decimal, unit: str) -> TargetKind:
    if comparison is Comparison.RANGE:
        return TargetKind.RANGE
    if comparison in (Comparison.AT_MOST, Comparison.LESS_THAN):
        return TargetKind.CAP
    return TargetKind.COVERAGE if value == 100 and unit == "%" else TargetKind.THRESHOLD
