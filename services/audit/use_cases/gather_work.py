"""What a unit was bound to on a day, from the copies of plans, and what each had come to."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from services.audit.domain.case_force import why_not_binding
from services.audit.domain.plan_targets import targets_of
from services.audit.domain.statement_record import with_statements
from services.audit.domain.task_record import FINISHED, TaskOnDay, on_day, unfinished_on
from services.audit.domain.unit_work import PlanAssessed, Work, measure_works, target_works, task_work
from services.audit.repository.assessments import Kept, newest_of_plans
from services.audit.repository.organisations import Place, places_of
from services.audit.repository.plans import Plan, plan_as_of, plans_naming
from services.audit.repository.results import results_at
from services.audit.repository.work import statements_of, tasks_by_code, tasks_of
from services.kernel.routes import Session
from services.yardsticks.task_state import TaskState


@dataclass(frozen=True)
class Gathered:
    """`assessments` are those of plans whose results were used, by plan."""

    works: Sequence[Work]
    assessments: Mapping[str, str]


async def gather_work(session: Session, unit: str, since: date, as_of: date, version: int) -> Gathered:
    """Tasks, measures and targets; a task counts where it was wanted or finished at any time from `since` on."""
    tasks = await tasks_on_day(session, {unit}, since, as_of, version)
    plans = {plan.code: plan for plan in await plans_naming(session, unit, as_of)}
    for code in {task.record.plan for task in tasks} - plans.keys():
        found = await plan_as_of(session, code, as_of)
        if found is not None:
            plans[code] = found
    assessed = await _assessed(session, plans, as_of)
    works: list[Work] = []
    for code, plan in sorted(plans.items()):
        own = [task for task in tasks if task.record.plan == code]
        targets = targets_of(plan.document) if "targets" in plan.document else ()
        works += [task_work(task, binds=assessed[code].binds) for task in own]
        works += measure_works(assessed[code], targets, own, unit)
        works += target_works(assessed[code], targets, unit)
    statements = await statements_of(session, unit, version)
    return Gathered(
        [with_statements(work, statements, as_of) for work in works],
        {code: each.assessment for code, each in assessed.items() if each.assessment is not None},
    )


async def tasks_on_day(
    session: Session, owners: Set[str], since: date, as_of: date, version: int
) -> Sequence[TaskOnDay]:
    """Those that belonged to one of the owners on the day; one that was over before `since` is left out."""
    records = await tasks_of(session, owners, version)
    waited = {code for each in records for facts in each.versions for code in facts.depends_on}
    others = await tasks_by_code(session, waited - {each.code for each in records}, version)
    unfinished = unfinished_on([*records, *others], as_of)
    found = (on_day(each, unfinished, as_of) for each in records)
    return [each for each in found if each is not None and _counts(each, owners, since)]


def _counts(task: TaskOnDay, owners: Set[str], since: date) -> bool:
    if task.document["owner"] not in owners:
        return False
    if task.standing.state in FINISHED:
        return task.standing.done_on is not None and max(task.standing.done_on, task.due_on) >= since
    return task.standing.state is not TaskState.WITHDRAWN or _decided_on(task) >= since


def _decided_on(task: TaskOnDay) -> date:
    return date.fromisoformat(task.document["decided_on"])


async def _assessed(session: Session, plans: Mapping[str, Plan], as_of: date) -> Mapping[str, PlanAssessed]:
    places = await places_of(session, {plan.jurisdiction for plan in plans.values()})
    newest = await newest_of_plans(session, {code: plan.jurisdiction for code, plan in plans.items()}, as_of)
    return {
        code: await _of_plan(session, plan, places.get(plan.jurisdiction), newest.get(code), as_of)
        for code, plan in plans.items()
    }


async def _of_plan(session: Session, plan: Plan, place: Place | None, newest: Kept | None, as_of: date) -> PlanAssessed:
    path = "" if place is None else place.path
    reasons = why_not_binding(None, plan.document, path, path, as_of, plan.ending)
    other = newest is not None and newest.plan_revision != plan.revision
    rows = [] if newest is None or other else await results_at(session, newest.id, kind="target")
    return PlanAssessed(
        code=plan.code,
        document=plan.document,
        binds=not reasons,
        assessment=None if newest is None or other else newest.id,
        other_revision=other,
        rows={row.criterion or "": row.detail for row in rows},
    )
