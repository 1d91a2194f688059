"""Targets of a plan."""

from typing import Annotated

from pydantic import Field

from services.kernel.fields import Bilingual, Closed, Code, Day, Line, Number
from services.plans.domain.words import Certainty, Comparison, TargetKind


class PlanTarget(Closed):
    """One quantity, population, value and deadline.

    `unit` is the unit of measurement, `responsible_unit` the key of the unit whose duty states the target. A range
    runs from `value` to `upper`. `restates` names the target that says the same first.
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
    restates: Code | None = None
    certainty: Certainty
