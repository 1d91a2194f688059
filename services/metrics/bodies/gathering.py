"""Readings that are read piece by piece, put together as columns."""

from collections.abc import Sequence

import numpy as np

from services.metrics.bodies.exact import numbers_of
from services.metrics.domain.columns import Coded, Columns, Numbers, Places

_NONE, _NO_NUMBERS = np.zeros(0, np.int64), np.zeros(0, np.float64)


class _Numbered(dict[str, int]):
    """Gives each code that it is first asked for the next number."""

    def __missing__(self, code: str) -> int:
        number = self[code] = len(self)
        return number


class Codes:
    """One column of codes, as long as the pieces so far."""

    def __init__(self) -> None:
        self._known = _Numbered()
        self._at: list[Places] = []

    def add(self, codes: Sequence[str]) -> None:
        count, first = len(codes), codes[0]
        if codes[-1] == first and codes.count(first) == count:  # a period, and often an indicator, is one for all
            self.add_alike(first, count)
        else:
            self._at.append(np.fromiter(map(self._known.__getitem__, codes), np.int64, count))

    def add_alike(self, code: str, count: int) -> None:
        self._at.append(np.full(count, self._known[code], np.int64))

    @property
    def say_something(self) -> bool:
        return any(self._known)

    def coded(self) -> Coded:
        return Coded(list(self._known), np.concatenate([_NONE, *self._at]))

    def longest(self) -> int:
        return max(map(len, self._known), default=0)


class Gathered:
    """Columns in the making. Pieces are never empty."""

    def __init__(self) -> None:
        self.count = 0
        self._keys, self._units = (Codes(), Codes(), Codes()), Codes()
        self._numbers: list[Numbers] = []
        self._odd: dict[int, object] = {}
        self.unknown_reasons: dict[int, str] = {}
        self.evidence: dict[int, str] = {}

    def add(
        self,
        keys: tuple[Sequence[str], Sequence[str], Sequence[str]],
        values: Sequence[object],
        units: Sequence[str] | None = None,
    ) -> None:
        """`keys` are organisations, indicators and periods, each as long as `values`; so are the units, an empty text
        where none is named."""
        for column, codes in zip(self._keys, keys, strict=True):
            column.add(codes)
        if units is None:
            self._units.add_alike("", len(values))
        else:
            self._units.add(units)
        numbers, odd = numbers_of(values)
        self._numbers.append(numbers)
        self._odd.update((self.count + row, value) for row, value in odd.items())
        self.count += len(values)

    def longest(self) -> tuple[int, ...]:
        """The lengths of the longest codes of organisations, indicators and periods."""
        return tuple(column.longest() for column in self._keys)

    def columns(self) -> Columns:
        organisations, indicators, periods = (column.coded() for column in self._keys)
        numbers = np.concatenate([_NO_NUMBERS, *self._numbers]) + 0.0  # a zero has no sign
        units = self._units.coded() if self._units.say_something else None
        return Columns(
            organisations, indicators, periods, numbers, self._odd, self.unknown_reasons, self.evidence, units
        )
