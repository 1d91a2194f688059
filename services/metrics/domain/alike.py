"""Rows of a body that say the same of the same: they are judged once, for a short file may hold millions of them."""

from collections.abc import Iterator

import numpy as np

from services.metrics.domain.columns import Columns, Places, Truths

_WIDEST = 2**62
"""Codes multiplied beyond this have no number of their own: then every row is judged by itself."""


def alike(columns: Columns, doubtful: Truths) -> Iterator[Places]:
    """The doubtful rows in groups of equal key, value, unit and remarks, by their first rows; rows rise in a group."""
    rows = np.flatnonzero(doubtful)
    groups = list(rows[:, None]) if _wide(columns) else _grouped(columns, rows)
    yield from sorted(groups, key=lambda group: int(group[0]))


def _wide(columns: Columns) -> bool:
    return len(columns.organisations.codes) * len(columns.indicators.codes) * len(columns.periods.codes) >= _WIDEST


def _grouped(columns: Columns, rows: Places) -> list[Places]:
    beside = np.zeros(len(columns), np.bool_)
    for row in (*columns.odd, *columns.unknown_reasons, *columns.evidence):
        beside[row] = True
    keys = columns.keys()
    units = np.zeros(len(columns), np.int64) if columns.units is None else columns.units.at
    plain = rows[~beside[rows]]
    order = plain[np.lexsort((plain, units[plain], columns.numbers[plain], keys[plain]))]
    new = (np.diff(keys[order]) != 0) | (np.diff(columns.numbers[order]) != 0) | (np.diff(units[order]) != 0)
    found = np.split(order, np.flatnonzero(new) + 1) if len(order) else []
    return [*found, *_by_what_is_beside(columns, rows[beside[rows]], keys, units)]


def _by_what_is_beside(columns: Columns, rows: Places, keys: Places, units: Places) -> list[Places]:
    """Rows of which an array does not hold everything."""
    groups: dict[object, list[int]] = {}
    for row in rows.tolist():
        value = columns.odd.get(row)
        said = (columns.unknown_reasons.get(row), columns.evidence.get(row), float(columns.numbers[row]).hex())
        own = row if isinstance(value, list | dict) else (type(value), value)
        groups.setdefault((int(keys[row]), int(units[row]), own, said), []).append(row)
    return [np.array(group, np.int64) for group in groups.values()]
