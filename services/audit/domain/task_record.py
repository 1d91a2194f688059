"""A task as the feed of plans tells it, and what it had come to on a day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.audit.domain.verdict import Verdict
from services.yardsticks.task_state import (
    ReportFacts,
    Standing,
    Step,
    TaskFacts,
    TaskState,
    is_finished,
    milestone_done_on,
    standing,
    standing_reports,
)

FINISHED = frozenset({TaskState.DONE, TaskState.DONE_LATE})


@dataclass(frozen=True)
class TaskRecord:
    """All that was decided and reported; `documents` are the versions as they were put, oldest first."""

    code: str
    plan: str
    versions: tuple[TaskFacts, ...]
    documents: tuple[Mapping[str, Any], ...]
    reports: tuple[ReportFacts, ...]
    told: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class StepOnDay:
    """A milestone. `on_time` None: it is not done and its day has not passed."""

    code: str
    title: Mapping[str, str]
    due_on: date
    done_on: date | None
    on_time: bool | None


@dataclass(frozen=True)
class TaskOnDay:
    """`document` is the version of the day. `verdict` None: nothing can be held against the owner yet, or any more.

    Done late is met and `late`, as a target that was reached after its deadline. `reports` are those that stand.
    """

    record: TaskRecord
    document: Mapping[str, Any]
    standing: Standing
    steps: tuple[StepOnDay, ...]
    reports: tuple[Mapping[str, Any], ...]

    @property
    def due_on(self) -> date:
        return date.fromisoformat(self.document["due_on"])

    @property
    def verdict(self) -> Verdict | None:
        if self.standing.state in FINISHED:
            return Verdict.MET
        return Verdict.NOT_MET if self.standing.state is TaskState.OVERDUE else None

    @property
    def late(self) -> bool:
        return self.standing.state is TaskState.DONE_LATE

    @property
    def on_time(self) -> bool | None:
        """None while it is not done and its day has not passed, and for a task taken back."""
        return None if self.verdict is None else self.standing.state is TaskState.DONE


def record_from(code: str, body: Mapping[str, Any]) -> TaskRecord:
    """From the body of a change of topic `task`."""
    return TaskRecord(
        code=code,
        plan=body["plan"],
        versions=tuple(_facts(each) for each in body["versions"]),
        documents=tuple(body["versions"]),
        reports=tuple(_report(each) for each in body["reports"]),
        told=tuple(body["reports"]),
    )


def unfinished_on(records: Collection[TaskRecord], day: date) -> frozenset[str]:
    return frozenset(each.code for each in records if not is_finished(each.versions, each.reports, day))


def on_day(record: TaskRecord, unfinished: Collection[str], day: date) -> TaskOnDay | None:
    """None before it was decided. `unfinished` are the tasks that were not finished on the day."""
    stands = standing(record.versions, record.reports, unfinished, day, soon_days=0)
    if stands is None:
        return None
    told = standing_reports(record.reports, day)
    numbers = {each.number for each in told}
    known = [document for document in record.documents if date.fromisoformat(document["decided_on"]) <= day]
    document = max(known, key=lambda each: int(each["version"]))
    return TaskOnDay(
        record=record,
        document=document,
        standing=stands,
        steps=tuple(_step(each, told, day) for each in document["milestones"]),
        reports=tuple(each for each in record.told if each["number"] in numbers),
    )


def _step(milestone: Mapping[str, Any], told: Sequence[ReportFacts], day: date) -> StepOnDay:
    due, done = date.fromisoformat(milestone["due_on"]), milestone_done_on(told, milestone["code"])
    on_time = done <= due if done is not None else False if day > due else None
    return StepOnDay(milestone["code"], milestone["title"], due, done, on_time)


def _facts(version: Mapping[str, Any]) -> TaskFacts:
    return TaskFacts(
        number=version["version"],
        decided_on=date.fromisoformat(version["decided_on"]),
        starts_on=date.fromisoformat(version["starts_on"]),
        due_on=date.fromisoformat(version["due_on"]),
        milestones=frozenset(each["code"] for each in version["milestones"]),
        evidence=frozenset(each["code"] for each in version["evidence"]),
        depends_on=frozenset(version["depends_on"]),
        withdrawn=version["withdrawn"],
    )


def _report(report: Mapping[str, Any]) -> ReportFacts:
    steps = {
        each["milestone"]: Step(each["percent"], bool(each["done"]) or each["percent"] == 100)
        for each in report["milestones"]
    }
    return ReportFacts(
        number=report["number"],
        as_of=date.fromisoformat(report["as_of"]),
        steps=steps,
        proven=frozenset(each["proves"] for each in report["evidence"] if each["proves"]),
        replaces=report["replaces"],
    )
