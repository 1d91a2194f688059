"""A plan with the tasks that serve it."""

from services.kernel.fields import Bilingual, Day, Shown
from services.plans.schemas.task_answers import TaskLine
from services.yardsticks.task_state import TaskState


class Served(Shown):
    """A measure, duty clause or target, and its tasks on the day; `states` counts them, only those that occur.

    What was numbered anew since a task was set stands under its code of the day, with that task. `title` and `place`
    are null where the plan no longer holds it.
    """

    code: str
    title: Bilingual | None
    place: str | None
    states: dict[TaskState, int]
    tasks: list[TaskLine]


class TaskTree(Shown):
    """Every measure, with tasks or without; duty clauses and targets with tasks; last what the plan no longer holds.

    任务树：全部措施（含无任务者），有任务的职责与目标；gone 为方案已不再载明、但仍有任务的事项。
    """

    plan: str
    revision: int
    title: Bilingual
    as_of: Day
    states: dict[TaskState, int]
    measures: list[Served]
    duties: list[Served]
    targets: list[Served]
    gone: list[Served]
