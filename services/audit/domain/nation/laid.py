"""What is known of many counties, laid out in arrays: a row a data item, a column an organisation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from services.audit.domain.nation.codes import Floats, Places, Truths


@dataclass(frozen=True)
class Laid:
    """Organisations are in the order of their county; `county` counts from 0 to `counties` − 1. `likeness` says by its
    place in a list what an organisation is; `existed` whether it did in the period. In `values` NaN is missing, and
    `items` says in which row an item stands. A double holds what was sent, digit by digit: nobody may send more digits
    than its shortest decimal shows."""

    counties: int
    organisations: NDArray[np.int32]
    county: Places
    likeness: Places
    existed: Truths
    values: Floats
    items: Mapping[str, int]

    def picked(self, which: Places, items: Iterable[str]) -> Floats:
        """A row for each of the items, a column for each organisation."""
        return np.stack([self.values[self.items[item]].take(which) for item in items])

    def exact(self, which: int, item: str) -> Fraction | None:
        return exact(float(self.values[self.items[item], which]))


def exact(value: float) -> Fraction | None:
    """The number that was sent; None where none was."""
    return None if np.isnan(value) else Fraction(Decimal(repr(value)))
