"""Which wish decides a data item: where several ask something of it, the strictest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from deploy.demo.synthetic_courses import Course, Courses
from deploy.demo.synthetic_wishes import Wish
from services.yardsticks.language import Quantity
from services.yardsticks.periods import PeriodKind
from services.yardsticks.words import Comparison, Reach

_TO_THE_LAST = (Comparison.ALL, Comparison.YES)


@dataclass(frozen=True)
class Aim:
    """One quantity of a wish, whose first counted item is drawn so that the figure takes its course."""

    wish: Wish
    quantity: Quantity
    course: Course

    @property
    def spreads(self) -> bool:
        """Whether the amounts of all organisations together make the figure."""
        total = self.wish.yardstick.reach is Reach.TOTAL
        return total and not (self.wish.rises and not self.quantity.share)

    @property
    def exact(self) -> bool:
        """Whether nobody may lie beside the figure."""
        planted, equal = self.course.planted is not None, self.wish.comparison is Comparison.EQUAL
        return planted or equal or self.wish.comparison in _TO_THE_LAST or self.wish.rises

    def strictness(self, period: str) -> tuple[bool, bool, bool, Decimal]:
        """Greater is stricter: planted first, then what each has to keep, then rising figures, then by the figure."""
        figure = self.course.figure(period) / self.quantity.per
        lower = self.wish.comparison in (Comparison.AT_MOST, Comparison.LESS_THAN)
        return (
            self.course.planted is not None,
            self.wish.asks_each or self.wish.yardstick.change is not None,
            self.wish.rises,
            -figure if lower else figure,
        )


def aims_of(
    wishes: Sequence[Wish], courses: Courses, periods: Mapping[PeriodKind, Sequence[str]]
) -> dict[str, list[Aim]]:
    """By the item that is drawn, the strictest first."""
    found: dict[str, list[Aim]] = {}
    for wish in wishes:
        asked = periods.get(wish.yardstick.period, ())
        for quantity in wish.quantities if asked else ():
            course = Course(wish, quantity, asked, courses.get(wish.code))
            drawn = next(name for name, times in quantity.amount.items() if times > 0)
            found.setdefault(drawn, []).append(Aim(wish, quantity, course))
    return {
        item: sorted(aims, key=lambda aim: aim.strictness(aim.course.periods[-1]), reverse=True)
        for item, aims in found.items()
    }
