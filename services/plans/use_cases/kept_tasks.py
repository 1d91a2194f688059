"""Tasks as they are kept, and where each stands on a day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from services.kernel.routes import Session
from services.plans.domain.bearing import Bearing
from services.plans.repository import tasks
from services.plans.repository.plan_bearings import bearings_on
from services.plans.schemas.task_reports import TaskReportBody
from services.plans.schemas.tasks import TaskBody
from services.plans.use_cases.task_owners import Owner, owners_on
from services.yardsticks.task_state import (
    ReportFacts,
    Standing,
    Step,
    TaskFacts,
    is_finished,
    standing,
    standing_reports,
    version_on,
)

SOON_DAYS = 30


@dataclass(frozen=True)
class KeptVersion:
    body: TaskBody
    facts: TaskFacts
    decided_by: str


@dataclass(frozen=True)
class KeptReport:
    """`document` is what was posted; a list of thousands needs the facts alone, so the body is read when asked for."""

    document: Mapping[str, Any]
    facts: ReportFacts
    organisation: str
    reported_by: str

    @cached_property
    def body(self) -> TaskReportBody:
        return TaskReportBody.model_validate(self.document)


@dataclass(frozen=True)
class KeptTask:
    """Everything decided and reported, oldest first."""

    code: str
    versions: Sequence[KeptVersion]
    reports: Sequence[KeptReport]

    @property
    def newest(self) -> KeptVersion:
        return self.versions[-1]

    @property
    def facts(self) -> list[TaskFacts]:
        return [each.facts for each in self.versions]

    @property
    def report_facts(self) -> list[ReportFacts]:
        return [each.facts for each in self.reports]

    def served_since(self, version: KeptVersion) -> date:
        """The day on which what the version serves was named; later versions only repeated its code."""
        since = version
        for before in reversed(self.versions[: version.facts.number - 1]):
            if not before.body.serves_the_same(version.body):
                break
            since = before
        return since.body.decided_on

    def version_on(self, day: date) -> KeptVersion | None:
        found = version_on(self.facts, day)
        return None if found is None else self.versions[found.number - 1]


@dataclass(frozen=True)
class DatedTask:
    """A task as it stands on a day; `due` are the due days of the tasks that it waits for."""

    task: KeptTask
    version: KeptVersion
    plan_standing: Bearing
    owner: Owner
    standing: Standing
    told: Sequence[ReportFacts]
    waits_for: Sequence[str]
    due: Mapping[str, date]

    @property
    def served_since(self) -> date:
        """The day on which what it serves was named, by the code which that had then."""
        return self.task.served_since(self.version)


async def kept_tasks(session: Session, codes: Collection[str]) -> dict[str, KeptTask]:
    """Those that exist, by code."""
    versions = await tasks.versions_of(session, codes)
    reports = await tasks.reports_of(session, codes)
    return {
        code: KeptTask(code, [_version(row) for row in rows], [_report(row) for row in reports.get(code, ())])
        for code, rows in versions.items()
    }


async def dated_tasks(session: Session, codes: Collection[str], day: date, soon_days: int) -> list[DatedTask]:
    """The tasks that there were on the day, in the order of their codes."""
    kept = await kept_tasks(session, codes)
    there = {code: (task, version) for code, task in kept.items() if (version := task.version_on(day))}
    needed = {each for _, version in there.values() for each in version.facts.depends_on}
    known = kept | await kept_tasks(session, needed - kept.keys())
    unfinished = {code for code in needed if not is_finished(known[code].facts, known[code].report_facts, day)}
    bodies = [version.body for _, version in there.values()]
    plans = await bearings_on(session, {body.plan for body in bodies}, day)
    owners = await owners_on(session, {body.owner for body in bodies}, day)
    found = []
    for _, (task, version) in sorted(there.items()):
        stands = standing(task.facts, task.report_facts, unfinished, day, soon_days)
        if stands is not None:
            waits = sorted(version.facts.depends_on & unfinished)
            told, due = standing_reports(task.report_facts, day), _due_days(version, known, day)
            plan, owner = plans[version.body.plan], owners[version.body.owner]
            found.append(DatedTask(task, version, plan, owner, stands, told, waits, due))
    return found


def _due_days(version: KeptVersion, known: Mapping[str, KeptTask], day: date) -> dict[str, date]:
    """Of the tasks it waits for, as they were wanted on the day."""
    before = {code: known[code].version_on(day) for code in version.facts.depends_on}
    return {code: each.body.due_on for code, each in before.items() if each and not each.facts.withdrawn}


def facts_of(body: TaskBody, number: int) -> TaskFacts:
    return TaskFacts(
        number=number,
        decided_on=body.decided_on,
        starts_on=body.starts_on,
        due_on=body.due_on,
        milestones=frozenset(each.code for each in body.milestones),
        evidence=frozenset(each.code for each in body.evidence),
        depends_on=frozenset(body.depends_on),
        withdrawn=body.withdrawn,
    )


def _version(row: Any) -> KeptVersion:
    dated = {"decided_on": row.decided_on, "reason": row.reason}
    body = TaskBody.model_validate(tasks.document_of(row) | dated)
    return KeptVersion(body, facts_of(body, row.version), row.decided_by)


def _report(row: Any) -> KeptReport:
    document = tasks.document_of(row) | {"as_of": row.as_of, "replaces": row.replaces, "reason": row.reason}
    facts = ReportFacts(
        number=row.number,
        as_of=row.as_of,
        steps={each["milestone"]: _step(each) for each in document["milestones"]},
        proven=frozenset(each["proves"] for each in document["evidence"] if each.get("proves")),
        replaces=row.replaces,
    )
    return KeptReport(document, facts, row.organisation_code, row.reported_by)


def _step(progress: Mapping[str, Any]) -> Step:
    percent = progress.get("percent")
    return Step(percent, bool(progress.get("done") or percent == 100))
