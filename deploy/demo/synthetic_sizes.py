"""How large the wholes of synthetic figures are: pupils, teachers, places, counted anew for nobody real."""

import random
from collections.abc import Sequence
from decimal import Decimal

from deploy.demo.synthetic_items import Item, Reporter
from deploy.demo.synthetic_wishes import Wish

# Steps of the drawn number: a multiple of these, so that usual percentages of it are whole numbers.
_OF_A_SCHOOL, _OF_A_DEPARTMENT, _OF_A_CHANGE, _OF_PAY = (2, 8, 20), (20, 80, 20), (1, 2, 1000), (70, 90, 1000)
_FEW = (0, 3, 1)


class Sizes:
    """Draws the size of whatever no demand is made of; the same for every period."""

    def __init__(self, wishes: Sequence[Wish], seed: int) -> None:
        self._seed = seed
        self._ranges: dict[str, tuple[int, int, int]] = {}
        self._around: dict[str, Decimal] = {}
        for wish in wishes:
            self._learn(wish)

    def of(self, reporter: Reporter, item: Item) -> Decimal:
        """Yes and no are yes, a grade is the best, money and numbers are drawn."""
        if item.greatest is not None:
            return item.greatest
        around = self._around.get(item.code)
        if around is not None:
            low, high, step = 0, int(2 * around), 1
        else:
            usual = _OF_A_SCHOOL if reporter.kind == "school" else _OF_A_DEPARTMENT
            low, high, step = self._ranges.get(item.code, usual)
        return Decimal(self._rng(reporter.code, item.code, "size").randint(low, high) * step)

    def eased(self, figure: Decimal, organisation: str, item: str, *, up: bool) -> Decimal:
        """The figure, or up to a third better."""
        share = Decimal(self._rng(organisation, item, "ease").randint(0, 30)) / 100
        return figure * (1 + share) if up else figure * (1 - share)

    def queue(self, organisations: Sequence[str], wish: str) -> dict[str, int]:
        """The places of the organisations among those that keep a wish."""
        order = sorted(organisations, key=lambda code: self._rng(code, wish, "queue").random())
        return {code: place for place, code in enumerate(order)}

    def _learn(self, wish: Wish) -> None:
        yardstick = wish.yardstick
        for quantity in wish.quantities:
            for name, times in (quantity.over or {}).items():
                if yardstick.change or times < 0:
                    self._ranges[name] = _OF_A_CHANGE if yardstick.change else _FEW
            drawn = next(name for name, times in quantity.amount.items() if times > 0)
            self._ranges |= {name: _FEW for name in quantity.amount if name != drawn}
        if yardstick.versus:
            self._ranges |= dict.fromkeys(yardstick.versus.items, _OF_PAY)
        for each in yardstick.where:
            self._around |= dict.fromkeys(each.quantity.amount, max(each.value, Decimal(2)))
        if yardstick.minimum_sample:
            self._ranges |= dict.fromkeys(yardstick.minimum_sample.quantity.items, (20, 40, 20))

    def _rng(self, *names: str) -> random.Random:
        return random.Random("/".join((str(self._seed), *names)))  # noqa: S311 - repeatable figures are the purpose
