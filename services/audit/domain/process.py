"""过程评价: which duties of a period were done on time, as far as what was copied can tell."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.audit.domain.task_record import TaskOnDay

NOT_TOLD = ("due_days_of_collections", "items_owed")
"""What no feed tells audit: by when a collection was due, and what each organisation owed in it."""


@dataclass(frozen=True)
class Reported:
    """What one organisation sent for the period: parts of submissions by the newest decision, and the first day."""

    organisation: str
    first_on: date
    approved: int
    returned: int
    waiting: int


@dataclass(frozen=True)
class OnTime:
    """`open`: not done, and its day has not passed."""

    on_time: int
    late: int
    open: int


@dataclass(frozen=True)
class Process:
    """`reports` is None unless somebody says by when they were due. `silent` sent nothing at all for the period."""

    tasks: OnTime
    steps: OnTime
    reports: OnTime | None
    reported: tuple[Reported, ...]
    silent: tuple[str, ...]
    returned: int
    waiting: int

    @property
    def parts(self) -> tuple[OnTime, ...]:
        return (self.tasks, self.steps, *(() if self.reports is None else (self.reports,)))


def process_of(
    tasks: Sequence[TaskOnDay],
    since: date,
    as_of: date,
    reported: Sequence[Reported],
    schools: Iterable[str],
    due_on: date | None,
) -> Process:
    """Of the tasks the steps due from `since` on count; `schools` are those of whom a report may be expected."""
    there = {each.organisation for each in reported}
    silent = tuple(code for code in schools if code not in there)
    steps = [step.on_time for task in tasks for step in task.steps if since <= step.due_on and _is_wanted(task)]
    return Process(
        tasks=_count(task.on_time for task in tasks if _is_wanted(task)),
        steps=_count(steps),
        reports=None if due_on is None else _reports(reported, len(silent), due_on, as_of),
        reported=tuple(reported),
        silent=silent,
        returned=sum(each.returned > 0 for each in reported),
        waiting=sum(each.waiting > 0 for each in reported),
    )


def _is_wanted(task: TaskOnDay) -> bool:
    return not task.document["withdrawn"]


def _count(found: Iterable[bool | None]) -> OnTime:
    told = list(found)
    return OnTime(told.count(True), told.count(False), told.count(None))


def _reports(reported: Sequence[Reported], silent: int, due_on: date, as_of: date) -> OnTime:
    on_time = sum(each.first_on <= due_on for each in reported)
    late = len(reported) - on_time
    return OnTime(on_time, late + silent, 0) if as_of > due_on else OnTime(on_time, late, silent)
