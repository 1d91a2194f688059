"""A table by numbers: cells and sums as positions in lists, for the work of hiding and of attacking.

What matters of a cell is how far down it could be from its true value (its room); upwards nothing limits it. So an
attack is on deviations: those of a total are those of its parts. True values do not appear, and a sum that does not
quite hold in the figures is attacked as if the attacker knew by how much it fails, which is the worst case.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from services.metrics.domain.reading import Key
from services.metrics.domain.small_cells.table import Cell, Known, Sum, Table

Row = tuple[int, ...]
"""Places of the cells of a sum, its total first."""


@dataclass
class Net:
    """`keys` are sorted, so that the same table is worked through in the same order however it was put together.

    Places from `len(keys)` on are what missing parts of sums leave open. `settled` are the places that everybody knows,
    `dark` those that nobody does; `rows_of` says in which rows a place is.
    """

    keys: list[Key]
    room: list[int]
    weight: list[int]
    settled: set[int]
    dark: set[int]
    missing: set[int]
    rows: list[Row] = field(default_factory=list)
    rows_of: list[list[int]] = field(default_factory=list)

    @classmethod
    def of(cls, table: Table) -> "Net":
        keys = sorted(table.cells)
        cells = [table.cells[key] for key in keys]
        net = cls(
            keys=keys,
            room=[_room(cell, table.rule.floor) for cell in cells],
            weight=[(cell.value or 0) + 1 for cell in cells],
            settled={place for place, cell in enumerate(cells) if cell.known is Known.EVERYBODY},
            dark={place for place, cell in enumerate(cells) if cell.known is Known.NOBODY},
            missing={place for place, cell in enumerate(cells) if cell.value is None},
        )
        at = {key: place for place, key in enumerate(keys)}
        for each in sorted(table.sums, key=lambda one: (one.total, one.parts)):
            net._add(each, at, table)
        net._index()
        net._settle()
        return net

    def _add(self, each: Sum, at: dict[Key, int], table: Table) -> None:
        """A total that is missing says nothing. One that has missing parts is at least the sum of the others, or, where
        it is no more than that, is taken for the sum of those that are there."""
        total = table.cells[each.total].value
        there = [key for key in each.parts if table.cells[key].value is not None]
        if total is None or not there:
            return
        row = [at[each.total], *(at[key] for key in there)]
        rest = total - sum(table.cells[key].value or 0 for key in there)
        if len(there) < len(each.parts) and rest != 0:
            row.append(len(self.room))
            self.dark.add(len(self.room))
            self.room.append(max(rest, 0))
            self.weight.append(0)
        self.rows.append(tuple(row))

    def _index(self) -> None:
        self.rows_of = [[] for _ in self.room]
        for number, row in enumerate(self.rows):
            for place in row:
                self.rows_of[place].append(number)

    def _settle(self) -> None:
        """Who knows all of a sum but one knows the one."""
        waiting = list(range(len(self.rows)))
        while waiting:
            row = self.rows[waiting.pop()]
            open_places = [place for place in row if place not in self.settled]
            if len(open_places) == 1 and open_places[0] not in self.dark:
                self.settled.add(open_places[0])
                waiting.extend(self.rows_of[open_places[0]])

    def places(self, keys: Iterable[Key]) -> set[int]:
        """Places of those keys that have a value here."""
        wanted = set(keys)
        return {place for place, key in enumerate(self.keys) if key in wanted and place not in self.missing}


def _room(cell: Cell, floor: int) -> int:
    if cell.known is Known.NOBODY:
        return cell.value or 0
    return max((cell.value or 0) - floor, 0)
