"""A body of readings as columns: what all forms of a body become before anything is judged.

A code stands once, and each row says by a number which one it has; so the judging of codes is done once a code, and the
judging of numbers by arrays. What an array cannot hold (a yes, a grade, an unknown, a number of too many digits) stands
beside it, by row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    """Readings in the order of the body. `numbers` is NaN in the rows of `odd`, which hold what was given there."""

    organisations: Coded
    indicators: Coded
    periods: Coded
    numbers: Numbers
    odd: Mapping[int, object] = field(default_factory=dict)
    unknown_reasons: Mapping[int, str] = field(default_factory=dict)
    evidence: Mapping[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.numbers)

    def given(self, row: int) -> Given:
        """One row as a reading by itself, its number digit by digit as it was written."""
        key = Key(self.organisations.code(row), self.indicators.code(row), self.periods.code(row))
        value = self.odd[row] if row in self.odd else Decimal(repr(float(self.numbers[row])))
        return Given(row, key, value, self.unknown_reasons.get(row), self.evidence.get(row))

    def keys(self) -> Places:
        """A number for each row that is the same for the same organisation, indicator and period only."""
        wide, deep = len(self.indicators.codes), len(self.periods.codes)
        return (self.organisations.at * wide + self.indicators.at) * deep + self.periods.at


def numbers_of(values: Sequence[Any]) -> tuple[Numbers, dict[int, object]]:
    """The values as floats, and by row those that are none: what is not an int or a float of at most fifteen digits.

    The caller has seen to it that no number among them has more digits than a float keeps.
    """
    if set(map(type, values)) <= {int, float}:
        return np.array(values, np.float64), {}
    odd = {row: value for row, value in enumerate(values) if type(value) not in (int, float)}
    return np.array([np.nan if row in odd else value for row, value in enumerate(values)], np.float64), odd
