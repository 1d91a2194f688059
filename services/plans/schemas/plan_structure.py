"""The structure of a plan: phases, programmes, measures with their assignments, guarantees."""

from typing import Annotated

from pydantic import Field

from services.kernel.fields import Bilingual, Closed, Code, Day, Line
from services.plans.domain.words import AssignmentRole


class PlanPhase(Closed):
    """实施阶段, both days included."""

    code: Code
    title: Bilingual
    starts_on: Day | None
    ends_on: Day | None
    place: Line


class Assignment(Closed):
    """One unit's part in a measure; `open_ended` where the source's list ends in 等."""

    organisation: Code
    name_in_source: Line | None = None
    role: AssignmentRole
    open_ended: bool = False


class Measure(Closed):
    """措施: the smallest numbered item."""

    code: Code
    title: Bilingual
    summary: Bilingual
    place: Line
    assignments: list[Assignment] = Field(default_factory=list, max_length=200)


class Programme(Closed):
    """工程 / 重点任务: the top grouping of measures."""

    code: Code
    title: Bilingual
    place: Line
    measures: Annotated[list[Measure], Field(max_length=500)]


class Guarantee(Closed):
    """保障措施."""

    code: Code
    title: Bilingual
    place: Line
