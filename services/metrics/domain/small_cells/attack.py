"""The attacker: how wide each hidden cell stays for who knows all that is published and all sums.

He solves two linear programs a cell: how far up from its true value it could be, how far down, such that all sums
hold and no count is less than an outsider knows it to be. A group of hidden cells that no sum ties to others is a
program of its own. Every solution is a table that could be the true one, so it speaks for all cells it moves; by
convexity what two solutions reach, all between them reach; and a solution stays one when more is hidden. So each cell
is settled once.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from services.metrics.domain.small_cells.cover import Cover

TOLERANCE = 1e-6
"""Of a cell, what the solver may be wrong by; counts are whole."""
_TINY = 1e-9
_BOTH = (1.0, -1.0)
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Group:
    """Places that are unknown together, and the rows that tie them."""

    places: list[int]
    rows: list[int]


@dataclass(frozen=True)
class Narrowed:
    """A cell that the attacker holds within less than the bound, and what each row weighs in the two proofs of that."""

    place: int
    group: Group
    proofs: tuple[Numbers, Numbers]


class Attacker:
    """Remembers how far each place was seen to move, over all attacks on a cover that only grows."""

    def __init__(self, cover: Cover) -> None:
        self._cover, self._net = cover, cover.net
        self._up: dict[int, float] = {}
        self._down: dict[int, float] = {}

    def wide(self, place: int) -> bool:
        """Whether the attacker is known to leave it as wide as the bound."""
        return self._up.get(place, 0.0) + self._down.get(place, 0.0) >= self._cover.bound - TOLERANCE

    def narrowed(self, given_up: set[int]) -> Iterator[Narrowed]:
        """The first narrowed cell of each group, but for those that are given up."""
        for group in self._groups(place for place in sorted(self._cover.hidden) if not self.wide(place)):
            yield from self._attack(group, given_up)

    def _groups(self, starts: Iterable[int]) -> Iterator[Group]:
        seen: set[int] = set()
        for start in starts:
            if start in seen:
                continue
            seen.add(start)
            places, rows, known = [start], [], set[int]()
            for place in places:
                for row in self._net.rows_of[place]:
                    if row in known:
                        continue
                    known.add(row)
                    rows.append(row)
                    fresh = [each for each in self._net.rows[row] if each not in seen and self._cover.open(each)]
                    seen.update(fresh)
                    places.extend(fresh)
            yield Group(sorted(places), sorted(rows))

    def _attack(self, group: Group, given_up: set[int]) -> Iterator[Narrowed]:
        """All cells are first pulled at once, every other one up, then every other one down: that settles most."""
        wanted = [place for place in group.places if place in self._cover.hidden and place not in given_up]
        if not wanted:
            return
        program = _Program(self._cover, group)
        if len(wanted) > 1:
            for sign in _BOTH:
                self._pull(program, {place: sign * (-1) ** number for number, place in enumerate(wanted)})
        for place in wanted:
            proofs = [self._pull(program, {place: sign}) for sign in _BOTH if not self.wide(place)]
            if not self.wide(place):
                yield Narrowed(place, group, (proofs[0], proofs[1]))
                return

    def _pull(self, program: "_Program", pulls: Mapping[int, float]) -> Numbers:
        moved, proof = program.furthest(pulls)
        for at in np.flatnonzero(np.abs(moved) > TOLERANCE):
            place, by = program.places[at], float(moved[at])
            self._up[place] = max(self._up.get(place, 0.0), by)
            self._down[place] = max(self._down.get(place, 0.0), -by)
        return proof


class _Program:
    """The deviations of a group: those of a total are those of its parts, and none goes below its floor."""

    def __init__(self, cover: Cover, group: Group) -> None:
        self.places = group.places
        self._bound = float(cover.bound)
        self._at = {place: column for column, place in enumerate(group.places)}
        self._room = [float(cover.net.room[place]) for place in group.places]
        starts, columns, signs = [0], list[int](), list[float]()
        for number in group.rows:
            row = cover.net.rows[number]
            for place in row:
                if place in self._at:
                    columns.append(self._at[place])
                    signs.append(1.0 if place == row[0] else -1.0)
            starts.append(len(columns))
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]  # its stubs leave the constructor out
        self._solver.setOptionValue("output_flag", False)
        for name, value in {"presolve": "off", "parallel": "off", "solver": "simplex"}.items():
            self._solver.setOptionValue(name, value)
        self._solver.passModel(self._model(starts, columns, signs))

    def _model(self, starts: list[int], columns: list[int], signs: list[float]) -> highspy.HighsLp:
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._room), len(starts) - 1
        model.col_cost_ = np.zeros(len(self._room))
        model.col_lower_ = -np.array(self._room)
        model.col_upper_ = np.full(len(self._room), highspy.kHighsInf)
        model.row_lower_ = model.row_upper_ = np.zeros(len(starts) - 1)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(starts, np.int32)
        model.a_matrix_.index_ = np.array(columns, np.int32)
        model.a_matrix_.value_ = np.array(signs)
        return model

    def furthest(self, pulls: Mapping[int, float]) -> tuple[Numbers, Numbers]:
        """Deviations where those pulled at go furthest up (1) or down (-1), the bound at most; what each row weighs."""
        for place, sign in pulls.items():
            column = self._at[place]
            self._solver.changeColCost(column, -sign)
            self._solver.changeColBounds(column, -min(self._room[column], self._bound), self._bound)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise ArithmeticError(f"an attack ended as {status.name}")
        solution = self._solver.getSolution()
        for column in map(self._at.__getitem__, pulls):
            self._solver.changeColCost(column, 0.0)
            self._solver.changeColBounds(column, -self._room[column], highspy.kHighsInf)
        return np.array(solution.col_value), np.array(solution.row_dual)


def helpers(cover: Cover, narrowed: Narrowed) -> list[int]:
    """The cells whose hiding could widen it. Where there are none, nothing that may be hidden widens it.

    A proof that a cell is narrow is a weighted sum of rows; a cell that comes in it with no weight changes nothing.
    """
    net, at = cover.net, {row: position for position, row in enumerate(narrowed.group.rows)}

    def weighs(place: int) -> bool:
        signs = [(at[row], 1 if net.rows[row][0] == place else -1) for row in net.rows_of[place] if row in at]
        return any(abs(sum(proof[row] * sign for row, sign in signs)) > _TINY for proof in narrowed.proofs)

    return sorted({place for row in at for place in cover.offered(net.rows[row]) if weighs(place)})
