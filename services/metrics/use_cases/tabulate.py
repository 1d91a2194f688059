"""Lays out whom rules are asked of: their rows, those of their peers, and of earlier periods that derived values need.

Organisations that nothing tells apart share a likeness, and which rules concern them is found out once a likeness.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.kernel.routes import Session
from services.metrics.domain.columns import Truths
from services.metrics.domain.definitions import Needs
from services.metrics.domain.laying import Grid
from services.metrics.domain.rules.checking import concerns, is_outlier
from services.metrics.domain.rules.conditions import Asked
from services.metrics.domain.sheet import Column, Row
from services.metrics.repository.directory import Directory, directory_of
from services.metrics.repository.neighbours import know_counties, know_neighbours
from services.metrics.repository.period_numbers import numbers_of_periods
from services.yardsticks.periods import preceding

Spot = tuple[str, str]
"""The code of an organisation, and a period."""
Rules = Sequence[tuple[Asked, Needs]]


@dataclass(frozen=True)
class Table:
    """`wanted`: of each column the rows in which somebody needs it."""

    grid: Grid
    wanted: Mapping[Column, Truths]


class Layout:
    """Rows as they are found to be needed, each once, with the columns that are wanted in it."""

    def __init__(self, directory: Directory) -> None:
        self.directory = directory
        self._columns: dict[Spot, frozenset[Column]] = {}

    def add(self, spot: Spot, columns: frozenset[Column], depth: int = 0) -> None:
        """With the rows of `depth` periods before, from which derived values are needed."""
        known = self._columns.get(spot)
        self._columns[spot] = columns if known is None else known | columns
        for earlier in range(1, depth + 1):
            spot = spot[0], preceding(spot[1])
            mine = frozenset((code, back - earlier) for code, back in columns if back >= earlier)
            self._columns[spot] = self._columns.get(spot, frozenset()) | mine

    @property
    def spots(self) -> Sequence[Spot]:
        return list(self._columns)

    async def table(self, session: Session) -> Table:
        directory, spots = self.directory, self.spots
        before = {period: preceding(period) for period in {period for _, period in spots}}
        known = await numbers_of_periods(session, {*before, *before.values()})
        earlier = {period: known.get(each, 0) for period, each in before.items()}
        desks = [directory.desks[code] for code, _ in spots]
        await know_counties(session, directory, (place for _, place in desks))
        rows = [
            Row(directory.kin[place].reporter(code), period, directory.counties[place])
            for (code, period), (_, place) in zip(spots, desks, strict=True)
        ]
        grid = Grid(
            rows,
            np.array([number for number, _ in desks], np.int64),
            np.array([known.get(period, 0) for _, period in spots], np.int64),
            np.array([earlier[period] for _, period in spots], np.int64),
        )
        return Table(grid, _wanted(list(self._columns.values())))


def _wanted(columns: Sequence[frozenset[Column]]) -> dict[Column, Truths]:
    alike: dict[frozenset[Column], int] = {}
    of_row = np.array([alike.setdefault(each, len(alike)) for each in columns], np.int64)
    every = sorted(column for column in frozenset().union(*alike) if column[1] <= 1)
    return {column: np.array([column in each for each in alike], np.bool_)[of_row] for column in every}


async def tabulated(session: Session, rules: Rules, spots: Iterable[Spot]) -> Table | None:
    """The spots that any of the rules concerns, in their order, then their peers; None where there is no such spot."""
    spots = list(spots)
    layout = Layout(await directory_of(session, {code for code, _ in spots}))
    about = _About(layout.directory, rules)
    for spot in spots:
        found = about.of(spot)
        if found.rules:
            layout.add(spot, found.columns, found.depth)
    if not layout.spots:
        return None
    compared = [rule for rule in rules if is_outlier(rule[0])]
    if compared:
        await _add_peers(session, layout, spots, compared)
    return await layout.table(session)


async def by_counties(session: Session, codes: Collection[str], together: int) -> dict[str, int]:
    """Of each organisation the number of a group: whole counties, so many organisations in one, or one county."""
    directory = await directory_of(session, codes)
    await know_counties(session, directory, {directory.desks[code][1] for code in codes})
    counties: dict[str, list[str]] = {}
    for code in codes:
        counties.setdefault(directory.counties[directory.desks[code][1]], []).append(code)
    found: dict[str, int] = {}
    group = size = 0
    for county in sorted(counties):
        if size and size + len(counties[county]) > together:
            group, size = group + 1, 0
        size += len(counties[county])
        found.update(dict.fromkeys(counties[county], group))
    return found


@dataclass(frozen=True)
class _Concern:
    """The rules that concern a spot, and what they need together."""

    rules: Rules
    columns: frozenset[Column]
    depth: int


class _About:
    """What concerns a spot, found out once for all of one kin and period."""

    def __init__(self, directory: Directory, rules: Rules) -> None:
        self._directory, self._rules = directory, rules
        self._found: dict[tuple[int, str], _Concern] = {}

    def of(self, spot: Spot) -> _Concern:
        code, period = spot
        key = self._directory.desks[code][1], period
        if key not in self._found:
            row = Row(self._directory.kin[key[0]].member, period, "")
            rules = [rule for rule in self._rules if concerns(rule[0], row)]
            columns = frozenset(column for _, needs in rules for column in needs.columns)
            self._found[key] = _Concern(rules, columns, max((needs.depth for _, needs in rules), default=0))
        return self._found[key]


async def _add_peers(session: Session, layout: Layout, spots: Sequence[Spot], rules: Rules) -> None:
    """Of every spot that is compared: those of its county and kind that are compared as well."""
    directory, about = layout.directory, _About(layout.directory, rules)
    compared = [spot for spot in spots if about.of(spot).rules]
    await know_counties(session, directory, {directory.desks[code][1] for code, _ in compared})
    places: dict[str, dict[Spot, None]] = {}
    for code, period in compared:
        kin = directory.desks[code][1]
        places.setdefault(directory.kin[kin].member.kind, {})[directory.counties[kin], period] = None
    for kind, counties in places.items():
        await know_neighbours(session, directory, {county for county, _ in counties}, kind)
        for county, period in counties:
            for code in directory.neighbours[county, kind]:
                found = about.of((code, period))
                if found.rules:
                    layout.add((code, period), found.columns, found.depth)
