"""A body of readings as columns: what all forms of a body become before anything is judged.

A code stands once, and each row says by a number which one it has; so the judging of codes is done once a code, and the
judging of numbers by arrays. What an array cannot hold (a yes, a grade, an unknown, a number of too many digits) stands
beside it, by row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from services.kernel.numbers import as_number, kept_exactly
from services.metrics.domain.reading import Given, Key

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Coded:
    """A column of codes: the distinct ones in order of their first rows, and for every row the place of its own."""

    codes: Sequence[str]
    at: Places

    @classmethod
    def of(cls, column: Sequence[str]) -> "Coded":
        known: dict[str, int] = {}
        at = np.fromiter((known.setdefault(code, len(known)) for code in column), np.int64, len(column))
        return cls(list(known), at)

    def code(self, row: int) -> str:
        return self.codes[int(self.at[row])]


@dataclass(frozen=True)
class Columns:
    """Readings in the order of the body. `numbers` is NaN in the rows of `odd`, which hold what was given there.

    `units` are those that the sender named, an empty text where it named none; None where it never did.
    """

    organisations: Coded
    indicators: Coded
    periods: Coded
    numbers: Numbers
    odd: Mapping[int, object] = field(default_factory=dict)
    unknown_reasons: Mapping[int, str] = field(default_factory=dict)
    evidence: Mapping[int, str] = field(default_factory=dict)
    units: Coded | None = None

    def __len__(self) -> int:
        return len(self.numbers)

    def given(self, row: int) -> Given:
        """One row as a reading by itself, its number digit by digit as it was written."""
        value = self.odd[row] if row in self.odd else Decimal(repr(float(self.numbers[row])))
        unit = self.units.code(row) or None if self.units is not None else None
        return Given(row, self.key(row), value, self.unknown_reasons.get(row), self.evidence.get(row), unit)

    def key(self, row: int) -> Key:
        return Key(self.organisations.code(row), self.indicators.code(row), self.periods.code(row))

    def keys(self) -> Places:
        """A number for each row that is the same for the same organisation, indicator and period only."""
        wide, deep = len(self.indicators.codes), len(self.periods.codes)
        return (self.organisations.at * wide + self.indicators.at) * deep + self.periods.at


def numbers_of(values: Sequence[object]) -> tuple[Numbers, dict[int, object]]:
    """The values as floats, and by row those that a float would not keep digit by digit, or that are no numbers."""
    numbers = np.empty(len(values), np.float64)
    odd: dict[int, object] = {}
    for row, value in enumerate(values):
        number = as_number(value)
        if number is None or not kept_exactly(number):
            odd[row], numbers[row] = value, np.nan
        else:
            numbers[row] = float(number)
    return numbers, odd
