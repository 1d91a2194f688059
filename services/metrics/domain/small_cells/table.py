"""A table of counts that outsiders may read: its cells, the sums among them, and the rule of what is small."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.metrics.domain.reading import Key


class Known(StrEnum):
    """From where outsiders may know a cell.

    TABLE: from this table alone. EVERYBODY: from elsewhere (a school without such classes has none; a figure that
    another office prints), so hiding it hides nothing. NOBODY: from nowhere; it stands in no table and only makes a sum
    whole, as those of a whole who are no part.
    """

    TABLE = "table"
    EVERYBODY = "everybody"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Cell:
    """A count of one organisation, indicator and period; None where none was given."""

    value: int | None
    sensitive: bool = False
    known: Known = Known.TABLE


@dataclass(frozen=True)
class Sum:
    """The total is what the parts come to, and every outsider knows that."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class Rule:
    """A sensitive count below `bound` is small. A zero is small too, unless zeros are shown; then all of them are."""

    bound: int = 10
    zeros_shown: bool = False

    def small(self, cell: Cell) -> bool:
        if not cell.sensitive or cell.value is None or cell.known is not Known.TABLE:
            return False
        return cell.value < self.bound and not (self.zeros_shown and cell.value == 0)

    @property
    def floor(self) -> int:
        """The least that a hidden count is known to be: who sees all zeros knows that no hidden one is zero."""
        return int(self.zeros_shown)


class TableRefusedError(ValueError):
    """The table is none of counts, or a sum names cells that are not in it."""


@dataclass(frozen=True)
class Table:
    """All that outsiders can read at all, over all periods; a query only picks from it."""

    cells: Mapping[Key, Cell]
    sums: Sequence[Sum]
    rule: Rule = Rule()

    def __post_init__(self) -> None:
        if self.rule.bound < 1:
            raise TableRefusedError(f"a bound of {self.rule.bound} hides nothing")
        for key, cell in self.cells.items():
            if cell.value is not None and cell.value < 0:
                raise TableRefusedError(f"{key} is {cell.value}: a count is not negative")
        for each in self.sums:
            members = (each.total, *each.parts)
            if absent := [key for key in members if key not in self.cells]:
                raise TableRefusedError(f"the sum {each.total} names {absent[0]}, which is not in the table")
            if len(set(members)) < len(members) or not each.parts:
                raise TableRefusedError(f"the sum {each.total} has no parts, or names a cell twice")


def sums_of_places(keys: Collection[Key], above: Mapping[str, str]) -> list[Sum]:
    """A sum for each cell of an organisation that has cells of the same indicator and period directly below it.

    Holds only where all that a total counts has its own cell; what has none goes in as a cell that nobody knows.
    """
    parts: dict[Key, list[Key]] = {}
    for key in sorted(keys):
        total = key._replace(organisation=above.get(key.organisation, ""))
        if total in keys:
            parts.setdefault(total, []).append(key)
    return [Sum(total, tuple(found)) for total, found in parts.items()]


def sums_of_indicators(keys: Collection[Key], total: str, parts: Sequence[str]) -> list[Sum]:
    """A sum for each organisation and period that has a cell of `total` and of all `parts`."""
    found = []
    for key in sorted(keys):
        own = tuple(key._replace(indicator=part) for part in parts)
        if key.indicator == total and all(part in keys for part in own):
            found.append(Sum(key, own))
    return found
