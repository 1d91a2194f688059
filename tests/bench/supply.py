"""Readings to measure with: keys that nobody has sent yet, in bodies of whole schools or of one item of all schools."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

COUNTY = "bench-county"
SCHOOLS, ITEMS = 5000, 40
PERIODS = tuple(f"{year}-{year + 1}" for year in range(1990, 2020))


def school(number: int) -> str:
    return f"{COUNTY}-{number:04d}"


def item(number: int) -> str:
    return f"bench.item.{number:02d}"


@dataclass(frozen=True)
class Batch:
    """Some items of some schools for one period; `said` is how often it was said before, and changes every value."""

    period: int
    schools: range
    items: range
    said: int = 0

    def __len__(self) -> int:
        return len(self.schools) * len(self.items)

    @property
    def changed(self) -> "Batch":
        return replace(self, said=self.said + 1)

    def rows(self) -> Iterator[tuple[int, int, int, int | float]]:
        """Period, school and item by number, and the value."""
        for place in self.schools:
            for number in self.items:
                value = (self.period * 977 + place * 31 + number * 7 + self.said) % 90_000
                yield self.period, place, number, (value / 100 if number % 2 else value)

    def readings(self) -> list[dict[str, Any]]:
        period = PERIODS[self.period]
        return [
            {"organisation": school(place), "indicator": item(number), "period": period, "value": value}
            for _, place, number, value in self.rows()
        ]

    def body(self) -> bytes:
        return json.dumps({"readings": self.readings()}, separators=(",", ":")).encode()


class Supply:
    """Batches of keys that no batch before had. A period serves one shape, and is left when it is used up."""

    def __init__(self) -> None:
        self._period = -1
        self._used: dict[str, tuple[int, int]] = {}

    def whole_schools(self, readings: int) -> Batch:
        """All items of as many schools."""
        count = readings // ITEMS
        period, first = self._next("schools", count, SCHOOLS)
        return Batch(period, range(first, first + count), range(ITEMS))

    def one_item(self) -> Batch:
        """One item of all schools: of each school one row, far from every other in the key of the table."""
        period, number = self._next("items", 1, ITEMS)
        return Batch(period, range(SCHOOLS), range(number, number + 1))

    def single(self) -> Batch:
        """One reading."""
        period, place = self._next("single", 1, SCHOOLS * ITEMS)
        return Batch(period, range(place // ITEMS, place // ITEMS + 1), range(place % ITEMS, place % ITEMS + 1))

    def _next(self, shape: str, count: int, most: int) -> tuple[int, int]:
        period, first = self._used.get(shape, (0, most))
        if first + count > most:
            self._period += 1
            period, first = self._period, 0
        self._used[shape] = period, first + count
        return period, first


def stacked(file: Path, batches: list[Batch]) -> str:
    """The bodies, each on a line, as `load.Plan.stack` takes them."""
    file.write_bytes(b"".join(batch.body() + b"\n" for batch in batches))
    return str(file)
