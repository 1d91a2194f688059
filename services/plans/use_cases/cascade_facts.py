"""What a plan above and everything that takes up its measures look like on a day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.access.caller import Reach
from services.kernel.routes import Session
from services.plans.domain.cascade import place_of
from services.plans.domain.organisation import Kind
from services.plans.domain.revision_changes.change import Part
from services.plans.repository import adoptions, organisation_states
from services.plans.repository.adoptions import Decision
from services.plans.repository.dated_revisions import revisions_on
from services.plans.schemas.plan_document import PlanDocument
from services.plans.use_cases.codes_on import codes_on
from services.plans.use_cases.kept_tasks import DatedTask, kept_tasks
from services.plans.use_cases.list_tasks import Asked, every_task
from services.plans.use_cases.lower_plans import Ground, Lower, Said, gone, lower_plans, said
from services.plans.use_cases.served import served

EVERYWHERE = Reach((), ("/",))


@dataclass(frozen=True)
class Cascade:
    """`lower` by measure; `tasks` are those not withdrawn, by measure and place. `gone`: what was taken up by a plan
    below and the revision of the day no longer holds.
    """

    upper: PlanDocument
    day: date
    places: Collection[str]
    lower: Mapping[str, Sequence[Lower]]
    tasks: Mapping[tuple[str, str], Sequence[DatedTask]]
    gone: Sequence[Said]


async def load_cascade(
    session: Session, upper: PlanDocument, measures: Collection[str], places: Collection[str], asked: Asked
) -> Cascade:
    """Of the measures and places named; these are governments."""
    day = asked.day
    tasks = [each async for each in every_task(session, EVERYWHERE, asked) if not each.version.body.withdrawn]
    decisions = await adoptions.decisions_on_plan(session, upper.code)
    plans = {
        code: PlanDocument.model_validate(revision.document)
        for code, revision in (await revisions_on(session, {each.key[0] for each in decisions}, day)).items()
    }
    standing = await _places_of(
        session, {plan.jurisdiction for plan in plans.values()} | {_stands(each) for each in tasks}, day
    )
    codes = await codes_on(session, _named(upper, decisions, tasks), day)
    ground = Ground(upper, plans, standing, await _wanted(session, decisions, day), codes, day)
    told = [each for each in said(ground, decisions) if standing.get(plans[each.plan].jurisdiction) in places]
    return Cascade(
        upper, day, places, lower_plans(ground, told, measures), _by_place(tasks, ground, places), gone(told, day)
    )


def _named(upper: PlanDocument, decisions: Sequence[Decision], tasks: Sequence[DatedTask]) -> dict[str, set[date]]:
    """The days on which something of each plan was named."""
    named = {upper.code: {each.decided_on for each in decisions} | {each.served_since for each in tasks}}
    for each in decisions:
        named.setdefault(each.key[0], set()).add(each.decided_on)
    return named


async def _wanted(session: Session, decisions: Sequence[Decision], day: date) -> set[str]:
    """Of the tasks by which anything is taken up those that there are on the day."""
    named = {code for each in decisions if each.document is not None for code in each.document["tasks"]}
    kept = await kept_tasks(session, named)
    found = {code: task.version_on(day) for code, task in kept.items()}
    return {code for code, version in found.items() if version is not None and not version.facts.withdrawn}


def _by_place(
    tasks: Sequence[DatedTask], ground: Ground, places: Collection[str]
) -> dict[tuple[str, str], list[DatedTask]]:
    measure_of_target = {target.code: target.measure for target in ground.upper.targets}
    found: dict[tuple[str, str], list[DatedTask]] = {}
    for each in tasks:
        measure, target = served(ground.codes, each, Part.MEASURE), served(ground.codes, each, Part.TARGET)
        measure = measure or measure_of_target.get(target or "")
        place = ground.standing.get(_stands(each))
        if measure is not None and place in places and place is not None:
            found.setdefault((measure, place), []).append(each)
    return found


def _stands(task: DatedTask) -> str:
    """Where a task is taken up: the place it names, or its owner's."""
    return task.version.body.jurisdiction or task.version.body.owner


async def _places_of(session: Session, codes: Collection[str], day: date) -> dict[str, str]:
    """The nearest government at or above each organisation on the day."""
    known = await organisation_states.states_on(session, codes, day)
    above = {code for one in known.values() for code in one.path.split("/")[1:]}
    chains = known | await organisation_states.states_on(session, above - known.keys(), day)
    governments = {code for code, one in chains.items() if one.kind == Kind.GOVERNMENT}
    found = {code: place_of(one.path, governments) for code, one in known.items()}
    return {code: place for code, place in found.items() if place is not None}
