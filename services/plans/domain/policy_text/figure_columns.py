"""Columns of a table that say how much is aimed at (目标值, 2025年, 新建园(所)), and those that say of what or of whom."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.plans.domain.policy_text.deadlines import Sense, read_dates
from services.plans.domain.policy_text.measure_units import MEASURE, are_measures
from services.plans.domain.policy_text.source import Cell, Source
from services.plans.domain.policy_text.table_grid import Row, body_rows, column_of, role_of, words_of

_HEADER_WITHIN = 12
_LONGEST = 24
_AIMED = re.compile("目标|(?:指标|计划|任务|预期|约束|要求)(?:值|数|量)|数量")
_REACHED = re.compile(
    "现状|现有|基期|基数|基准|底数|基础|实际|实绩|完成(?:值|数|情况|率)|(?<!前)完成$|当前|目前|上年|去年"
)
_FIGURE = re.compile("20[0-9]{2}|(?:目标|指标|计划|任务|预期|约束|要求)(?:值|数|量)$|数量$")
_FIVE_YEARS = re.compile('(十[一二三四五六七八]五[”"]?)(?!规划|期|时|末)')
_YEAR = re.compile(r"[到至]?(?P<year>20\d\d)年?度?[底末]?[\u4e00-\u9fff]{0,8}(?:\(.*\))?")
_NAME = re.compile(
    "(?:(?:主要|核心|发展|具体|监测|三级|二级)*指标(?:名称|内容|项目?)?|(?:年度|重点|主要|工作|建设|目标|指标)*(?:任务|项目|内容)(?:名称)?)$"
)
_PLACE = re.compile(
    r"(?:区县|县区|县\(市、?区\)|市州|地区|区域|学区|乡镇|街道|镇街|乡镇\(街道\)|学校|承担单位|实施单位|县市区)(?:名称)?$"
)
_WITH_UNIT = re.compile(rf"\((?!年|天|日|周|个月)(?:{MEASURE.pattern})\)$")
_BESIDE = re.compile(
    "(?:序号|编号|序|号|No\\.?|.*属性|性质|.*类型|备注|说明|(?:计量|度量)?单位(?:\\(.*\\))?|权重|分值|依据|来源|.*时限|.*时间|.*期限)$"
)
_UNIT = re.compile("(?:计量|度量)?单位(?:\\(.*\\))?$")


@dataclass(frozen=True, slots=True)
class Period:
    """Of the plan: the day of its issue, and the year it begins in. What a table gives before that year was reached."""

    issued_on: date | None = None
    begins: int | None = None


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """`item` is the column that says of what. Where that is one of places, the head says of what (`head_names`), unless
    it is a year. `day` is the one that `dated`, its header or the one above it, gives."""

    at: int
    head: Cell
    item: int
    of_places: bool
    head_names: bool
    day: date | None
    dated: Cell | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The columns of one table, those that say how things were, the one of measures, and the rows of its body."""

    columns: tuple[FigureColumn, ...]
    reached: tuple[int, ...]
    unit: int | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Header:
    """The words of each column, and of the cell above it in a header of two rows."""

    row: Row
    above: Row
    texts: dict[int, str]
    over: dict[int, str]

    def aimed(self, at: int) -> bool:
        return bool(_AIMED.search(self.texts[at]) or _AIMED.search(self.over[at]))

    def reached(self, at: int) -> bool:
        return bool(_REACHED.search(self.texts[at]) or _REACHED.search(self.over[at]))


def figures_of(source: Source, grid: list[Row], period: Period) -> Figures | None:
    """None of a table without such a column, and of one whose header nothing shows."""
    for number, row in enumerate(grid[:_HEADER_WITHIN]):
        below = grid[number + 1] if number + 1 < len(grid) else {}
        deep = any(cell.columns > 1 for cell in row.values()) and _names_columns(source, row, below)
        header = _header(source, {**row, **below} if deep else row, row)
        if header is None:
            continue
        reached = _reached(header, period.begins)
        columns = tuple(_columns(header, reached, period.issued_on))
        if columns:
            last = number + 1 if deep else number
            body = tuple(body_rows(source, grid, last))
            return Figures(columns, tuple(sorted(reached)), _unit(source, header, body), body)
    return None


def _names_columns(source: Source, row: Row, below: Row) -> bool:
    """Whether the row below a header divides its merged cells by years and the like."""
    new = [words_of(source, cell) for at, cell in below.items() if row.get(at) is not cell]
    return bool(new) and all(_YEAR.fullmatch(text) or _AIMED.search(text) or _REACHED.search(text) for text in new)


def _header(source: Source, row: Row, above: Row) -> _Header | None:
    texts = {at: words_of(source, cell) for at, cell in row.items()}
    if len({cell.span for cell in row.values()}) < 2 or any(len(text) > _LONGEST for text in texts.values()):
        return None
    over = {at: words_of(source, above[at]) if at in above and above[at] is not row[at] else "" for at in row}
    return _Header(row, above, texts, over)


def _reached(header: _Header, begins: int | None) -> set[int]:
    """The columns that say how things were: by their words, by the year the plan begins, or by a gap after the first
    year; where no column has a name for what is counted, the first year is never one to come."""
    said = {at for at in header.texts if header.reached(at)}
    years = {at: int(found["year"]) for at, text in header.texts.items() if (found := _YEAR.fullmatch(text))}
    bare = [at for at in years if not header.aimed(at)]
    before = {at for at in bare if begins is not None and years[at] < begins}
    if said & years.keys() or before or not bare:
        return said | before
    ordered = sorted(years, key=lambda at: years[at])
    gap = len(ordered) > 1 and years[ordered[1]] - years[ordered[0]] > 1
    unnamed = begins is None and not any(_NAME.match(text) for text in header.texts.values())
    return said | ({ordered[0]} if (gap or unnamed) and ordered[0] in bare else set())


def _columns(header: _Header, reached: set[int], issued_on: date | None) -> Iterator[FigureColumn]:
    place = next((at for at, text in header.texts.items() if _PLACE.match(text)), None)
    for at, text in header.texts.items():
        year = _YEAR.fullmatch(text)
        share = place is not None and at != place and not year and _WITH_UNIT.search(text) is not None
        if at in reached or not (share or year or header.aimed(at)):
            continue
        item = place if share else _item(header, at)
        if item is not None:
            of_places = _PLACE.match(header.texts[item]) is not None
            yield FigureColumn(
                at, header.row[at], item, of_places, of_places and not year, *_dated(header, at, issued_on)
            )


def _item(header: _Header, at: int) -> int | None:
    """The nearest column on the left that is headed as one of names; else the nearest there that names something: no
    number, unit, office, day or other figure; else one of names on the right."""
    names = [column for column, text in header.texts.items() if _NAME.match(text) and column != at]
    left = [column for column in header.texts if column < at and _names_something(header, column)]
    before = [column for column in names if column < at]
    return next(iter([*reversed(before), *reversed(left), *names]), None)


def _names_something(header: _Header, at: int) -> bool:
    text = header.texts[at]
    figure = _FIGURE.search(text) or header.reached(at) or _AIMED.search(header.over[at])
    return bool(text) and not figure and not _BESIDE.match(text) and not role_of(text)


def _dated(header: _Header, at: int, issued_on: date | None) -> tuple[date | None, Cell | None]:
    for text, cell in ((header.texts[at], header.row[at]), (header.over[at], header.above.get(at))):
        day = _day(text, issued_on)
        if day:
            return day, cell
    return None, None


def _day(text: str, issued_on: date | None) -> date | None:
    text = _FIVE_YEARS.sub("\\1期间", text)
    found = [when.day for when in read_dates(text, text, issued_on) if when.day and when.sense is not Sense.FROM]
    year = _YEAR.fullmatch(text)
    return found[-1] if found else date(int(year["year"]), 12, 31) if year else None


def _unit(source: Source, header: _Header, body: Sequence[Row]) -> int | None:
    """The column that gives the measures, if its cells do."""
    named = (at for at, text in header.texts.items() if _UNIT.match(text))
    return next((at for at in named if are_measures(column_of(source, at, body))), None)
