"""Tasks as they are shown on a day."""

from datetime import date

from services.plans.schemas.task_answers import (
    DueLater,
    EvidenceWantedShown,
    MilestoneShown,
    TaskLine,
    TaskShown,
    TaskVersionShown,
)
from services.plans.schemas.task_reports import TaskReportShown
from services.plans.schemas.tasks import TaskMilestone
from services.plans.use_cases.kept_tasks import DatedTask, KeptReport, KeptTask, KeptVersion
from services.yardsticks.task_state import evidence_given_on, milestone_done_on


def task_line(dated: DatedTask) -> TaskLine:
    body, stands = dated.version.body, dated.standing
    return TaskLine(
        code=dated.task.code,
        title=body.title,
        plan=body.plan,
        plan_standing=dated.plan_standing,
        measure=body.measure,
        duty=body.duty,
        target=body.target,
        owner=body.owner,
        owner_standing=dated.owner.standing,
        owner_successors=list(dated.owner.heirs),
        jurisdiction=body.jurisdiction,
        starts_on=body.starts_on,
        due_on=body.due_on,
        original_due_on=stands.original_due_on,
        version=dated.version.facts.number,
        state=stands.state,
        done_on=stands.done_on,
        days_left=stands.days_left,
        behind_original=stands.behind_original,
        waits_for=list(dated.waits_for),
        reported_on=dated.told[-1].as_of if dated.told else None,
    )


def shown_task(dated: DatedTask, day: date) -> TaskShown:
    """With everything decided and reported by the day."""
    body, task = dated.version.body, dated.task
    later = {code: due for code, due in dated.due.items() if due > body.due_on}
    wanted = [
        EvidenceWantedShown(code=each.code, what=each.what, given_on=evidence_given_on(dated.told, each.code))
        for each in body.evidence
    ]
    return TaskShown(
        **task_line(dated).model_dump(),
        as_of=day,
        milestones=[_milestone(each, dated, day) for each in body.milestones],
        evidence=wanted,
        depends_on=body.depends_on,
        dependencies_due_later=[DueLater(task=code, due_on=due) for code, due in sorted(later.items())],
        versions=[_version(each) for each in task.versions if each.facts.decided_on <= day],
        reports=[shown_report(task, each) for each in task.reports if each.facts.as_of <= day],
    )


def shown_report(task: KeptTask, report: KeptReport) -> TaskReportShown:
    number = report.facts.number
    return TaskReportShown(
        **{name: getattr(report.body, name) for name in type(report.body).model_fields},
        number=number,
        organisation=report.organisation,
        reported_by=report.reported_by,
        replaced_by=next((each.facts.number for each in task.reports if each.facts.replaces == number), None),
    )


def _milestone(milestone: TaskMilestone, dated: DatedTask, day: date) -> MilestoneShown:
    done = milestone_done_on(dated.told, milestone.code)
    steps = [report.steps[milestone.code] for report in dated.told if milestone.code in report.steps]
    return MilestoneShown(
        code=milestone.code,
        title=milestone.title,
        due_on=milestone.due_on,
        percent=steps[-1].percent if steps else None,
        done_on=done,
        overdue=done is None and day > milestone.due_on and not dated.version.facts.withdrawn,
    )


def _version(version: KeptVersion) -> TaskVersionShown:
    return TaskVersionShown(
        version=version.facts.number,
        decided_on=version.body.decided_on,
        decided_by=version.decided_by,
        reason=version.body.reason,
        owner=version.body.owner,
        due_on=version.body.due_on,
        withdrawn=version.body.withdrawn,
    )
