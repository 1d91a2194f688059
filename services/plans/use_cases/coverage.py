"""How far the plans and tasks below take up each measure of a plan, place by place, on a day."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from services.access.caller import Guard, Reach
from services.kernel.errors import BodyInvalid, Fault, NotFound
from services.kernel.paging import encode_cursor
from services.kernel.routes import Session
from services.plans.domain.bearing import bearing_on
from services.plans.domain.cascade import TakenUp, Uptake, uptake
from services.plans.domain.membership import exists_on
from services.plans.domain.organisation import Kind, Organisation
from services.plans.domain.target_strength import Strength
from services.plans.repository import organisation_states, organisations
from services.plans.repository.dated_revisions import revisions_on
from services.plans.schemas.coverage import (
    AdoptedBy,
    CoverageCounts,
    CoverageShown,
    MeasureCovered,
    TaskThere,
    UptakeThere,
)
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_structure import Measure
from services.plans.use_cases.cascade_facts import Cascade, Lower, load_cascade
from services.plans.use_cases.compared_targets import compared_targets


@dataclass(frozen=True)
class CoverageAsked:
    """`first` counts measures in the order of the plan."""

    day: date
    jurisdiction: str | None
    soon_days: int
    first: int
    limit: int


async def coverage(session: Session, guard: Guard, code: str, asked: CoverageAsked) -> CoverageShown:
    """Of the revision that counts on the day."""
    revision = (await revisions_on(session, [code], asked.day)).get(code)
    if revision is None:
        raise NotFound()
    upper = PlanDocument.model_validate(revision.document)
    places = await _places(session, guard, upper.jurisdiction, asked)
    cascade = await load_cascade(session, upper, asked.day, asked.soon_days, {each.code for each in places})
    measures = [measure for _, measure in upper.measures_with_pointers()]
    last = asked.first + asked.limit
    return CoverageShown(
        items=[_covered(cascade, each) for each in measures[asked.first : last]],
        next=encode_cursor(str(last)) if last < len(measures) else None,
        plan=code,
        revision=revision.number,
        plan_standing=bearing_on(upper, asked.day),
        as_of=asked.day,
        jurisdictions=len(places),
    )


async def _places(session: Session, guard: Guard, above: str, asked: CoverageAsked) -> list[Organisation]:
    """The governments below the plan's place that there were on the day and that the caller may see, by code."""
    narrowed = asked.jurisdiction
    known = await organisations.with_ancestors(session, {above} | ({narrowed} if narrowed else set()))
    seen = await guard.reach()
    if narrowed is not None:
        if narrowed not in known:
            expected = "an organisation that exists"
            raise BodyInvalid(faults=[Fault("organisation_unknown", "?jurisdiction", expected, narrowed)])
        await guard.require(narrowed)
    below = await organisation_states.below_on(session, above, Kind.GOVERNMENT, asked.day)
    within = known[narrowed].path if narrowed else ""
    return sorted(
        (
            each
            for each in below
            if exists_on(each, asked.day) and _visible(each, seen) and f"{each.path}/".startswith(f"{within}/")
        ),
        key=lambda each: each.code,
    )


def _visible(one: Organisation, seen: Reach) -> bool:
    return one.code in seen.codes or one.path.startswith(seen.below)


def _covered(cascade: Cascade, measure: Measure) -> MeasureCovered:
    there = [_uptake(cascade, measure.code, place) for place in sorted(cascade.places)]
    targets = compared_targets(cascade, measure.code)
    uptakes = Counter(each.uptake for each in there)
    verdicts = Counter(each.verdict for each in targets)
    numbers = {word.value: uptakes[word] for word in Uptake}
    numbers |= {word.value: verdicts[word] for word in Strength}
    return MeasureCovered(
        measure=measure.code,
        title=measure.title,
        place=measure.place,
        counts=CoverageCounts(**numbers),
        jurisdictions=[each for each in there if each.uptake is not Uptake.GAP],
        gaps=[each.jurisdiction for each in there if each.uptake is Uptake.GAP],
        targets=targets,
    )


def _uptake(cascade: Cascade, measure: str, place: str) -> UptakeThere:
    adopted = [
        _adopted(each) for each in cascade.lower if each.place == place and each.holds and each.measure == measure
    ]
    tasks = [
        TaskThere(code=each.task.code, owner=each.version.body.owner, state=each.standing.state)
        for each in cascade.tasks.get((measure, place), ())
    ]
    taken = [TakenUp(each.plan_standing, _still_there(each)) for each in adopted]
    return UptakeThere(jurisdiction=place, uptake=uptake(taken, len(tasks)), plans=adopted, tasks=tasks)


def _adopted(lower: Lower) -> AdoptedBy:
    """Only of an adoption that holds on the day."""
    body = lower.body
    kept = {each.code for _, each in lower.plan.measures_with_pointers()}
    kept |= {duty.code for unit in lower.plan.units for duty in unit.duties}
    return AdoptedBy(
        plan=lower.plan.code,
        plan_standing=bearing_on(lower.plan, lower.day),
        measures=body.measures,
        duties=body.duties,
        tasks=body.tasks,
        dropped=_missing([*body.measures, *body.duties], kept),
        decided_on=body.decided_on,
    )


def _missing(named: Sequence[str], kept: Collection[str]) -> list[str]:
    return [each for each in named if each not in kept]


def _still_there(adopted: AdoptedBy) -> bool:
    return bool(adopted.tasks) or len(adopted.dropped) < len(adopted.measures) + len(adopted.duties)
