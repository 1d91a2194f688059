"""What a plan above and everything that takes up its measures look like on a day."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from services.access.caller import Reach
from services.kernel.routes import Session
from services.plans.domain.cascade import holds_on, known_on, place_of
from services.plans.domain.organisation import Kind
from services.plans.repository import adoptions, organisations
from services.plans.repository.adoptions import Decision
from services.plans.repository.dated_revisions import revisions_on
from services.plans.repository.tasks import TaskFilter
from services.plans.schemas.adoptions import AdoptionBody
from services.plans.schemas.plan_document import PlanDocument
from services.plans.use_cases.adoptions import adopted
from services.plans.use_cases.kept_tasks import DatedTask
from services.plans.use_cases.list_tasks import Asked, every_task

EVERYWHERE = Reach((), ("/",))


@dataclass(frozen=True)
class Lower:
    """A plan below and how it takes up a measure. `holds` says whether it does on the day, or only compares with it."""

    plan: PlanDocument
    place: str
    measure: str
    body: AdoptionBody
    decision: Decision
    holds: bool
    day: date


@dataclass(frozen=True)
class Cascade:
    """`tasks` are those not withdrawn, by measure and place."""

    upper: PlanDocument
    day: date
    places: Collection[str]
    lower: Sequence[Lower]
    tasks: Mapping[tuple[str, str], Sequence[DatedTask]]


async def load_cascade(
    session: Session, upper: PlanDocument, day: date, soon_days: int, places: Collection[str]
) -> Cascade:
    """Of the places named, which are governments."""
    asked = Asked(day, soon_days, TaskFilter(plan=upper.code))
    tasks = [each async for each in every_task(session, EVERYWHERE, asked) if not each.version.body.withdrawn]
    decisions = await adoptions.decisions_on_plan(session, upper.code)
    plans = {
        code: PlanDocument.model_validate(revision.document)
        for code, revision in (await revisions_on(session, {each.key[0] for each in decisions}, day)).items()
    }
    standing = await _places_of(session, {plan.jurisdiction for plan in plans.values()} | {_stands(e) for e in tasks})
    lower = [
        found
        for _, group in groupby(decisions, key=lambda each: each.key)
        if (found := _lower(list(group), plans, standing, day)) is not None and found.place in places
    ]
    by_place: dict[tuple[str, str], list[DatedTask]] = {}
    measure_of_target = {target.code: target.measure for target in upper.targets}
    for each in tasks:
        measure = each.version.body.measure or measure_of_target.get(each.version.body.target or "")
        place = standing.get(_stands(each))
        if measure is not None and place in places and place is not None:
            by_place.setdefault((measure, place), []).append(each)
    return Cascade(upper, day, places, lower, by_place)


def _stands(task: DatedTask) -> str:
    """Where a task is taken up: the place it names, or its owner's."""
    return task.version.body.jurisdiction or task.version.body.owner


async def _places_of(session: Session, codes: Collection[str]) -> dict[str, str]:
    """The nearest government at or above each organisation."""
    known = await organisations.with_ancestors(session, codes)
    governments = {code for code, each in known.items() if each.kind == Kind.GOVERNMENT}
    found = {code: place_of(known[code].path, governments) for code in codes}
    return {code: place for code, place in found.items() if place is not None}


def _lower(
    decisions: Sequence[Decision], plans: Mapping[str, PlanDocument], standing: Mapping[str, str], day: date
) -> Lower | None:
    decision = known_on(decisions, day)
    body = adopted(decision)
    if body is None:
        return None
    plan = plans[decision.key[0]]
    holds = holds_on(decisions, day) is not None
    return Lower(plan, standing[plan.jurisdiction], decision.key[2], body, decision, holds, day)
