"""Rows of a body that say the same of the same: they are judged once, for a short file may hold millions of them."""

from collections.abc import Iterator

import numpy as np

from services.metrics.domain.columns import Columns, Places, Truths

AT_ONCE = 100_000
"""Rows among which equal ones are found: a body of millions costs no more memory for it, only some judgements more."""
_WIDEST = 2**62
"""Codes multiplied beyond this have no number of their own: then every row is judged by itself."""


def alike(columns: Columns, doubtful: Truths) -> Iterator[Places]:
    """The doubtful rows in groups of equal key, value, unit and remarks, by their first rows; rows rise in a group."""
    rows, keys = np.flatnonzero(doubtful), columns.keys()
    beside = np.zeros(len(columns), np.bool_)
    for row in (*columns.odd, *columns.unknown_reasons, *columns.evidence):
        beside[row] = True
    for begun in range(0, len(rows), AT_ONCE):
        some = rows[begun : begun + AT_ONCE]
        groups = list(some[:, None]) if _wide(columns) else _grouped(columns, some, beside[some], keys[some])
        yield from sorted(groups, key=lambda group: int(group[0]))


def _wide(columns: Columns) -> bool:
    return len(columns.organisations.codes) * len(columns.indicators.codes) * len(columns.periods.codes) >= _WIDEST


def _grouped(columns: Columns, rows: Places, beside: Truths, keys: Places) -> list[Places]:
    units = np.zeros(len(rows), np.int64) if columns.units is None else columns.units.at[rows]
    numbers = columns.numbers[rows]
    plain = np.flatnonzero(~beside)
    order = plain[np.lexsort((units[plain], numbers[plain], keys[plain]))]
    new = (np.diff(keys[order]) != 0) | (np.diff(numbers[order]) != 0) | (np.diff(units[order]) != 0)
    found = np.split(rows[order], np.flatnonzero(new) + 1) if len(order) else []
    return [*found, *_by_what_is_beside(columns, rows[beside], keys[beside], units[beside])]


def _by_what_is_beside(columns: Columns, rows: Places, keys: Places, units: Places) -> list[Places]:
    """Rows of which an array does not hold everything."""
    groups: dict[object, list[int]] = {}
    for row, key, unit in zip(rows.tolist(), keys.tolist(), units.tolist(), strict=True):
        value = columns.odd.get(row)
        said = (columns.unknown_reasons.get(row), columns.evidence.get(row), float(columns.numbers[row]).hex())
        own = row if isinstance(value, list | dict) else (type(value), value)
        groups.setdefault((key, unit, own, said), []).append(row)
    return [np.array(group, np.int64) for group in groups.values()]
