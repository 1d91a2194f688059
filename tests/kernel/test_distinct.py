"""The same rows as numpy's own, which takes longer."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.kernel.distinct import distinct

ROWS = st.lists(st.tuples(st.integers(-2, 2), st.integers(0, 2**40), st.integers(0, 3)), max_size=40)


@given(ROWS)
def test_rows_are_told_apart_and_put_in_order(rows: list[tuple[int, int, int]]) -> None:
    columns = [np.array(column, np.int64) for column in zip(*rows, strict=True)] or [np.zeros(0, np.int64)] * 3
    found, of_row = distinct(*columns)
    assert [tuple(row) for row in found.T.tolist()] == sorted(set(rows))
    assert [tuple(row) for row in found.T[of_row].tolist()] == rows
