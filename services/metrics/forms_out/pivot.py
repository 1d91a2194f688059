"""A pivot of readings: rows by indicators, each amount with how much of what is owed it rests on.

Sums are exact: whole numbers as integers, others by their decimals, never by floats that drift.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact
from enum import StrEnum

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from services.metrics.forms_out.readings import BatchRefusedError, Status, checked, is_status

_LARGEST_ADDED_AS_INTEGER = 1e10
"""Nine hundred million of these fit in an int64."""
_EXACT = Context(prec=120, traps=[Inexact])
"""Room for the digits of any sum of readings and weights of at most fifteen digits; else it says so."""
_NONE_YET = Decimal(0)


class Aggregate(StrEnum):
    """`sum` of the values, `count` of those that have one, `weighted` mean by a weight of each organisation."""

    SUM = "sum"
    COUNT = "count"
    WEIGHTED = "weighted"


class Completeness(StrEnum):
    """Whether an amount is of all that is owed, of some of it, or there is nothing to take an amount of."""

    WHOLE = "whole"
    PARTIAL = "partial"
    NONE = "none"


PIVOT = pa.schema(
    [
        pa.field("row", pa.string(), nullable=False),
        pa.field("column", pa.string(), nullable=False),
        pa.field("value", pa.float64()),
        pa.field("reported", pa.int64(), nullable=False),
        pa.field("owed", pa.int64(), nullable=False),
        pa.field("suppressed", pa.int64(), nullable=False),
        pa.field("completeness", pa.string(), nullable=False),
    ]
)


@dataclass(frozen=True)
class Amount:
    """One cell of a pivot. `value` is exact for sums and counts; None where nothing was reported."""

    row: str
    column: str
    value: Decimal | None
    reported: int
    owed: int
    suppressed: int

    @property
    def completeness(self) -> Completeness:
        if self.reported == 0:
            return Completeness.NONE
        return Completeness.WHOLE if self.reported >= self.owed else Completeness.PARTIAL


@dataclass(frozen=True)
class Asked:
    """What a pivot is asked for.

    `row_of` gives an organisation its row. `owed` says how many readings are owed in a cell, if not all of them have a
    row of their own, as unknown or missing; readings that nobody owes must not go in. `weights` are of an organisation
    and period; without one a reading does not count as reported. Which readings go in is the caller's to choose: of one
    period, or for a sum over several.
    """

    rows: Sequence[str]
    columns: Sequence[str]
    row_of: Mapping[str, str]
    aggregate: Aggregate = Aggregate.SUM
    owed: Mapping[tuple[str, str], int] | None = None
    weights: Mapping[tuple[str, str], Decimal] | None = None


def pivot(batches: Iterable[pa.RecordBatch], asked: Asked) -> Iterator[Amount]:
    """Every cell of the pivot, row by row. Readings of organisations without a row and of other indicators go by."""
    if (asked.aggregate is Aggregate.WEIGHTED) != (asked.weights is not None):
        raise BatchRefusedError("a weighted mean needs weights, and nothing else has them")
    tally = _Tally(asked)
    for batch in batches:
        tally.take(checked(batch))
    return tally.amounts()


def pivot_batch(amounts: Iterable[Amount]) -> pa.RecordBatch:
    """The cells as columns, for any form that takes a batch."""
    rows = [
        (
            each.row,
            each.column,
            None if each.value is None else float(each.value),
            each.reported,
            each.owed,
            each.suppressed,
            each.completeness.value,
        )
        for each in amounts
    ]
    columns = list(zip(*rows, strict=True)) or [() for _ in PIVOT]
    return pa.RecordBatch.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, PIVOT, strict=True)], schema=PIVOT
    )


class _Tally:
    """Sums and counts by cell; in memory stays the pivot, not what it is made of."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._row_at = {row: at for at, row in enumerate(asked.rows)}
        self._column_at = {column: at for at, column in enumerate(asked.columns)}
        cells = len(asked.rows) * len(asked.columns)
        self._reported, self._seen, self._suppressed, self._whole = (np.zeros(cells, np.int64) for _ in range(4))
        self._broken: dict[int, Decimal] = {}
        self._weight: dict[int, Decimal] = {}

    def take(self, batch: pa.RecordBatch) -> None:
        row = self._places(
            batch.column("organisation"), lambda code: self._row_at.get(self._asked.row_of.get(code, ""))
        )
        column = self._places(batch.column("indicator"), self._column_at.get)
        cell = np.where((row < 0) | (column < 0), -1, row * len(self._asked.columns) + column)
        self._count(self._seen, cell[cell >= 0])
        self._count(self._suppressed, cell[(cell >= 0) & _truths(is_status(batch, Status.SUPPRESSED))])
        rows = np.flatnonzero((cell >= 0) & _truths(batch.column("value").is_valid()))
        values = batch.column("value").take(pa.array(rows)).to_numpy(zero_copy_only=False)
        if self._asked.weights is None:
            self._count(self._reported, cell[rows])
            self._add(cell[rows], values)
        else:
            self._weigh(batch, rows, cell[rows], values, self._asked.weights)

    @staticmethod
    def _places(column: pa.DictionaryArray, place: Callable[[str], int | None]) -> NDArray[np.int64]:
        found = [-1 if (at := place(code)) is None else at for code in column.dictionary.to_pylist()]
        places: NDArray[np.int64] = np.array([*found, -1], np.int64)[column.indices.to_numpy(zero_copy_only=False)]
        return places

    @staticmethod
    def _count(counts: NDArray[np.int64], cells: NDArray[np.int64]) -> None:
        counts += np.bincount(cells, minlength=len(counts))

    def _add(self, cells: NDArray[np.int64], values: NDArray[np.float64]) -> None:
        whole = (np.trunc(values) == values) & (np.abs(values) < _LARGEST_ADDED_AS_INTEGER)
        np.add.at(self._whole, cells[whole], values[whole].astype(np.int64))
        for cell, value in zip(cells[~whole].tolist(), values[~whole].tolist(), strict=True):
            self._broken[cell] = _EXACT.add(self._broken.get(cell, _NONE_YET), Decimal(repr(value)))

    def _weigh(
        self,
        batch: pa.RecordBatch,
        rows: NDArray[np.int64],
        cells: NDArray[np.int64],
        values: NDArray[np.float64],
        weights: Mapping[tuple[str, str], Decimal],
    ) -> None:
        picked = batch.select(["organisation", "period"]).take(pa.array(rows))
        keys = zip(*(picked.column(name).to_pylist() for name in ("organisation", "period")), strict=True)
        for key, cell, value in zip(keys, cells.tolist(), values.tolist(), strict=True):
            if (weight := weights.get(key)) is not None:
                self._reported[cell] += 1
                self._broken[cell] = _EXACT.fma(weight, Decimal(repr(value)), self._broken.get(cell, _NONE_YET))
                self._weight[cell] = _EXACT.add(self._weight.get(cell, _NONE_YET), weight)

    def amounts(self) -> Iterator[Amount]:
        for at, row in enumerate(self._asked.rows):
            for place, column in enumerate(self._asked.columns):
                cell = at * len(self._asked.columns) + place
                seen = int(self._seen[cell])
                owed = max(seen, (self._asked.owed or {}).get((row, column), 0))
                reported = int(self._reported[cell])
                yield Amount(row, column, self._value(cell, reported), reported, owed, int(self._suppressed[cell]))

    def _value(self, cell: int, reported: int) -> Decimal | None:
        if self._asked.aggregate is Aggregate.COUNT:
            return Decimal(reported)
        total = _EXACT.add(Decimal(int(self._whole[cell])), self._broken.get(cell, _NONE_YET))
        if self._asked.aggregate is Aggregate.SUM:
            return total if reported else None
        weight = self._weight.get(cell, _NONE_YET)
        return total / weight if weight else None


def _truths(column: pa.BooleanArray) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = column.to_numpy(zero_copy_only=False)
    return found
