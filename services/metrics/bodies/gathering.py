"""Readings that are read piece by piece, put together as columns."""

from collections.abc import Sequence

import numpy as np

from services.metrics.bodies.exact import numbers_of
from services.metrics.domain.columns import Coded, Columns, Numbers, Places


class Codes:
    """One column of codes, as long as the pieces so far."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._at: list[Places] = []

    def add(self, codes: Sequence[str]) -> None:
        known, count = self._known, len(codes)
        first = codes[0]
        if codes.count(first) == count:  # a period, and often an indicator, is one for all
            self._at.append(np.full(count, known.setdefault(first, len(known)), np.int64))
            return
        for code in dict.fromkeys(codes):
            known.setdefault(code, len(known))
        self._at.append(np.fromiter(map(known.__getitem__, codes), np.int64, count))

    def coded(self) -> Coded:
        return Coded(list(self._known), np.concatenate(self._at))


class Gathered:
    """Columns in the making. Pieces are never empty."""

    def __init__(self) -> None:
        self.count = 0
        self._keys = (Codes(), Codes(), Codes())
        self._numbers: list[Numbers] = []
        self._odd: dict[int, object] = {}
        self.unknown_reasons: dict[int, str] = {}
        self.evidence: dict[int, str] = {}

    def add(self, keys: tuple[Sequence[str], Sequence[str], Sequence[str]], values: Sequence[object]) -> None:
        """`keys` are organisations, indicators and periods, each as long as `values`."""
        for column, codes in zip(self._keys, keys, strict=True):
            column.add(codes)
        numbers, odd = numbers_of(values)
        self._numbers.append(numbers)
        self._odd.update((self.count + row, value) for row, value in odd.items())
        self.count += len(values)

    def columns(self) -> Columns:
        organisations, indicators, periods = (column.coded() for column in self._keys)
        numbers = np.concatenate(self._numbers) + 0.0  # a zero has no sign
        return Columns(organisations, indicators, periods, numbers, self._odd, self.unknown_reasons, self.evidence)
