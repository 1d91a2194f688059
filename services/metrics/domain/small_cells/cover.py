"""What is hidden of a net, and how more is hidden until no sum by itself gives a cell away.

Greedy: sum after sum, the cheapest cell of one that gives too much away. Small figures are cheap; those whose other
sums hide nothing yet are dear, for each of these will want a further cell. What is hidden in another period is cheap: a
figure seen in all years but one is guessed for that one.
"""

from collections import Counter, deque
from collections.abc import Iterable, Sequence

from services.metrics.domain.small_cells.net import Net, Row

_UNSEEN_IN_OTHER_PERIODS = 4
"""How many times cheaper a cell is that another period hides already."""


class Cover:
    """`hidden` only grows, and never takes in what is not in `may_hide`."""

    def __init__(self, net: Net, bound: int, may_hide: set[int]) -> None:
        self.net, self.bound = net, bound
        self.hidden: set[int] = set()
        self._may_hide = may_hide
        self._series: Counter[tuple[str, str]] = Counter()
        self._waiting: deque[int] = deque()
        self._queued: set[int] = set()

    def open(self, place: int) -> bool:
        """Whether outsiders must take its number for unknown."""
        return place in self.hidden or place in self.net.dark

    def hide(self, places: Iterable[int]) -> None:
        for place in places:
            if place in self.hidden:
                continue
            self.hidden.add(place)
            self._series[self._series_of(place)] += 1
            for row in self.net.rows_of[place]:
                if row not in self._queued:
                    self._queued.add(row)
                    self._waiting.append(row)

    def close(self) -> None:
        """Hides until every sum, looked at alone, leaves its hidden cells open as wide as the bound, where it can."""
        while self._waiting:
            number = self._waiting.popleft()
            self._queued.discard(number)
            row = self.net.rows[number]
            while self._tells(row) and (offered := self.offered(row)):
                self.hide([self.cheapest(offered, self._wanting(row))])

    def offered(self, row: Sequence[int]) -> list[int]:
        """Those of its cells that can still be hidden."""
        return [place for place in row if place in self._may_hide and place not in self.hidden]

    def cheapest(self, places: Iterable[int], wanting: int = 0) -> int:
        """The one to hide next; first of all one that alone gives the room that is wanting."""
        return min(places, key=lambda place: (self.net.room[place] < wanting, self._cost(place), place))

    def _tells(self, row: Row) -> bool:
        """A hidden total lets all parts rise; without it the hidden parts can only take from each other."""
        unknown = [place for place in row if self.open(place)]
        if not any(place in self.hidden for place in unknown):
            return False
        if len(unknown) == 1:
            return True
        return unknown[0] != row[0] and sum(self.net.room[place] for place in unknown) < self.bound

    def _wanting(self, row: Row) -> int:
        return self.bound - sum(self.net.room[place] for place in row if self.open(place))

    def _cost(self, place: int) -> int:
        fresh = sum(not any(map(self.open, self.net.rows[row])) for row in self.net.rows_of[place])
        seen = 1 if self._series[self._series_of(place)] else _UNSEEN_IN_OTHER_PERIODS
        return self.net.weight[place] * (1 + fresh) * seen

    def _series_of(self, place: int) -> tuple[str, str]:
        key = self.net.keys[place]
        return key.organisation, key.indicator
