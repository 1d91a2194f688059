"""The state of a task on a day: computed from what was decided and reported by then, never typed.

Nothing here looks at when a fact was recorded, only at the day it is of: the order in which facts arrive does not
matter.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class TaskState(StrEnum):
    """未启动、进行中、临期、逾期、等待前置任务、完成、逾期完成、撤销."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    WAITING = "waiting"
    DONE = "done"
    DONE_LATE = "done_late"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class TaskFacts:
    """A task as it is from `decided_on` until its next version. It is done with all of `milestones` and `evidence`."""

    number: int
    decided_on: date
    starts_on: date
    due_on: date
    milestones: frozenset[str]
    evidence: frozenset[str] = frozenset()
    depends_on: frozenset[str] = frozenset()
    withdrawn: bool = False


@dataclass(frozen=True)
class Step:
    """What a report says of a milestone; a percentage of a hundred is done."""

    percent: int | None
    done: bool


@dataclass(frozen=True)
class ReportFacts:
    """What the owner reported of the day `as_of`. A correction is of the same day as the report it `replaces`."""

    number: int
    as_of: date
    steps: Mapping[str, Step]
    proven: frozenset[str] = frozenset()
    replaces: int | None = None


@dataclass(frozen=True)
class Standing:
    """Where a task stands on a day. `behind_original` holds it against its first due day, however often postponed."""

    state: TaskState
    done_on: date | None
    days_left: int
    original_due_on: date
    behind_original: bool
    begun: bool


def version_on(versions: Sequence[TaskFacts], day: date) -> TaskFacts | None:
    """The task as it was on the day; None before it was first decided."""
    known = [each for each in versions if each.decided_on <= day]
    return max(known, key=lambda each: each.number, default=None)


def standing_reports(reports: Iterable[ReportFacts], day: date) -> list[ReportFacts]:
    """Those of days up to `day` that none of them replaces, oldest day first."""
    told = [each for each in reports if each.as_of <= day]
    replaced = {each.replaces for each in told}
    return sorted((each for each in told if each.number not in replaced), key=lambda each: each.as_of)


def milestone_done_on(reports: Iterable[ReportFacts], milestone: str) -> date | None:
    """Since when it is reported as done without a later report that takes this back; `reports` as they stand."""
    since: date | None = None
    for report in reports:
        step = report.steps.get(milestone)
        if step is not None:
            since = (since or report.as_of) if step.done else None
    return since


def evidence_given_on(reports: Iterable[ReportFacts], wanted: str) -> date | None:
    """The first day of which a report brings it; `reports` as they stand."""
    return next((report.as_of for report in reports if wanted in report.proven), None)


def done_on(task: TaskFacts, reports: Sequence[ReportFacts]) -> date | None:
    """The day from which nothing is missing; `reports` as they stand."""
    days = [milestone_done_on(reports, each) for each in task.milestones]
    days += [evidence_given_on(reports, each) for each in task.evidence]
    known = [day for day in days if day is not None]
    return max(known) if known and len(known) == len(days) else None


def is_finished(versions: Sequence[TaskFacts], reports: Iterable[ReportFacts], day: date) -> bool:
    """Whether it holds up no task that depends on it: done, or no longer wanted."""
    task = version_on(versions, day)
    return task is not None and (task.withdrawn or done_on(task, standing_reports(reports, day)) is not None)


def standing(
    versions: Sequence[TaskFacts],
    reports: Iterable[ReportFacts],
    unfinished: Collection[str],
    day: date,
    soon_days: int,
) -> Standing | None:
    """Where it stands on the day; None before it was decided. `unfinished` are the tasks not finished on that day."""
    task = version_on(versions, day)
    if task is None:
        return None
    told = standing_reports(reports, day)
    finished = done_on(task, told)
    begun = any(_begins(report, task) for report in told)
    original = min(versions, key=lambda each: each.number).due_on
    return Standing(
        state=_state(task, finished, begun, bool(task.depends_on & set(unfinished)), day, soon_days),
        done_on=finished,
        days_left=(task.due_on - day).days,
        original_due_on=original,
        behind_original=not task.withdrawn and (finished or day) > original,
        begun=begun,
    )


def _state(task: TaskFacts, finished: date | None, begun: bool, held_up: bool, day: date, soon_days: int) -> TaskState:
    """The due day itself is in time. A task that waits says so even when it is due soon, but not once it is overdue."""
    if task.withdrawn:
        return TaskState.WITHDRAWN
    if finished is not None:
        return TaskState.DONE if finished <= task.due_on else TaskState.DONE_LATE
    if day > task.due_on:
        return TaskState.OVERDUE
    if held_up and (begun or day >= task.starts_on):
        return TaskState.WAITING
    if (task.due_on - day).days <= soon_days:
        return TaskState.DUE_SOON
    return TaskState.RUNNING if begun else TaskState.NOT_STARTED


def _begins(report: ReportFacts, task: TaskFacts) -> bool:
    begun = {code for code, step in report.steps.items() if step.done or step.percent}
    return bool(begun & task.milestones or report.proven & task.evidence)
