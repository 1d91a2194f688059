"""What is known of many counties, laid out in arrays: a row an organisation, a column a data item."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from services.audit.domain.nation.codes import Floats, Places, Truths


@dataclass(frozen=True)
class Laid:
    """Rows are in the order of their county; `county` counts from 0 to `counties` − 1. `likeness` says by its place in
    a list what an organisation is; `existed` whether it did in the period. In `values` NaN is missing. A double holds
    what was sent, digit by digit: nobody may send more digits than its shortest decimal shows."""

    counties: int
    organisations: NDArray[np.int32]
    county: Places
    likeness: Places
    existed: Truths
    values: Floats
    columns: Mapping[str, int]

    def picked(self, rows: Places, items: Iterable[str]) -> Floats:
        """A row for each of `rows`, a column for each of the items."""
        return self.values[np.ix_(rows, [self.columns[item] for item in items])]

    def exact(self, row: int, item: str) -> Fraction | None:
        return exact(float(self.values[row, self.columns[item]]))


def exact(value: float) -> Fraction | None:
    """The number that was sent; None where none was."""
    return None if np.isnan(value) else Fraction(Decimal(repr(value)))
