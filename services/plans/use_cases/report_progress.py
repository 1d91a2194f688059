"""A unit reports on a task of its own."""

from services.access.caller import Guard
from services.kernel.routes import Session
from services.plans.domain.report_rules import report_faults
from services.plans.errors import DayReported, ReportInvalid
from services.plans.models import TaskReport
from services.plans.repository import tasks
from services.plans.schemas.task_reports import TaskReportBody, TaskReportShown
from services.plans.use_cases.kept_tasks import KeptReport, KeptTask, kept_tasks
from services.plans.use_cases.shown_tasks import shown_report
from services.plans.use_cases.told_tasks import tell_task
from services.yardsticks.task_state import version_on


async def report_progress(
    session: Session, guard: Guard, code: str, body: TaskReportBody
) -> tuple[TaskReportShown, bool]:
    """The report as it is kept, and whether it is new: the same again is the same report."""
    there = await tasks.hold_task(session, code)
    task = (await kept_tasks(session, [code]))[code] if there else None
    owner = task.newest.body.owner if task else ""
    await guard.require(owner)
    if task is None:
        raise guard.refusal()
    same = next((each for each in task.reports if each.body == body), None)
    if same is not None:
        return shown_report(task, same), False
    faults = [*report_faults(body, version_on(task.facts, body.as_of), task.report_facts)]
    if faults:
        raise ReportInvalid(faults=faults)
    _require_free_day(task, body)
    number = len(task.reports) + 1
    report = TaskReport(
        task_code=code,
        number=number,
        as_of=body.as_of,
        replaces=body.replaces,
        organisation_code=owner,
        document=body.model_dump(mode="json", exclude={"as_of", "replaces", "reason"}),
        reason=body.reason,
        reported_by=guard.caller.id,
    )
    await tasks.save_report(session, report)
    await tell_task(session, code)
    kept = (await kept_tasks(session, [code]))[code]
    return shown_report(kept, kept.reports[-1]), True


def _require_free_day(task: KeptTask, body: TaskReportBody) -> None:
    """One standing report a day: of two nobody could say which holds, unless by the order in which they came."""
    replaced = {each.facts.replaces for each in task.reports} | {body.replaces}
    stands = next(
        (each for each in task.reports if _of_the_day(each, body) and each.facts.number not in replaced), None
    )
    if stands is not None:
        number = stands.facts.number
        raise DayReported(f"report {number} is of {body.as_of}: to correct it, give `replaces` {number}")


def _of_the_day(report: KeptReport, body: TaskReportBody) -> bool:
    return report.body.as_of == body.as_of
