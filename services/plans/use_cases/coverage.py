"""How far the plans and tasks below take up each measure of a plan, place by place, on a day."""

from collections import Counter
from collections.abc import Sequence
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
from services.plans.repository import organisation_states
from services.plans.repository.dated_revisions import revisions_on
from services.plans.repository.tasks import TaskFilter
from services.plans.schemas.coverage import (
    AdoptedBy,
    CoverageCounts,
    CoverageShown,
    MeasureCovered,
    TakenUpNoMore,
    TaskThere,
    UptakeThere,
)
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_structure import Measure
from services.plans.use_cases.cascade_facts import Cascade, load_cascade
from services.plans.use_cases.compared_targets import compared_targets
from services.plans.use_cases.list_tasks import Asked
from services.plans.use_cases.lower_plans import Lower, Said


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
    measures = [measure for _, measure in upper.measures_with_pointers()]
    last = asked.first + asked.limit
    page = measures[asked.first : last]
    tasks = Asked(asked.day, asked.soon_days, TaskFilter(plan=code))
    cascade = await load_cascade(session, upper, {one.code for one in page}, {one.code for one in places}, tasks)
    return CoverageShown(
        items=[_covered(cascade, each) for each in page],
        next=encode_cursor(str(last)) if last < len(measures) else None,
        plan=code,
        revision=revision.number,
        plan_standing=bearing_on(upper, asked.day),
        as_of=asked.day,
        jurisdictions=len(places),
        no_longer_there=[_gone(each) for each in cascade.gone],
    )


def _gone(said: Said) -> TakenUpNoMore:
    return TakenUpNoMore(plan=said.plan, upper_measure=said.decision.key[2], decided_on=said.decided_on)


async def _places(session: Session, guard: Guard, above: str, asked: CoverageAsked) -> list[Organisation]:
    """The governments below the plan's place that there were on the day and that the caller may see, by code."""
    seen = await guard.reach()
    within = "" if asked.jurisdiction is None else await _path_on(session, guard, asked.jurisdiction, asked.day)
    below = await organisation_states.below_on(session, above, Kind.GOVERNMENT, asked.day)
    return sorted(
        (
            each
            for each in below
            if exists_on(each, asked.day) and _visible(each, seen) and f"{each.path}/".startswith(f"{within}/")
        ),
        key=lambda each: each.code,
    )


async def _path_on(session: Session, guard: Guard, narrowed: str, day: date) -> str:
    """Where the place that was asked about stood on the day."""
    known = await organisation_states.states_on(session, [narrowed], day)
    if narrowed not in known:
        expected = "an organisation that exists"
        raise BodyInvalid(faults=[Fault("organisation_unknown", "?jurisdiction", expected, narrowed)])
    await guard.require(narrowed)
    return known[narrowed].path


def _visible(one: Organisation, seen: Reach) -> bool:
    return one.code in seen.codes or one.path.startswith(seen.below)


def _covered(cascade: Cascade, measure: Measure) -> MeasureCovered:
    by_place: dict[str, list[Lower]] = {}
    for each in cascade.lower.get(measure.code, ()):
        by_place.setdefault(each.place, []).append(each)
    there = [_uptake(cascade, measure.code, place, by_place.get(place, ())) for place in sorted(cascade.places)]
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


def _uptake(cascade: Cascade, measure: str, place: str, lower: Sequence[Lower]) -> UptakeThere:
    adopted = [_adopted(each) for each in lower if each.holds]
    tasks = [
        TaskThere(code=each.task.code, owner=each.version.body.owner, state=each.standing.state)
        for each in cascade.tasks.get((measure, place), ())
    ]
    taken = [TakenUp(each.plan_standing, bool(each.measures or each.duties or each.tasks)) for each in adopted]
    return UptakeThere(jurisdiction=place, uptake=uptake(taken, len(tasks)), plans=adopted, tasks=tasks)


def _adopted(lower: Lower) -> AdoptedBy:
    """Only of an adoption that holds on the day."""
    return AdoptedBy(
        plan=lower.plan.code,
        plan_standing=bearing_on(lower.plan, lower.day),
        upper_measure=lower.decision.key[2],
        measures=list(lower.measures),
        duties=list(lower.duties),
        tasks=list(lower.tasks),
        dropped=list(lower.dropped),
        decided_on=lower.decision.decided_on,
    )
