"""Columns of a table that say how much is aimed at: 目标值, 2025年, with the column that says of what."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.plans.domain.policy_text.deadlines import Sense, read_dates
from services.plans.domain.policy_text.measure_units import are_measures
from services.plans.domain.policy_text.source import Cell, Source
from services.plans.domain.policy_text.table_grid import Row, body_rows, column_of, role_of, words_of

_HEADER_WITHIN = 12
_LONGEST = 24
_AIMED = re.compile("目标|(?:指标|计划|任务|预期|约束|要求)(?:值|数|量)|数量")
_REACHED = re.compile("现状|现有|基期|基数|基础|实际|实绩|完成(?:值|数|情况|率)|当前|目前|上年|去年")
_FIGURE = re.compile("20[0-9]{2}|(?:目标|指标|计划|任务|预期|约束|要求)(?:值|数|量)$|数量$")
_FIVE_YEARS = re.compile('(十[一二三四五六七八]五[”"]?)(?!规划|期|时|末)')
_YEAR = re.compile("(20[0-9]{2})年?度?")
_BESIDE = re.compile(
    "(?:序号|编号|序|号|No\\.?|.*属性|性质|.*类型|备注|说明|(?:计量|度量)?单位(?:\\(.*\\))?|权重|分值|依据|来源|.*时限|.*时间|.*期限)$"
)
_UNIT = re.compile("(?:计量|度量)?单位(?:\\(.*\\))?$")


@dataclass(frozen=True, slots=True)
class FigureColumn:
    """`item` and `unit` are the columns beside it; `day` is the one its header gives."""

    at: int
    head: Cell
    item: int
    unit: int | None
    day: date | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The columns of one table and the rows of its body."""

    columns: tuple[FigureColumn, ...]
    rows: tuple[Row, ...]


def figures_of(source: Source, grid: list[Row], issued_on: date | None) -> Figures | None:
    """None of a table without such a column, and of one whose header nothing shows."""
    for number, row in enumerate(grid[:_HEADER_WITHIN]):
        below = grid[number + 1] if number + 1 < len(grid) else {}
        deep = any(cell.columns > 1 for cell in row.values()) and _names_columns(source, row, below)
        last = number + 1 if deep else number
        columns = tuple(_columns(source, {**row, **below} if deep else row, row, issued_on))
        if columns:
            body = tuple(body_rows(source, grid, last))
            return Figures(tuple(_with_units(source, column, grid[last], row, body) for column in columns), body)
    return None


def _names_columns(source: Source, row: Row, below: Row) -> bool:
    """Whether the row below a header divides its merged cells by years and the like."""
    new = [words_of(source, cell) for at, cell in below.items() if row.get(at) is not cell]
    return bool(new) and all(_YEAR.fullmatch(text) or _AIMED.search(text) or _REACHED.search(text) for text in new)


def _columns(source: Source, row: Row, above: Row, issued_on: date | None) -> Iterator[FigureColumn]:
    texts = {at: words_of(source, cell) for at, cell in row.items()}
    if len({cell.span for cell in row.values()}) < 2 or any(len(text) > _LONGEST for text in texts.values()):
        return
    over = {at: words_of(source, above[at]) if at in above and above[at] is not row[at] else "" for at in row}
    years = sorted(_year(text) for text in texts.values() if _YEAR.fullmatch(text))
    for at, text in texts.items():
        aimed = bool(_AIMED.search(text) or _AIMED.search(over[at]))
        if _REACHED.search(text + over[at]) or not (aimed or _is_to_come(text, years, issued_on)):
            continue
        item = _item(texts, over, at)
        if item is not None:
            yield FigureColumn(at, row[at], item, None, _day(text, issued_on) or _day(over[at], issued_on))


def _is_to_come(text: str, years: Sequence[int], issued_on: date | None) -> bool:
    """A bare year after the day of issue; of a text without a day, one after the first year of the table."""
    if not _YEAR.fullmatch(text):
        return False
    return _year(text) > (issued_on.year if issued_on else years[0])


def _year(text: str) -> int:
    return int(text[:4])


def _item(texts: dict[int, str], over: dict[int, str], at: int) -> int | None:
    """The nearest column on the left that names something: no number, unit, office, day or other figure."""
    for left in sorted((column for column in texts if column < at), reverse=True):
        text = texts[left]
        figure = _FIGURE.search(text) or _REACHED.search(text + over[left]) or _AIMED.search(over[left])
        if text and not figure and not _BESIDE.match(text) and not role_of(text):
            return left
    return None


def _day(text: str, issued_on: date | None) -> date | None:
    text = _FIVE_YEARS.sub("\\1期间", text)
    found = [when.day for when in read_dates(text, text, issued_on) if when.day and when.sense is not Sense.FROM]
    return found[-1] if found else None


def _with_units(source: Source, column: FigureColumn, low: Row, high: Row, body: Sequence[Row]) -> FigureColumn:
    """With the column that gives the measures, if its cells do."""
    heads = {at: words_of(source, cell) for at, cell in (*high.items(), *low.items())}
    measured = (at for at, text in heads.items() if _UNIT.match(text) and are_measures(column_of(source, at, body)))
    unit = next(measured, None)
    return FigureColumn(column.at, column.head, column.item, unit, column.day)
