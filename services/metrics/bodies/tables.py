"""What any kind of table answers for: its columns, one by one, whatever they are made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from services.kernel.errors import Fault
from services.kernel.faults import FAULTS_SHOWN
from services.metrics.bodies.delivered import Bounds
from services.metrics.bodies.layout import Layout
from services.metrics.domain.columns import Coded, Columns, Numbers, Places, Truths
from services.metrics.errors import TooManyReadings

LONGEST = {
    "organisation": 200,
    "indicator": 200,
    "period": 40,
    "value": 10_000,
    "unknown_reason": 2_000,
    "evidence": 10_000,
    "unit": 40,
}


@dataclass(frozen=True)
class Values:
    """A column of values. `numbers` is NaN in the rows of `odd` and in the empty ones, which no row is both of."""

    numbers: Numbers
    odd: Mapping[int, object]
    empty: Truths


class Table(Protocol):
    """A table whose columns are known by their places."""

    @property
    def rows(self) -> int:
        """How many there are."""

    def codes(self, column: int) -> Coded:
        """A column of codes; an empty cell is an empty text."""

    def values(self, column: int) -> Values:
        """A column of values."""

    def texts(self, column: int) -> dict[int, str]:
        """By row what is not empty in a column of texts."""


@dataclass(frozen=True)
class Assembled:
    """Readings; of each the row of the table it stands in, and where the table is wide the column, too."""

    columns: Columns
    rows: Places
    cells: Places | None = None


@dataclass(frozen=True)
class Frame:
    """What a table is read by: `period` holds where it has none, `place` says to people where a row stands."""

    layout: Layout
    bounds: Bounds
    period: str | None
    place: Callable[[int], str]
    faults: list[Fault] = field(default_factory=list)

    def fault(self, code: str, row: int, column: str, expected: str, given: str) -> None:
        if len(self.faults) < FAULTS_SHOWN:
            shown = given.replace("\0", "\ufffd")[:80]
            self.faults.append(Fault(code, f"{self.place(row)}, column {column}", expected, shown))

    def refuse_too_many(self, count: int) -> None:
        if count > self.bounds.most_readings:
            raise TooManyReadings(f"at most {self.bounds.most_readings} readings are taken at once; divide the table")
