"""Readings side by side: a row for each organisation and period, a column for each indicator, now and one period back.

Numbers are floats of at most fifteen digits, whose shortest decimals are what was sent; so exact values come from them.
A derived value that no such float holds stands beside them as a fraction, and its float is only near it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np

from services.kernel.numbers import kept_exactly
from services.metrics.domain.columns import Numbers
from services.metrics.domain.formulas.evaluation import Values
from services.metrics.domain.indicator import Reporter
from services.metrics.domain.reading import Key
from services.yardsticks.periods import preceding

Column = tuple[str, int]
"""The code of an indicator, and how many periods back."""


@dataclass(frozen=True)
class Row:
    """An organisation as it was in the period, and the county it lies in."""

    reporter: Reporter
    period: str
    county: str

    @property
    def attributes(self) -> Mapping[str, object]:
        """Its attributes with its kind, which formulas may name like one."""
        return {**self.reporter.attributes, "kind": self.reporter.kind}


@dataclass(frozen=True)
class Sheet:
    """`numbers`: NaN where nothing is known. `fractions`: by column and row the exact values of floats that are not."""

    rows: Sequence[Row]
    numbers: Mapping[Column, Numbers]
    fractions: Mapping[Column, Mapping[int, Fraction]] = field(default_factory=dict)
    reasons: Mapping[Column, Mapping[int, str]] = field(default_factory=dict)

    def column(self, column: Column) -> Numbers:
        """All NaN for an indicator of which nothing is known."""
        found = self.numbers.get(column)
        return np.full(len(self.rows), np.nan) if found is None else found

    def exact(self, column: Column, row: int) -> Fraction | None:
        beside = self.fractions.get(column, {}).get(row)
        if beside is not None or column not in self.numbers:
            return beside
        number = float(self.numbers[column][row])
        return None if np.isnan(number) else Fraction(repr(number))

    def values(self, row: int, columns: Iterable[Column]) -> Values:
        """What a formula needs of one row."""
        named = list(columns)
        found = {column: self.exact(column, row) for column in named}
        numbers = {column: number for column, number in found.items() if number is not None}
        told = {column: self.reasons[column][row] for column in named if row in self.reasons.get(column, {})}
        return Values(numbers, told, self.rows[row].attributes)


def sheet_of(
    rows: Sequence[Row], readings: Mapping[Key, Fraction | Decimal | int], reasons: Mapping[Key, str] | None = None
) -> Sheet:
    """A sheet of readings by their keys; those of periods before are taken from the same readings."""
    numbers: dict[Column, Numbers] = {}
    fractions: dict[Column, dict[int, Fraction]] = {}
    told: dict[Column, dict[int, str]] = {}
    for back in (0, 1):
        place = {(row.reporter.code, _period(row, back)): at for at, row in enumerate(rows)}
        for key, value in readings.items():
            at = place.get((key.organisation, key.period))
            if at is not None:
                column = key.indicator, back
                numbers.setdefault(column, np.full(len(rows), np.nan))[at] = _float(value)
                if not _is_float(value):
                    fractions.setdefault(column, {})[at] = Fraction(value)
        for key, reason in (reasons or {}).items():
            at = place.get((key.organisation, key.period))
            if at is not None:
                told.setdefault((key.indicator, back), {})[at] = reason
    return Sheet(rows, numbers, fractions, told)


def beside(sheet: Sheet, derived: Mapping[Key, Fraction | None]) -> Sheet:
    """The sheet with derived values in columns of their own; None is missing."""
    known = {key: value for key, value in derived.items() if value is not None}
    more = sheet_of(sheet.rows, known)
    return replace(sheet, numbers={**sheet.numbers, **more.numbers}, fractions={**sheet.fractions, **more.fractions})


def _period(row: Row, back: int) -> str:
    return preceding(row.period) if back else row.period


def _is_float(value: Fraction | Decimal | int) -> bool:
    return not isinstance(value, Fraction) and kept_exactly(Decimal(value))


def _float(value: Fraction | Decimal | int) -> float:
    try:
        return float(value)
    except OverflowError:
        return np.inf if value > 0 else -np.inf
