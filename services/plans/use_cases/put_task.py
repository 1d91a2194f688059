"""Set a task, or change it: what is put holds from the day of its decision on."""

from collections.abc import Iterator

from services.access.caller import Guard
from services.kernel.errors import Fault, VersionMismatch
from services.kernel.fields import Bilingual
from services.kernel.routes import Session
from services.plans.domain.bearing import bearing_on
from services.plans.domain.cascade import GONE
from services.plans.domain.membership import exists_on
from services.plans.domain.organisation import Kind, Organisation
from services.plans.domain.task_dependencies import circle
from services.plans.domain.task_rules import task_faults
from services.plans.errors import TaskInvalid
from services.plans.models import TaskVersion
from services.plans.repository import organisation_states, tasks
from services.plans.repository.dated_revisions import revisions_on
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.tasks import TaskBody
from services.plans.use_cases.forbidden_targets import forbidden_in_texts
from services.plans.use_cases.kept_tasks import KeptTask, kept_tasks
from services.plans.use_cases.told_tasks import tell_task


async def put_task(
    session: Session, guard: Guard, code: str, body: TaskBody, seen: set[int] | None
) -> tuple[int, bool]:
    """The number of the version that holds now, and whether it is new. `seen` are the versions of If-Match."""
    await guard.require(body.owner)
    await tasks.lock_tasks(session)
    kept = (await kept_tasks(session, [code])).get(code)
    if kept is not None and kept.newest.body.owner != body.owner:
        await guard.require(kept.newest.body.owner)
    _require_version(kept, seen)
    if kept is not None and kept.newest.body.asks_the_same(body):
        return kept.newest.facts.number, False
    faults = [*task_faults(body, kept.newest.body if kept else None), *forbidden_in_texts(_texts(body))]
    faults += await _reference_faults(session, body, kept)
    faults += await _dependency_faults(session, code, body)
    if faults:
        raise TaskInvalid(faults=faults)
    number = kept.newest.facts.number + 1 if kept else 1
    version = TaskVersion(
        task_code=code,
        version=number,
        owner_code=body.owner,
        due_on=body.due_on,
        document=body.model_dump(mode="json", exclude={"decided_on", "reason"}),
        decided_on=body.decided_on,
        reason=body.reason,
        decided_by=guard.caller.id,
    )
    await tasks.save_version(session, version, body.plan)
    await tell_task(session, code)
    return number, True


def _texts(body: TaskBody) -> Iterator[tuple[str, Bilingual]]:
    yield "/title", body.title
    for number, step in enumerate(body.milestones):
        yield f"/milestones/{number}/title", step.title


def _require_version(kept: KeptTask | None, seen: set[int] | None) -> None:
    if seen is not None and (kept is None or kept.newest.facts.number not in seen):
        present = f"the task is at version {kept.newest.facts.number}" if kept else "there is no such task yet"
        raise VersionMismatch(present)


async def _reference_faults(session: Session, body: TaskBody, kept: KeptTask | None) -> list[Fault]:
    """What the task names must exist. What it has served so far may have been dropped from the plan since."""
    revision = (await revisions_on(session, [body.plan], body.decided_on)).get(body.plan)
    if revision is None:
        return [Fault("plan_unknown", "/plan", "a published plan", body.plan)]
    plan, newest = PlanDocument.model_validate(revision.document), kept.newest.body if kept else None
    faults = [] if newest and newest.serves_the_same(body) else [*_served_faults(body, plan)]
    if body.withdrawn and newest and newest.stands_the_same(body):
        return faults  # taking it back must go even where its owner, or its place, is there no more
    named = {plan.jurisdiction, body.owner} | ({body.jurisdiction} if body.jurisdiction else set())
    known = await organisation_states.states_on(session, named, body.decided_on)
    return [*faults, *_place_faults(body, known, known[plan.jurisdiction])]


def _served_faults(body: TaskBody, plan: PlanDocument) -> Iterator[Fault]:
    """A plan that ended asks for nothing new; what was set before can still be changed."""
    standing = bearing_on(plan, body.decided_on)
    if standing in GONE:
        yield Fault("plan_ended", "/plan", f"a plan that still held on {body.decided_on}: {standing.value}", body.plan)
    there = {
        "measure": {measure.code for _, measure in plan.measures_with_pointers()},
        "duty": {duty.code for unit in plan.units for duty in unit.duties},
        "target": {target.code for target in plan.targets},
    }
    for name, codes in there.items():
        code = getattr(body, name)
        if code is not None and code not in codes:
            yield Fault(f"{name}_unknown", f"/{name}", f"a {name} of {body.plan} on {body.decided_on}", code)


def _place_faults(body: TaskBody, known: dict[str, Organisation], above: Organisation) -> Iterator[Fault]:
    """The plan holds for the place that takes it up, and the owner stands there, on the day of the decision."""
    place = above
    if body.jurisdiction is not None:
        found = known.get(body.jurisdiction)
        if found is None:
            yield Fault("organisation_unknown", "/jurisdiction", "an organisation that exists", body.jurisdiction)
        elif not _within(found, above):
            expected = f"{above.code} or a place below it, as the plan is for {above.code}"
            yield Fault("jurisdiction_elsewhere", "/jurisdiction", expected, body.jurisdiction)
        else:
            place = found
    owner = known[body.owner]
    if owner.kind == Kind.COLLECTIVE:
        expected = "one organisation that can report: give each member a task of its own"
        yield Fault("owner_is_collective", "/owner", expected, body.owner)
    if not exists_on(owner, body.decided_on):
        expected = f"an organisation that is open on {body.decided_on}; `successors` of this one name who came after it"
        yield Fault("owner_not_open", "/owner", expected, body.owner)
    if not _within(owner, place):
        yield Fault("owner_elsewhere", "/owner", f"{place.code} or an organisation below it", body.owner)


def _within(one: Organisation, above: Organisation) -> bool:
    return one.path == above.path or one.path.startswith(above.path + "/")


async def _dependency_faults(session: Session, code: str, body: TaskBody) -> list[Fault]:
    known = await kept_tasks(session, await tasks.reachable(session, body.depends_on))
    missing = [
        Fault("task_unknown", f"/depends_on/{number}", "a task that exists", each)
        for number, each in enumerate(body.depends_on)
        if each not in known and each != code
    ]
    facts = {each: task.facts for each, task in known.items()}
    found = circle(code, body.depends_on, body.decided_on, facts)
    if found is not None:
        expected = f"tasks that do not wait for {code} themselves"
        return [*missing, Fault("dependency_circle", "/depends_on", expected, " ← ".join([*found, code]))]
    return missing
