"""效能考核: what a unit was bound to, as lead or beside others, and what each had come to on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from services.audit.domain.plan_targets import PlanTarget, measures_of
from services.audit.domain.task_record import TaskOnDay
from services.audit.domain.verdict import Verdict, every
from services.yardsticks.task_state import TaskState


class Bond(StrEnum):
    """牵头（含责任）、配合. Who owns a task leads it."""

    LEAD = "lead"
    COOPERATING = "cooperating"


class WorkKind(StrEnum):
    """任务、措施、目标."""

    TASK = "task"
    MEASURE = "measure"
    TARGET = "target"


@dataclass(frozen=True)
class Work:
    """One thing the unit is bound to. `verdict` None: nothing can be held against it; `reason` says why.

    `reason` beside a verdict says what it hangs on. Words: not_due, withdrawn, on_the_way, no_target, not_assessed,
    other_revision_assessed, plan_not_binding, done_late, or that of the target's figure. `evidence` are task reports,
    statements, results of assessments, each as it can be looked up.
    """

    kind: WorkKind
    bond: Bond
    plan: str
    code: str
    title: Mapping[str, str]
    place: str | None
    due_on: date | None
    state: str | None
    verdict: Verdict | None
    reason: str | None
    late: bool
    evidence: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Portion:
    """All of one bond together; no average. `verdict` None with a reason: nothing_bound or nothing_due."""

    verdict: Verdict | None
    reason: str | None
    met: int
    not_met: int
    cannot_decide: int
    open: int
    late: int


def portion_of(works: Sequence[Work]) -> Portion:
    held = [each.verdict for each in works if each.verdict is not None]
    reason = None if held else "nothing_due" if works else "nothing_bound"
    return Portion(
        verdict=every(held) if held else None,
        reason=reason,
        met=held.count(Verdict.MET),
        not_met=held.count(Verdict.NOT_MET),
        cannot_decide=held.count(Verdict.CANNOT_DECIDE),
        open=len(works) - len(held),
        late=sum(each.late for each in works),
    )


def bond_of(role: str) -> Bond:
    return Bond.COOPERATING if role == "cooperating" else Bond.LEAD


@dataclass(frozen=True)
class PlanAssessed:
    """A plan on the day. `rows` are the results of its targets by code, None where nobody has assessed them.

    `assessment` is the one they are of, of exactly this revision, or else `other_revision` is true.
    """

    code: str
    document: Mapping[str, Any]
    binds: bool
    assessment: str | None
    other_revision: bool
    rows: Mapping[str, Mapping[str, Any]]


def task_work(task: TaskOnDay, *, binds: bool) -> Work:
    """A task of the unit, which leads it."""
    return Work(
        kind=WorkKind.TASK,
        bond=Bond.LEAD,
        plan=task.record.plan,
        code=task.record.code,
        title=task.document["title"],
        place=None,
        due_on=task.due_on,
        state=task.standing.state.value,
        verdict=task.verdict if binds else None,
        reason=_why_of_task(task) if binds else "plan_not_binding",
        late=task.late,
        evidence=tuple(_report(task, each) for each in task.reports),
    )


def _why_of_task(task: TaskOnDay) -> str | None:
    if task.verdict is None:
        return "withdrawn" if task.standing.state is TaskState.WITHDRAWN else "not_due"
    return "done_late" if task.late else None


def _report(task: TaskOnDay, report: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "kind": "task_report",
        "task": task.record.code,
        "number": report["number"],
        "as_of": report["as_of"],
        "by": report["reported_by"],
        "proofs": [
            {name: each[name] for name in ("title", "proves", "sha256", "reference")} for each in report["evidence"]
        ],
    }


def target_works(plan: PlanAssessed, targets: Iterable[PlanTarget], unit: str) -> list[Work]:
    """The targets that the plan binds to the unit, each once for each bond."""
    found = []
    for target in targets:
        bonds = {bond_of(each.role): each.place for each in target.units if each.organisation == unit}
        found += [_target(plan, target, bond, place) for bond, place in sorted(bonds.items())]
    return found


def _target(plan: PlanAssessed, target: PlanTarget, bond: Bond, place: str) -> Work:
    verdict, reason, late = target_verdict(plan, target)
    row = plan.rows.get(target.rule.code)
    return Work(
        kind=WorkKind.TARGET,
        bond=bond,
        plan=plan.code,
        code=target.rule.code,
        title=target.statement,
        place=place,
        due_on=target.rule.deadline,
        state=None if row is None else row["deadline_state"],
        verdict=verdict,
        reason=reason,
        late=late,
        evidence=() if row is None else (_result(plan, target.rule.code, row),),
    )


def _result(plan: PlanAssessed, code: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    named = {name: row[name] for name in ("verdict", "reason", "period", "value", "line")}
    return {"kind": "target_result", "assessment": plan.assessment, "target": code, **named}


def target_verdict(plan: PlanAssessed, target: PlanTarget) -> tuple[Verdict | None, str | None, bool]:
    """Verdict, reason, late. Not reached before its deadline is on the way, and held against nobody."""
    if not plan.binds:
        return None, "plan_not_binding", False
    row = plan.rows.get(target.rule.code)
    if row is None:
        return Verdict.CANNOT_DECIDE, "other_revision_assessed" if plan.other_revision else "not_assessed", False
    verdict = Verdict(row["verdict"])
    if verdict is Verdict.NOT_MET and row["deadline_state"] == "ahead":
        return None, "on_the_way", False
    return verdict, row["reason"], bool(row["late"])


def measure_works(
    plan: PlanAssessed, targets: Sequence[PlanTarget], tasks: Sequence[TaskOnDay], unit: str
) -> list[Work]:
    """The measures that the plan gives the unit a part in: what their targets and the unit's tasks for them say."""
    found = []
    for measure in measures_of(plan.document):
        bonds = {bond_of(each["role"]) for each in measure["assignments"] if each["organisation"] == unit}
        found += [_measure(plan, measure, bond, targets, tasks) for bond in sorted(bonds)]
    return found


def _measure(
    plan: PlanAssessed,
    measure: Mapping[str, Any],
    bond: Bond,
    targets: Sequence[PlanTarget],
    tasks: Sequence[TaskOnDay],
) -> Work:
    own = [each for each in targets if each.measure == measure["code"]]
    serving = [task for task in tasks if (task.record.plan, task.document["measure"]) == (plan.code, measure["code"])]
    told = [target_verdict(plan, each) for each in own]
    works = [task_work(each, binds=plan.binds) for each in serving]
    held = [verdict for verdict, _, _ in told if verdict is not None]
    held += [each.verdict for each in works if each.verdict is not None]
    results = [_result(plan, each.rule.code, plan.rows[each.rule.code]) for each in own if each.rule.code in plan.rows]
    return Work(
        kind=WorkKind.MEASURE,
        bond=bond,
        plan=plan.code,
        code=measure["code"],
        title=measure["title"],
        place=measure["place"],
        due_on=None,
        state=None,
        verdict=every(held) if held else None,
        reason=None if held else _why_nothing(plan, something=bool(own or serving)),
        late=any(late for _, _, late in told) or any(each.late for each in works),
        evidence=(*results, *(proof for each in works for proof in each.evidence)),
    )


def _why_nothing(plan: PlanAssessed, *, something: bool) -> str:
    if not plan.binds:
        return "plan_not_binding"
    return "on_the_way" if something else "no_target"
