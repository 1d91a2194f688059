"""What must agree between what a target asks and the yardstick that measures it: nothing in either is left unused."""

from collections.abc import Iterator
from decimal import Decimal

from services.kernel.errors import Fault
from services.plans.domain.same_measure import IN_PERCENT
from services.plans.domain.stricter_line import SERIES
from services.plans.domain.target_rules import PERCENT, Target
from services.plans.domain.words import TargetKind
from services.yardsticks.language import PLAIN, Quantity, Yardstick
from services.yardsticks.words import Comparison, Reach

_EVERY_YEAR = frozenset({TargetKind.ANNUAL_COUNT, TargetKind.ANNUAL_CHANGE, TargetKind.MONOTONE})
_WITHOUT_NUMBER = frozenset({Comparison.ALL, Comparison.YES})
_AGAINST_A_LINE = PLAIN | {Comparison.RANGE}


def measured_faults(target: Target, yardstick: Yardstick, at: str) -> Iterator[Fault]:
    """Every fault between the target at the JSON pointer `at` and its yardstick."""
    comparison = target.comparison
    if comparison is None:
        yield Fault("comparison_missing", f"{at}/comparison", "how the figure is held against its line")
    if comparison is Comparison.ALL_MET:
        yield Fault("standard_expected", f"{at}/yardstick", "a standard, as `all_met` asks for all of one")
    if comparison in _AGAINST_A_LINE and target.value is None and yardstick.versus is None:
        yield Fault("line_missing", f"{at}/value", "a number, or another figure in `versus`")
    if comparison in _WITHOUT_NUMBER:
        yield from _whole_faults(target.value, yardstick, at)
    if comparison in SERIES:
        yield from _series_faults(target.value, yardstick, at)
    if comparison in _AGAINST_A_LINE and yardstick.versus is not None:
        yield from _comparator_faults(target, at)
    if target.unit == PERCENT:
        yield from _percent_faults(yardstick, f"{at}/yardstick")
    mean = yardstick.change is not None and yardstick.change.per_year
    if (target.kind in _EVERY_YEAR or comparison in SERIES) and not (yardstick.every_period or mean):
        yield Fault("every_period_missing", f"{at}/yardstick/every_period", "true, as it is asked of every period")


def _whole_faults(value: Decimal | None, yardstick: Yardstick, at: str) -> Iterator[Fault]:
    """`all` and `yes` ask for the whole of a share, or for a yes: a bare ratio has no whole that it could reach, and in
    a total the yes of one would stand for everybody's.
    """
    if value is not None:
        yield Fault("value_beside_all", f"{at}/value", "null: all of it is asked, or a yes", str(value))
    if yardstick.versus is not None:
        yield Fault("versus_beside_all", f"{at}/yardstick/versus", "null: all of it is asked, or a yes")
    for number, quantity in enumerate(yardstick.quantities):
        if quantity.over is not None and not quantity.share:
            yield Fault("share_expected", f"{at}/yardstick/quantities/{number}/share", "true, a part of a whole")
    if yardstick.reach is Reach.TOTAL and any(quantity.over is None for quantity in yardstick.quantities):
        expected = "each, or shares alone in `quantities`: in a total one yes would do for everybody"
        yield Fault("each_expected", f"{at}/yardstick/reach", expected, yardstick.reach.value)


def _series_faults(value: Decimal | None, yardstick: Yardstick, at: str) -> Iterator[Fault]:
    """A series is held against the period before it, and against nothing else."""
    expected = "null: the figure of each period is compared with that of the one before"
    if value is not None:
        yield Fault("value_beside_series", f"{at}/value", expected, str(value))
    for name in ("versus", "change", "accumulate_from"):
        if getattr(yardstick, name) is not None:
            yield Fault(f"{name}_beside_series", f"{at}/yardstick/{name}", expected)


def _comparator_faults(target: Target, at: str) -> Iterator[Fault]:
    for name, number in (("value", target.value), ("upper", target.upper)):
        if number is not None:
            yield Fault("value_beside_versus", f"{at}/{name}", "null: the line is the figure in `versus`", str(number))


def _percent_faults(yardstick: Yardstick, at: str) -> Iterator[Fault]:
    """Percent asked, percent measured: not a fraction of one, nor a sum of amounts."""
    if yardstick.change is not None and yardstick.change.kind in IN_PERCENT:
        return
    figures: list[tuple[str, Quantity]] = [
        (f"{at}/quantities/{number}/per", quantity) for number, quantity in enumerate(yardstick.quantities)
    ]
    figures += [(f"{at}/versus/per", yardstick.versus)] if yardstick.versus is not None else []
    for pointer, quantity in figures:
        if quantity.per == 1 and (quantity.over is not None or yardstick.reach is Reach.TOTAL):
            yield Fault("fraction_for_percent", pointer, "100, as the target is in %", str(quantity.per))
