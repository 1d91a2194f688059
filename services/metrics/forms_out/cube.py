"""Readings as a cube: periods by organisations by indicators, and where in it a reading stands."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from services.metrics.domain.indicator import Indicator
from services.metrics.forms_out.readings import KEY, BatchRefusedError


@dataclass(frozen=True)
class Place:
    """An organisation, by the names it has."""

    code: str
    title_zh: str
    title_en: str


@dataclass(frozen=True)
class Cube:
    """What is asked for, whether or not a reading is there; `updated` is the day its content was last changed on.
    `owed` are the positions of what is owed."""

    title_zh: str
    title_en: str
    updated: date
    periods: Sequence[str]
    organisations: Sequence[Place]
    indicators: Sequence[Indicator]
    owed: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, np.int64))

    @property
    def size(self) -> tuple[int, int, int]:
        return len(self.periods), len(self.organisations), len(self.indicators)

    @property
    def cells(self) -> int:
        periods, organisations, indicators = self.size
        return periods * organisations * indicators


def positions_of(cube: Cube, owed: Mapping[str, Collection[tuple[str, str]]]) -> NDArray[np.int64]:
    """Where in the cube each pair of an organisation and an indicator stands, by period."""
    organisations = {place.code: at for at, place in enumerate(cube.organisations)}
    indicators = {each.code: at for at, each in enumerate(cube.indicators)}
    _, wide, deep = cube.size
    found = [
        (at * wide + organisations[organisation]) * deep + indicators[indicator]
        for at, period in enumerate(cube.periods)
        for organisation, indicator in owed.get(period, ())
        if organisation in organisations and indicator in indicators
    ]
    return np.array(sorted(found), np.int64)


class Positions:
    """Positions of readings in the order of a cube, its last dimension running fastest."""

    def __init__(self, cube: Cube) -> None:
        self._codes = [
            pa.array(cube.periods, pa.string()),
            pa.array([place.code for place in cube.organisations], pa.string()),
            pa.array([indicator.code for indicator in cube.indicators], pa.string()),
        ]

    def of(self, batch: pa.RecordBatch) -> NDArray[np.int64]:
        """Where each row stands; a row that is not of the cube is refused."""
        position = np.zeros(len(batch), np.int64)
        for name, codes in zip(KEY, self._codes, strict=True):
            column = batch.column(name)
            known = pc.index_in(column.dictionary, value_set=codes)
            at = known.take(column.indices)
            if at.null_count:
                raise BatchRefusedError(f"a row has a {name} that is not of the cube")
            position = position * len(codes) + at.to_numpy(zero_copy_only=False)
        return position
