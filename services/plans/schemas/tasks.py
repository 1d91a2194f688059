"""Tasks as they are put."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from services.kernel.fields import Bilingual, Closed, Code, Day, Line, Reason
from services.plans.schemas.plan_units import ClauseCode


class TaskMilestone(Closed):
    """A step that can be reported as done."""

    code: Code
    title: Bilingual
    due_on: Day


class EvidenceWanted(Closed):
    """A line of what must be shown in the end; a report names it by its code."""

    code: Code
    what: Line


_EXAMPLE: dict[str, Any] = {
    "title": {"zh": "虚构·补足图书", "en": "Fictitious: fill up the libraries"},
    "plan": "example-plan",
    "measure": "m1.1",
    "owner": "000000",
    "starts_on": "2021-09-15",
    "due_on": "2021-12-15",
    "milestones": [
        {"code": "s1", "title": {"zh": "清点缺口", "en": "Count what is missing"}, "due_on": "2021-10-15"},
        {"code": "s2", "title": {"zh": "采购到位", "en": "Books bought"}, "due_on": "2021-12-15"},
    ],
    "evidence": [{"code": "e1", "what": "图书验收单 · Delivery note of the books"}],
    "depends_on": [],
    "decided_on": "2021-09-10",
    "reason": "Set at the meeting of 10 September · 九月十日会议确定",
}


class TaskBody(Closed):
    """What a unit does for one measure, duty clause or target of a published plan; with all its milestones it is done.

    `jurisdiction` is the place that takes the measure up by this task; without it the place of the owner. What is put
    holds from `decided_on`, for the reason given; earlier versions are kept, and the first due day is never forgotten.
    任务：单位为已发布方案中的一项措施、一条职责或一个目标所做的事；全部节点完成、佐证齐备即为完成。
    自 decided_on 起按所给理由生效，旧版与原定期限保留。
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    title: Bilingual
    plan: Code
    measure: Code | None = None
    duty: ClauseCode | None = None
    target: Code | None = None
    owner: Annotated[Code, Field(description="the unit that carries it out and reports · 承办单位")]
    jurisdiction: Code | None = None
    starts_on: Day
    due_on: Day
    milestones: Annotated[list[TaskMilestone], Field(min_length=1, max_length=100)]
    evidence: list[EvidenceWanted] = Field(default_factory=list, max_length=100)
    depends_on: list[Code] = Field(default_factory=list, max_length=50, description="codes of tasks · 前置任务")
    withdrawn: Annotated[bool, Field(description="no longer wanted from this day on · 自该日起撤销")] = False
    decided_on: Day
    reason: Reason

    def asks_the_same(self, other: "TaskBody") -> bool:
        """Whether both ask the same, whenever and for whatever reason that was decided."""
        undated = {"decided_on": self.decided_on, "reason": self.reason}
        return self == other.model_copy(update=undated)

    def serves_the_same(self, other: "TaskBody") -> bool:
        return (self.measure, self.duty, self.target) == (other.measure, other.duty, other.target)

    def stands_the_same(self, other: "TaskBody") -> bool:
        return (self.owner, self.jurisdiction) == (other.owner, other.jurisdiction)
