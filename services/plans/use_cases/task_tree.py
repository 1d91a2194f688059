"""A plan with the tasks that serve its measures, duty clauses and targets."""

from collections import Counter
from collections.abc import Sequence

from services.access.caller import Guard
from services.kernel.errors import NotFound
from services.kernel.fields import Bilingual
from services.kernel.routes import Session
from services.plans.domain.revision_changes.change import Part
from services.plans.repository.dated_revisions import revisions_on
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.task_answers import TaskLine
from services.plans.schemas.task_tree import Served, TaskTree
from services.plans.use_cases.codes_on import CodesOn, codes_on
from services.plans.use_cases.kept_tasks import DatedTask
from services.plans.use_cases.list_tasks import Asked, every_task
from services.plans.use_cases.served import served
from services.plans.use_cases.shown_tasks import task_line

Key = tuple[str, str]
"""Which sort of thing a task serves, and its code."""


async def task_tree(session: Session, guard: Guard, code: str, asked: Asked) -> TaskTree:
    """Of the revision that counts on the day, with the tasks that the caller may see."""
    revision = (await revisions_on(session, [code], asked.day)).get(code)
    seen = await guard.reach()
    if revision is None:
        raise NotFound()
    plan = PlanDocument.model_validate(revision.document)
    tasks = [each async for each in every_task(session, seen, asked)]
    codes = await codes_on(session, {code: {each.served_since for each in tasks}}, asked.day)
    there = _there(plan)
    lines: dict[Key, list[TaskLine]] = {}
    without: dict[Key, list[TaskLine]] = {}
    for each in tasks:
        named, key = _served_by(each, codes)
        group = lines if key in there else without
        group.setdefault(key or named, []).append(task_line(each))
    return TaskTree(
        plan=code,
        revision=revision.number,
        title=plan.title,
        as_of=asked.day,
        states=_states([line for group in (lines, without) for served in group.values() for line in served]),
        measures=[_served(key, there[key], lines.get(key, [])) for key in there if key[0] == "measure"],
        duties=[_served(key, there[key], lines[key]) for key in there if key[0] == "duty" and key in lines],
        targets=[_served(key, there[key], lines[key]) for key in there if key[0] == "target" and key in lines],
        gone=[_served(key, (None, None), without[key]) for key in sorted(without)],
    )


def _there(plan: PlanDocument) -> dict[Key, tuple[Bilingual | None, str | None]]:
    """Everything that a task can serve, in the order of the document, with its title and place."""
    found: dict[Key, tuple[Bilingual | None, str | None]] = {}
    found |= {("measure", each.code): (each.title, each.place) for _, each in plan.measures_with_pointers()}
    found |= {("duty", duty.code): (duty.summary, duty.place) for unit in plan.units for duty in unit.duties}
    return found | {("target", each.code): (each.statement, each.place) for each in plan.targets}


def _served_by(task: DatedTask, codes: CodesOn) -> tuple[Key, Key | None]:
    """What the task serves by the code it was put with, and by the one of the day; None where it is there no more."""
    part = next(part for part in (Part.MEASURE, Part.DUTY, Part.TARGET) if getattr(task.version.body, part.value))
    now = served(codes, task, part)
    return (part.value, getattr(task.version.body, part.value)), None if now is None else (part.value, now)


def _served(key: Key, said: tuple[Bilingual | None, str | None], lines: Sequence[TaskLine]) -> Served:
    return Served(code=key[1], title=said[0], place=said[1], states=_states(lines), tasks=list(lines))


def _states(lines: Sequence[TaskLine]) -> dict[str, int]:
    return dict(sorted(Counter(line.state for line in lines).items()))
