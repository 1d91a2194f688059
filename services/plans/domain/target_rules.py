"""What must agree within one target, but for how it is measured."""

from collections.abc import Iterator
from typing import Protocol

from services.kernel.errors import Fault
from services.plans.domain.asked_target import AskedTarget
from services.plans.domain.words import Certainty, DeadlineCertainty, TargetKind
from services.yardsticks.words import Comparison

PERCENT = "%"
_MAY_PASS_A_HUNDRED = frozenset({TargetKind.ANNUAL_CHANGE, TargetKind.COMPARATOR})


class Target(AskedTarget, Protocol):
    """The parts of a target that depend on one another."""

    @property
    def kind(self) -> TargetKind: ...


def target_faults(target: Target, at: str) -> Iterator[Fault]:
    """Every fault within the target at the JSON pointer `at`."""
    yield from _value_faults(target, at)
    yield from _range_faults(target, at)
    if target.unit == PERCENT and target.kind not in _MAY_PASS_A_HUNDRED:
        for name, number in (("value", target.value), ("upper", target.upper)):
            if number is not None and not 0 <= number <= 100:
                yield Fault("percent_out_of_range", f"{at}/{name}", "a share from 0 to 100", str(number))
    yield from _deadline_faults(target, at)


def _value_faults(target: Target, at: str) -> Iterator[Fault]:
    value, lost = target.value, target.certainty is Certainty.LOST
    if target.certainty is Certainty.NUMBER and value is None:
        yield Fault("value_missing", f"{at}/value", "the number that certainty `number` promises")
    if lost and value is not None:
        yield Fault("value_not_lost", f"{at}/value", "null, as the number is lost in the source", str(value))
    if (target.kind is TargetKind.ALL_OF_STANDARD) != (target.comparison is Comparison.ALL_MET):
        expected = "`all_of_standard` with comparison `all_met`, and neither without the other"
        yield Fault("all_of_standard_differs", f"{at}/kind", expected, target.kind.value)
    if target.kind is TargetKind.LOST_VALUE and not lost:
        yield Fault("value_not_lost", f"{at}/kind", "another kind, unless certainty is `lost`", target.kind.value)
    if value is not None and target.unit is None:
        yield Fault("unit_missing", f"{at}/unit", "the unit of the value")


def _range_faults(target: Target, at: str) -> Iterator[Fault]:
    value, upper = target.value, target.upper
    if target.comparison is not Comparison.RANGE:
        if upper is not None:
            yield Fault("upper_without_range", f"{at}/upper", "null unless the comparison is `range`", str(upper))
    elif value is not None and upper is None:
        yield Fault("upper_missing", f"{at}/upper", "the other end of the range")
    elif upper is not None and (value is None or value > upper):
        yield Fault("range_reversed", f"{at}/upper", "a number not below `value`", str(upper))


def _deadline_faults(target: Target, at: str) -> Iterator[Fault]:
    """A deadline stands exactly where the source states one."""
    stated, certainty = target.deadline is not None, target.deadline_certainty
    if certainty is DeadlineCertainty.STATED and not stated:
        yield Fault("deadline_missing", f"{at}/deadline", "the day that deadline_certainty `stated` promises")
    if certainty is not DeadlineCertainty.STATED and stated:
        yield Fault("deadline_not_stated", f"{at}/deadline", f"null, as its certainty is `{certainty.value}`")
