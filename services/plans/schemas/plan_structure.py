"""The structure of a plan: phases, programmes, measures with their assignments, guarantees, what else it orders."""

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
    """One unit's part in a measure."""

    organisation: Code
    name_in_source: Line | None = None
    role: AssignmentRole


class Measure(Closed):
    """措施: the smallest numbered item. `open_ended_roles` are those whose list of units ends in 等 in the source."""

    code: Code
    title: Bilingual
    summary: Bilingual
    place: Line
    assignments: list[Assignment] = Field(default_factory=list, max_length=200)
    open_ended_roles: list[AssignmentRole] = Field(default_factory=list, max_length=3)

    def of_role(self, role: AssignmentRole) -> list[Assignment]:
        """The assignments of a role, in the order of the source."""
        return [one for one in self.assignments if one.role is role]


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


class Accountability(Closed):
    """督查、通报、奖惩、问责: what the plan itself says; `cadence` is how often, in its words, such as 每年12月."""

    code: Code
    title: Bilingual
    place: Line
    cadence: Line | None = None


class OrderedSystem(Closed):
    """A register or system that the plan orders to be built: 台账、档案、平台、机制."""

    code: Code
    title: Bilingual
    place: Line
