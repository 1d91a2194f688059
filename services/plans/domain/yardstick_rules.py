"""What must agree between a target and how it is measured."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Protocol

from services.kernel.errors import Fault
from services.plans.domain.words import Certainty, TargetKind
from services.yardsticks.language import PLAIN, ByStandard, Yardstick
from services.yardsticks.words import Comparison, Unassessable

_EVERY_YEAR = frozenset({TargetKind.ANNUAL_COUNT, TargetKind.ANNUAL_CHANGE, TargetKind.MONOTONE})
_SERIES = frozenset({Comparison.INCREASING, Comparison.NON_DECREASING})
_WITHOUT_NUMBER = frozenset({Comparison.ALL, Comparison.YES})
_AGAINST_A_LINE = PLAIN | {Comparison.RANGE}


class MeasuredTarget(Protocol):
    """The parts of a target that its yardstick depends on."""

    @property
    def kind(self) -> TargetKind: ...
    @property
    def comparison(self) -> Comparison | None: ...
    @property
    def value(self) -> Decimal | None: ...
    @property
    def certainty(self) -> Certainty: ...
    @property
    def yardstick(self) -> Yardstick | ByStandard | None: ...
    @property
    def unassessable(self) -> Unassessable | None: ...


def unready(target: MeasuredTarget) -> bool:
    """Whether it is neither measured nor said why it cannot be; a draft may hold such a target."""
    return target.yardstick is None and target.unassessable is None


def yardstick_faults(target: MeasuredTarget, at: str) -> Iterator[Fault]:
    """Every fault between the target at the JSON pointer `at` and its yardstick."""
    yardstick, lost = target.yardstick, target.certainty is Certainty.LOST
    if target.unassessable is Unassessable.VALUE_LOST and not lost:
        yield Fault("value_not_lost", f"{at}/unassessable", "null, unless certainty is `lost`")
    if yardstick is None:
        return
    if target.unassessable is not None:
        yield Fault("yardstick_and_unassessable", f"{at}/unassessable", "null beside a yardstick")
    if lost:
        yield Fault("value_lost", f"{at}/yardstick", "null: there is no number to hold the figure against")
    if isinstance(yardstick, ByStandard):
        if target.comparison is not Comparison.ALL_MET:
            yield Fault("all_met_expected", f"{at}/comparison", "all_met, as a whole standard is asked")
    else:
        yield from _measured_faults(target, yardstick, at)


def _measured_faults(target: MeasuredTarget, yardstick: Yardstick, at: str) -> Iterator[Fault]:
    comparison, value = target.comparison, target.value
    if comparison is None:
        yield Fault("comparison_missing", f"{at}/comparison", "how the figure is held against its line")
    if comparison is Comparison.ALL_MET:
        yield Fault("standard_expected", f"{at}/yardstick", "a standard, as `all_met` asks for all of one")
    if comparison in _AGAINST_A_LINE and value is None and yardstick.versus is None:
        yield Fault("line_missing", f"{at}/value", "a number, or another figure in `versus`")
    if comparison in _WITHOUT_NUMBER:
        yield from _whole_faults(value, yardstick, at)
    mean = yardstick.change is not None and yardstick.change.per_year
    if (target.kind in _EVERY_YEAR or comparison in _SERIES) and not (yardstick.every_period or mean):
        yield Fault("every_period_missing", f"{at}/yardstick/every_period", "true, as it is asked of every period")


def _whole_faults(value: Decimal | None, yardstick: Yardstick, at: str) -> Iterator[Fault]:
    """`all` and `yes` ask for the whole of a share, or for a yes: a bare ratio has no whole that it could reach."""
    if value is not None:
        yield Fault("value_beside_all", f"{at}/value", "null: all of it is asked, or a yes", str(value))
    for number, quantity in enumerate(yardstick.quantities):
        if quantity.over is not None and not quantity.share:
            yield Fault("share_expected", f"{at}/yardstick/quantities/{number}/share", "true, a part of a whole")
