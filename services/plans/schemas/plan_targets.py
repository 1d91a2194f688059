"""Targets of a plan."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from services.kernel.fields import Bilingual, Closed, Code, Day, Line, Number
from services.plans.domain.words import Certainty, DeadlineCertainty, TargetKind
from services.yardsticks.language import ByStandard, Yardstick
from services.yardsticks.words import Comparison, Unassessable


def _one_of_both(value: Any) -> Any:
    """Read by the one that is meant, so that a fault is named where it stands and not once for either."""
    if value is None or isinstance(value, ByStandard):
        return value
    meant = ByStandard if isinstance(value, dict) and "standard" in value else Yardstick
    return meant.model_validate(value)


Measuring = Annotated[Yardstick | ByStandard | None, BeforeValidator(_one_of_both)]


def _by_the_deadline(given: dict[str, Any]) -> DeadlineCertainty:
    return DeadlineCertainty.NONE if given.get("deadline") is None else DeadlineCertainty.STATED


class PlanTarget(Closed):
    """One quantity, population, value and deadline.

    `unit` is the unit of measurement, `responsible_unit` the key of the unit whose duty states the target. A range
    runs from `value` to `upper`. `restates` names the target that says the same first. `yardstick` says how the figure
    comes about, `unassessable` why there can be none; before publication a target needs one of them.
    """

    code: Code
    place: Line
    phase: Code | None = None
    measure: Code | None = None
    responsible_unit: Code | None = None
    statement: Bilingual
    kind: TargetKind
    comparison: Comparison | None
    value: Number | None
    upper: Number | None = None
    unit: Annotated[Line, Field(description="such as % or 间/百名学生")] | None
    population: Bilingual | None
    deadline: Day | None
    deadline_text: Line | None
    deadline_certainty: Annotated[
        DeadlineCertainty, Field(default_factory=_by_the_deadline, description="stated with a deadline, else none")
    ]
    restates: Code | None = None
    certainty: Certainty
    yardstick: Measuring = None
    unassessable: Unassessable | None = None
