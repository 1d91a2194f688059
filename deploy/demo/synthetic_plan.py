"""Synthetic readings for anything measured by yardsticks: wholes first, parts as their share, extremes, yes and no.

Same seed, same figures, on every machine: each value draws from a generator seeded with its own name, and all
arithmetic is decimal. Nothing here describes a real organisation's figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from typing import NamedTuple

from deploy.demo.synthetic_aims import Aim, aims_of
from deploy.demo.synthetic_courses import Courses
from deploy.demo.synthetic_items import Item, Reporter
from deploy.demo.synthetic_sizes import Sizes
from deploy.demo.synthetic_wishes import Wish
from services.yardsticks.language import Quantity, Sum
from services.yardsticks.periods import PeriodKind

Periods = Mapping[PeriodKind, Sequence[str]]


class Key(NamedTuple):
    """Who reports what for which period."""

    organisation: str
    item: str
    period: str


@dataclass
class Drawing:
    """Draws one value after the other, each together with what it is a part of.

    `known` are values that stand already and are leant on; `courses` are planted, see `synthetic_courses`.
    """

    wishes: Sequence[Wish]
    items: Mapping[str, Item]
    reporters: Sequence[Reporter]
    periods: Periods
    seed: int
    courses: Courses = field(default_factory=dict)
    known: Mapping[Key, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._values = dict(self.known)
        self._aims = aims_of(self.wishes, self.courses, self.periods)
        self._sizes = Sizes(self.wishes, self.seed)
        self._standing = {(key.organisation, key.item): value for key, value in self.known.items()}
        self._members: dict[str, dict[str, int]] = {}
        self._queues: dict[str, dict[str, int]] = {}

    @cached_property
    def _by_code(self) -> dict[str, Reporter]:
        return {each.code: each for each in self.reporters}

    def value(self, organisation: str, item: str, period: str) -> Decimal:
        """Integers whole, decimals in hundredths, yes and no as 1 and 0, a grade as its rank from 1."""
        key = Key(organisation, item, period)
        if key not in self._values:
            aim = self._aim(organisation, item)
            if aim is None:
                self._values[key] = self._size(organisation, item)
            elif aim.spreads and organisation in self._population(aim):
                self._spread(aim, item, period)
            else:
                self._values[key] = self._alone(aim, key)
        return self._values[key]

    def _aim(self, organisation: str, item: str) -> Aim | None:
        """The strictest demand made of the organisation by this item, or of others where none is made of it."""
        aims = self._aims.get(item, [])
        return next((aim for aim in aims if organisation in self._population(aim)), aims[0] if aims else None)

    def _population(self, aim: Aim) -> dict[str, int]:
        """The organisations the wish is about, by code, with their places."""
        name, population = aim.wish.code, aim.wish.yardstick.population
        if name not in self._members:
            found = (each.code for each in self.reporters if each.belongs(population))
            self._members[name] = {code: place for place, code in enumerate(found)}
        return self._members[name]

    def _size(self, organisation: str, item: str) -> Decimal:
        known = self._standing.get((organisation, item))
        return known if known is not None else self._sizes.of(self._by_code[organisation], self.items[item])

    def _spread(self, aim: Aim, item: str, period: str) -> None:
        """All parts of a total at once, so that their sum is the figure to within one unit."""
        members, figure = self._population(aim), aim.course.figure(period)
        wanted, given = Decimal(0), Decimal(0)
        for code in members:
            key = Key(code, item, period)
            wanted += self._wanted(aim.quantity, item, code, period, figure, len(members))
            value = self._values.get(key)
            if value is None:
                value = max(self._rounded(item, wanted - given, up=aim.course.rounds_up(figure)), Decimal(0))
                self._values[key] = value
            given += value

    def _wanted(
        self, quantity: Quantity, item: str, organisation: str, period: str, figure: Decimal, members: int
    ) -> Decimal:
        over = quantity.over
        whole = Decimal(1) / members if over is None else self._sum(over, organisation, period)
        others = {name: each for name, each in quantity.amount.items() if name != item}
        return (figure * whole / quantity.per - self._sum(others, organisation, period)) / quantity.amount[item]

    def _sum(self, amounts: Sum, organisation: str, period: str) -> Decimal:
        return sum((each * self.value(organisation, name, period) for name, each in amounts.items()), Decimal(0))

    def _alone(self, aim: Aim, key: Key) -> Decimal:
        """One organisation's own amount: the figure itself, or a step to its good side."""
        if aim.wish.asks_share:
            return self._of_share(aim, key)
        figure, versus = aim.course.figure(key.period), aim.wish.yardstick.versus
        if versus is not None:
            figure = self._sum(versus.amount, key.organisation, key.period) * Decimal("1.02")
        elif aim.wish.rises and not aim.quantity.share:
            figure *= self._size(key.organisation, key.item) * aim.quantity.per
        up = aim.course.rounds_up(figure)
        if self._population(aim).get(key.organisation) and not aim.exact:
            figure = self._sizes.eased(figure, key.organisation, key.item, up=up)
        if aim.quantity.share:
            figure = min(figure, aim.quantity.per)
        wanted = self._wanted(aim.quantity, key.item, key.organisation, key.period, figure, 1)
        value = max(self._rounded(key.item, wanted, up=up), Decimal(0))
        return min(value, self.items[key.item].greatest or value)

    def _of_share(self, aim: Aim, key: Key) -> Decimal:
        """So many organisations keep the requirement, the same ones first in every period."""
        member = aim.wish.yardstick.member
        assert member is not None  # noqa: S101 - a share of organisations asks something of each
        figure, members = aim.course.figure(key.period), self._population(aim)
        rounding = ROUND_CEILING if aim.course.rounds_up(figure) else ROUND_FLOOR
        keeping = int((figure * len(members) / 100).to_integral_value(rounding))
        if aim.wish.code not in self._queues:
            self._queues[aim.wish.code] = self._sizes.queue(tuple(members), aim.wish.code)
        keeps = self._queues[aim.wish.code].get(key.organisation, 0) < keeping
        return member.value if keeps else Decimal(0)

    def _rounded(self, item: str, value: Decimal, *, up: bool) -> Decimal:
        return value.quantize(self.items[item].step, ROUND_CEILING if up else ROUND_FLOOR)
