"""Lays readings, named by numbers, out as a sheet: all rows of a column at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.metrics.domain.columns import Numbers, Places, Truths
from services.metrics.domain.sheet import Column, Row, Sheet
from services.metrics.domain.taking import WITHDRAWN, Rows

_WIDE = 2**31


@dataclass(frozen=True)
class Grid:
    """The rows of a sheet with their numbers, no organisation and period twice. `before`: the number of the period
    before; 0 where nothing was ever reported for it."""

    rows: Sequence[Row]
    organisations: Places
    periods: Places
    before: Places

    def keys(self, wanted: Mapping[Column, Truths], numbers: Mapping[str, int]) -> Rows:
        """Of every column the keys of the rows in which it is wanted; their values are not known yet."""
        parts: list[tuple[Places, Places, Places]] = []
        for (code, back), rows in wanted.items():
            periods = self.before if back else self.periods
            at = np.flatnonzero(rows & (periods > 0))
            parts.append((periods[at], self.organisations[at], np.full(len(at), numbers[code], np.int64)))
        none = np.zeros(0, np.int64)
        periods, organisations, indicators = (
            np.concatenate([none, *(part[place] for part in parts)]) for place in range(3)
        )
        count = len(periods)
        return Rows(periods, organisations, indicators, np.full(count, np.nan), np.zeros(count, np.int64))


def laid(grid: Grid, readings: Rows, codes: Mapping[int, str]) -> Sheet:
    """Of several readings of one key the last. What has no value, or was withdrawn, is missing; remarks say why."""
    numbers: dict[Column, Numbers] = {}
    reasons: dict[Column, dict[int, str]] = {}
    for back, rows, at in _met(grid, readings):
        indicators, values = readings.indicators[at], readings.values[at]
        for indicator in np.unique(indicators).tolist():
            mine = np.flatnonzero(indicators == indicator)
            column = np.full(len(grid.rows), np.nan)
            column[rows[mine]] = values[mine]
            column[column == WITHDRAWN] = np.nan
            numbers[codes[indicator], back] = column
        row_of = dict(zip(at.tolist(), rows.tolist(), strict=True)) if readings.remarks else {}
        for place, remark in readings.remarks.items():
            if place in row_of and remark.unknown_reason is not None:
                told = reasons.setdefault((codes[int(readings.indicators[place])], back), {})
                told[row_of[place]] = remark.unknown_reason
    return Sheet(grid.rows, numbers, reasons=reasons)


def _met(grid: Grid, readings: Rows) -> Iterator[tuple[int, Places, Places]]:
    """How many periods back, and side by side the rows and the places of the readings that stand in them."""
    its = readings.periods * _WIDE + readings.organisations
    for back, periods in ((0, grid.periods), (1, grid.before)):
        keys = periods * _WIDE + grid.organisations
        order = np.argsort(keys, kind="stable")
        near = order[np.minimum(np.searchsorted(keys[order], its), len(order) - 1)] if len(order) else its[:0]
        at = np.flatnonzero(keys[near] == its) if len(order) else its[:0]
        yield back, near[at], at
