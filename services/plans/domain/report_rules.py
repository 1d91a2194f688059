"""What must agree within a report of progress, and between it and the task it is about."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Protocol

from services.kernel.errors import Fault
from services.plans.domain.references import Mention, repeated, unknown
from services.yardsticks.task_state import ReportFacts, TaskFacts


class Progress(Protocol):
    @property
    def milestone(self) -> str: ...
    @property
    def percent(self) -> int | None: ...
    @property
    def done(self) -> bool | None: ...


class Proof(Protocol):
    @property
    def proves(self) -> str | None: ...
    @property
    def sha256(self) -> str | None: ...
    @property
    def reference(self) -> str | None: ...
    @property
    def collected_on(self) -> date: ...


class Report(Protocol):
    """The parts of a report that depend on one another."""

    @property
    def as_of(self) -> date: ...
    @property
    def milestones(self) -> Sequence[Progress]: ...
    @property
    def evidence(self) -> Sequence[Proof]: ...
    @property
    def replaces(self) -> int | None: ...


def report_faults(report: Report, task: TaskFacts | None, earlier: Collection[ReportFacts]) -> Iterator[Fault]:
    """Every fault of the report; `task` is as it was on its day, `earlier` all reports there are."""
    if task is None:
        yield Fault("report_before_task", "/as_of", "a day on which the task had been set", report.as_of.isoformat())
    elif task.withdrawn:
        yield Fault("task_withdrawn", "/as_of", "a day on which the task was wanted", report.as_of.isoformat())
    else:
        said = [Mention(f"/milestones/{n}/milestone", each.milestone) for n, each in enumerate(report.milestones)]
        proven = [
            Mention(f"/evidence/{n}/proves", each.proves) for n, each in enumerate(report.evidence) if each.proves
        ]
        yield from repeated(said, "milestone")
        yield from unknown(said, task.milestones, "milestone")
        yield from unknown(proven, task.evidence, "evidence")
    for number, each in enumerate(report.milestones):
        if (each.percent is None) == (each.done is None):
            yield Fault("percent_or_done", f"/milestones/{number}", "either a percentage or whether it is done")
    for number, proof in enumerate(report.evidence):
        yield from _proof_faults(proof, report.as_of, f"/evidence/{number}")
    yield from _correction_faults(report, earlier)


def _proof_faults(proof: Proof, day: date, at: str) -> Iterator[Fault]:
    if proof.sha256 is None and proof.reference is None:
        yield Fault("evidence_not_to_be_found", at, "the SHA-256 of a file, a reference where it is found, or both")
    if proof.collected_on > day:
        expected = f"{day} or an earlier day, as the report is of that day"
        yield Fault("collected_later", f"{at}/collected_on", expected, proof.collected_on.isoformat())


def _correction_faults(report: Report, earlier: Collection[ReportFacts]) -> Iterator[Fault]:
    """A correction is of the day it corrects, so that no earlier day hangs on a later one."""
    if report.replaces is None:
        return
    at, given = "/replaces", str(report.replaces)
    first = next((each for each in earlier if each.number == report.replaces), None)
    by = next((each.number for each in earlier if each.replaces == report.replaces), None)
    if first is None:
        yield Fault("report_unknown", at, "the number of a report on this task", given)
    elif by is not None:
        yield Fault("report_replaced", at, f"a report that stands: {by} has replaced this one", given)
    elif first.as_of != report.as_of:
        expected = f"{first.as_of}, as in report {first.number}, which it replaces"
        yield Fault("correction_of_another_day", "/as_of", expected, report.as_of.isoformat())
