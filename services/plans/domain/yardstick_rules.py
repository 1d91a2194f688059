"""Whether a target is measured, by what, or why it cannot be."""

from collections.abc import Iterator
from typing import Protocol

from services.kernel.errors import Fault
from services.plans.domain.asked_target import MeasuredTarget
from services.plans.domain.measured_rules import measured_faults
from services.plans.domain.population_rules import population_faults
from services.plans.domain.target_rules import Target
from services.plans.domain.words import Certainty
from services.yardsticks.language import ByStandard
from services.yardsticks.words import Comparison, Unassessable


class Assessable(Target, MeasuredTarget, Protocol):
    """The parts of a target that decide whether it can be assessed."""

    @property
    def unassessable(self) -> Unassessable | None: ...


def unready(target: Assessable) -> bool:
    """Whether it is neither measured nor said why it cannot be; a draft may hold such a target."""
    return target.yardstick is None and target.unassessable is None


def yardstick_faults(target: Assessable, at: str) -> Iterator[Fault]:
    """Every fault between the target at the JSON pointer `at` and its yardstick."""
    yardstick, word, lost = target.yardstick, target.unassessable, target.certainty is Certainty.LOST
    if word is Unassessable.VALUE_LOST and not lost:
        yield Fault("value_not_lost", f"{at}/unassessable", "null, unless certainty is `lost`")
    if lost and word is not Unassessable.VALUE_LOST:
        given = None if word is None else word.value
        yield Fault("loss_unsaid", f"{at}/unassessable", "value_lost, as certainty is `lost`", given)
    if yardstick is None:
        return
    if word is not None:
        yield Fault("yardstick_and_unassessable", f"{at}/unassessable", "null beside a yardstick")
    if lost:
        yield Fault("value_lost", f"{at}/yardstick", "null: there is no number to hold the figure against")
    if isinstance(yardstick, ByStandard):
        if target.comparison is not Comparison.ALL_MET:
            yield Fault("all_met_expected", f"{at}/comparison", "all_met, as a whole standard is asked")
    else:
        yield from population_faults(yardstick.population, f"{at}/yardstick/population")
        yield from measured_faults(target, yardstick, at)
