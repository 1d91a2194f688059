"""Which rows of several columns are different: by sorting columns, for `numpy.unique` along an axis sorts whole rows as
bytes and takes sixty times as long."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]


def distinct(*columns: Column) -> tuple[Column, NDArray[np.int64]]:
    """The distinct rows of whole numbers in their order, a column each; and of every row the place of its own."""
    order = np.lexsort(columns[::-1])
    rows = np.stack(columns)[:, order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (rows[:, 1:] != rows[:, :-1]).any(axis=0)
    of_row = np.empty(len(order), np.int64)
    of_row[order] = np.cumsum(first) - 1
    return rows[:, first], of_row
