"""Readings put together from the columns of a table, long or wide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from services.kernel.errors import BodyInvalid, Fault
from services.metrics.bodies.layout import (
    EVIDENCE,
    INDICATOR,
    MOST_CELLS,
    ORGANISATION,
    PERIOD,
    REASON,
    UNIT,
    VALUE,
    Long,
    Wide,
)
from services.metrics.bodies.tables import LONGEST, Assembled, Frame, Table, Values
from services.metrics.domain.columns import Coded, Columns, Places, Truths
from services.metrics.domain.texts import Text
from services.metrics.errors import TooManyReadings

_T = TypeVar("_T")
_UNKNOWN = ("?", "？")


def assembled(table: Table, frame: Frame) -> Assembled:
    """The readings of a table, or what is wrong with it as a whole."""
    layout = frame.layout
    found = _long(table, layout, frame) if isinstance(layout, Long) else _wide(table, layout, frame)
    if not frame.faults and not len(found.columns):
        frame.faults.append(Fault("too_short", "readings", "a table with at least one reading"))
    if frame.faults:
        raise BodyInvalid(faults=frame.faults)
    return found


def _long(table: Table, layout: Long, frame: Frame) -> Assembled:
    """A row is a reading, but one that says nothing. An empty value is null."""
    organisations, indicators = (table.codes(layout.at[name]) for name in (ORGANISATION, INDICATOR))
    periods, values = _periods(table, layout.at.get(PERIOD), frame), table.values(layout.at[VALUE])
    reasons, evidence = (_texts(table, layout.at.get(name)) for name in (REASON, EVIDENCE))
    said = ~(_blank(organisations) & _blank(indicators) & values.empty)
    said[[*reasons, *evidence]] = True
    rows = np.flatnonzero(said)
    frame.refuse_too_many(len(rows))
    odd = dict(values.odd) | dict.fromkeys(np.flatnonzero(values.empty & said).tolist())
    columns = Columns(
        _taken(organisations, rows),
        _taken(indicators, rows),
        _taken(periods, rows),
        values.numbers[rows],
        _moved(odd, rows),
        _moved(reasons, rows),
        _moved({row: text.strip() for row, text in evidence.items()}, rows),
        _taken(table.codes(layout.at[UNIT]), rows) if UNIT in layout.at else None,
    )
    _look_at(columns, rows, frame)
    return Assembled(columns, rows)


@dataclass(frozen=True)
class _Cell:
    """A column of a wide table with the documents its values rest on."""

    column: int
    values: Values
    evidence: Mapping[int, str]

    @property
    def said(self) -> Truths:
        """What is empty was not sent, but for a document that waits for its value."""
        said = ~self.values.empty
        said[list(self.evidence)] = True
        return said


def _wide(table: Table, layout: Wide, frame: Frame) -> Assembled:
    """A cell is a reading, in the order of rows and then of columns."""
    if table.rows * len(layout.indicators) > MOST_CELLS:
        raise TooManyReadings(f"a table of more than {MOST_CELLS} cells; divide it")
    organisations, periods = table.codes(layout.organisation), _periods(table, layout.period, frame)
    cells = [
        _Cell(column, table.values(column), _texts(table, layout.evidence.get(code)))
        for code, column in layout.indicators.items()
    ]
    said = np.column_stack([cell.said for cell in cells])
    places = np.flatnonzero(said)
    frame.refuse_too_many(len(places))
    rows, at = places // len(cells), places % len(cells)
    odd, reasons, evidence = _beside(cells)
    columns = Columns(
        _taken(organisations, rows),
        _taken(Coded(list(layout.indicators), np.arange(len(cells))), at),
        _taken(periods, rows),
        np.column_stack([cell.values.numbers for cell in cells]).ravel()[places],
        _moved(odd, places),
        _moved(reasons, places),
        _moved(evidence, places),
    )
    _look_at(columns, rows, frame)
    return Assembled(columns, rows, np.array([cell.column for cell in cells], np.int64)[at])


def _beside(cells: list[_Cell]) -> tuple[dict[int, object], dict[int, str], dict[int, str]]:
    """What stands in no array, by the place of its cell: odd values, reasons why unknown, documents."""
    odd: dict[int, object] = {}
    reasons: dict[int, str] = {}
    evidence: dict[int, str] = {}
    wide, said = len(cells), dict[Text, str]()  # one text may stand in a million cells
    for at, cell in enumerate(cells):
        for row, value in cell.values.odd.items():
            odd[row * wide + at] = value
            if isinstance(value, Text) and value.startswith(_UNKNOWN):
                odd[row * wide + at] = None
                reasons[row * wide + at] = said.setdefault(value, str(value[1:]).strip())
        for row, text in cell.evidence.items():
            evidence[row * wide + at] = text.strip()
            if cell.values.empty[row]:
                odd[row * wide + at] = None
    return odd, reasons, evidence


def _periods(table: Table, column: int | None, frame: Frame) -> Coded:
    if column is not None:
        return table.codes(column)
    if frame.period is None:
        expected = "a column period · 期间, or the parameter period"
        raise BodyInvalid(faults=[Fault("column_missing", "column period", expected)])
    return Coded([frame.period], np.zeros(table.rows, np.int64))


def _texts(table: Table, column: int | None) -> dict[int, str]:
    return {} if column is None else table.texts(column)


def _blank(coded: Coded) -> Truths:
    blank = np.array([code == "" for code in coded.codes], np.bool_)
    found: Truths = blank[coded.at] if len(blank) else np.zeros(0, np.bool_)
    return found


def _taken(coded: Coded, rows: Places) -> Coded:
    """Some rows of a column, the codes in order of their first rows. Of equal places the last assigned stays."""
    at = coded.at[rows]
    first = np.full(len(coded.codes), len(at), np.int64)
    first[at[::-1]] = np.arange(len(at) - 1, -1, -1)
    used = np.argsort(first, kind="stable")[: np.count_nonzero(first < len(at))]
    place = np.empty(len(coded.codes), np.int64)
    place[used] = np.arange(len(used))
    return Coded([coded.codes[each] for each in used], place[at])


def _moved(by_row: Mapping[int, _T], rows: Places) -> dict[int, _T]:
    """By the place of the row among those taken; all of them are."""
    places = np.searchsorted(rows, np.fromiter(by_row, np.int64, len(by_row)))
    found = dict(zip(places.tolist(), by_row.values(), strict=True))
    return dict(sorted(found.items()))


def _look_at(columns: Columns, rows: Places, frame: Frame) -> None:
    """Faults of texts that are too long to be kept, or cannot be."""
    coded = {ORGANISATION: columns.organisations, INDICATOR: columns.indicators, PERIOD: columns.periods}
    if columns.units is not None:
        coded[UNIT] = columns.units
    for name, column in coded.items():
        for place, code in enumerate(column.codes):
            if _is_unfit(code, name):
                _fault(frame, name, int(rows[np.argmax(column.at == place)]), code)
    texts = {row: value for row, value in columns.odd.items() if isinstance(value, str)}
    for name, by_row in ((VALUE, texts), (REASON, columns.unknown_reasons), (EVIDENCE, columns.evidence)):
        for row, text in by_row.items():
            if _is_unfit(text, name):
                _fault(frame, name, int(rows[row]), text)


def _is_unfit(text: str, name: str) -> bool:
    return len(text) > LONGEST[name] or "\0" in text


def _fault(frame: Frame, name: str, row: int, text: str) -> None:
    if len(text) > LONGEST[name]:
        frame.fault("string_too_long", row, name, f"at most {LONGEST[name]} characters", text)
    else:
        frame.fault("text_unstorable", row, name, "text without NUL", text)
