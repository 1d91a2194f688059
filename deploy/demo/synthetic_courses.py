"""The course a figure takes over the periods: planted where the demo points at it, otherwise comfortably kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from deploy.demo.synthetic_wishes import Wish
from services.yardsticks.language import Quantity
from services.yardsticks.periods import first_day
from services.yardsticks.words import ChangeKind, Comparison

Courses = Mapping[str, Sequence[str]]
"""By the code of a wish: its figure in each period, oldest first, as decimal text; the last one holds on."""

_HUNDRED = Decimal(100)
_YEARLY_RISE = Decimal("0.04")
_FROM_SHARE, _RISE_OF_SHARE = Decimal("0.88"), Decimal("0.01")
_HALF_A_STEP = Decimal("0.5")
_BEFORE_CHANGE = Decimal(200)


@dataclass(frozen=True)
class Course:
    """The figure of one quantity of a wish, period by period; `planted` goes before what would keep the demand."""

    wish: Wish
    quantity: Quantity
    periods: Sequence[str]
    planted: Sequence[str] | None = None

    def rounds_up(self, figure: Decimal) -> bool:
        """Amounts are rounded to the side on which the figure lies."""
        if self.wish.comparison in (Comparison.AT_MOST, Comparison.LESS_THAN):
            return False
        value = self.wish.value if self.wish.value is not None else self.quantity.per
        return self.wish.rises or self.wish.yardstick.accumulate_from is not None or figure >= value

    def figure(self, period: str) -> Decimal:
        """In the unit of the demand; of a wish that adds up periods, what one period brings."""
        place = self.periods.index(period)
        if self.planted is not None:
            return Decimal(self.planted[min(place, len(self.planted) - 1)])
        if self.wish.yardstick.change is not None:
            return self._changing(period, place)
        if self.wish.rises:
            return self._rising(place)
        return self._kept(place)

    def _kept(self, place: int) -> Decimal:
        value, per = self.wish.value, self.quantity.per
        match self.wish.comparison:
            case Comparison.ALL | Comparison.YES:
                return per
            case Comparison.EQUAL | Comparison.AT_MOST:
                return value or Decimal(0)
            case Comparison.LESS_THAN:
                return (value or Decimal(0)) * Decimal("0.8")
        wanted = (value or Decimal(0)) * (Decimal("1.02") + Decimal("0.01") * place)
        if self.wish.yardstick.accumulate_from is not None:
            return wanted / len([each for each in self.periods if each >= self.wish.yardstick.accumulate_from])
        if self.wish.asks_share:
            return min(wanted, _HUNDRED)
        return min(wanted, per) if self.quantity.share else wanted

    def _rising(self, place: int) -> Decimal:
        """Of a share in its unit, otherwise as a multiple of what the organisation begins with."""
        if self.quantity.share:
            return self.quantity.per * min(_FROM_SHARE + _RISE_OF_SHARE * place, Decimal(1))
        return 1 + _YEARLY_RISE * place

    def _changing(self, period: str, place: int) -> Decimal:
        change, value = self.wish.yardstick.change, self.wish.value or Decimal(0)
        assert change is not None  # noqa: S101 - the caller has just asked
        later = change.baseline is not None and first_day(period) > first_day(change.baseline)
        match change.kind:
            case ChangeKind.RISE:
                return 10 + (value + _HALF_A_STEP) * place
            case ChangeKind.FALL:
                return 60 - (value + _HALF_A_STEP) * place
            case ChangeKind.REDUCTION:
                return _BEFORE_CHANGE * (_HUNDRED - value - 5) / _HUNDRED if later else _BEFORE_CHANGE
            case ChangeKind.SLOWDOWN:
                steps = self.periods.index(change.baseline or period)
                growth = 2 * min(place, steps) + (_HUNDRED - value) / _HUNDRED * max(place - steps, 0)
                return 10 + growth
