"""What must agree within a task, and between it and what was decided about it before."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from services.kernel.errors import Fault
from services.plans.domain.references import Mention, repeated


class Milestone(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def due_on(self) -> date: ...


class Evidence(Protocol):
    @property
    def code(self) -> str: ...


class Task(Protocol):
    """The parts of a task that depend on one another."""

    @property
    def plan(self) -> str: ...
    @property
    def measure(self) -> str | None: ...
    @property
    def duty(self) -> str | None: ...
    @property
    def target(self) -> str | None: ...
    @property
    def starts_on(self) -> date: ...
    @property
    def due_on(self) -> date: ...
    @property
    def milestones(self) -> Sequence[Milestone]: ...
    @property
    def evidence(self) -> Sequence[Evidence]: ...
    @property
    def depends_on(self) -> Sequence[str]: ...
    @property
    def withdrawn(self) -> bool: ...
    @property
    def decided_on(self) -> date: ...


def task_faults(task: Task, before: Task | None) -> Iterator[Fault]:
    """Every fault of the task by itself; `before` is its newest version."""
    named = [name for name in ("measure", "duty", "target") if getattr(task, name) is not None]
    if len(named) != 1:
        expected = "exactly one of measure, duty and target: what the task serves"
        yield Fault("serves_not_one", "/measure", expected, ", ".join(named) or None)
    if task.due_on < task.starts_on:
        yield Fault("due_before_start", "/due_on", f"{task.starts_on} or a later day", task.due_on.isoformat())
    for number, milestone in enumerate(task.milestones):
        if not task.starts_on <= milestone.due_on <= max(task.starts_on, task.due_on):
            expected = f"a day from {task.starts_on} to {task.due_on}, as the task runs"
            yield Fault("milestone_outside", f"/milestones/{number}/due_on", expected, milestone.due_on.isoformat())
    yield from repeated(_mentions("/milestones", task.milestones), "milestone")
    yield from repeated(_mentions("/evidence", task.evidence), "line of evidence")
    yield from repeated([Mention(f"/depends_on/{n}", each) for n, each in enumerate(task.depends_on)], "task")
    if before is None and task.withdrawn:
        yield Fault("withdrawn_before_set", "/withdrawn", "false: there is no such task yet to be taken back", "true")
    if before is not None:
        yield from _change_faults(task, before)


def _mentions(at: str, listed: Sequence[Milestone] | Sequence[Evidence]) -> list[Mention]:
    return [Mention(f"{at}/{number}/code", each.code) for number, each in enumerate(listed)]


def _change_faults(task: Task, before: Task) -> Iterator[Fault]:
    if task.plan != before.plan:
        yield Fault("task_of_another_plan", "/plan", f"{before.plan}, or another code for the task", task.plan)
    if task.decided_on < before.decided_on:
        expected = f"{before.decided_on} or a later day: the task was last changed then"
        yield Fault("decided_earlier", "/decided_on", expected, task.decided_on.isoformat())
