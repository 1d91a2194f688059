"""Take up a measure of a plan above, or take that back."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from services.access.caller import Guard
from services.kernel.errors import Fault, NotFound, VersionMismatch
from services.kernel.feed import publish
from services.kernel.routes import Session
from services.plans.domain.adoption_rules import link_faults
from services.plans.domain.bearing import bearing_on
from services.plans.domain.cascade import GONE
from services.plans.domain.references import Mention, unknown
from services.plans.domain.revision_changes.change import Part
from services.plans.errors import AdoptionInvalid, NothingAdopted, PlanNotAbove
from services.plans.models import Adoption
from services.plans.repository import adoptions, organisations, plans
from services.plans.repository.adoptions import Decision, Key
from services.plans.repository.dated_revisions import revisions_on
from services.plans.schemas.adoptions import AdoptionBody
from services.plans.schemas.plan_document import PlanDocument
from services.plans.use_cases.codes_on import codes_on
from services.plans.use_cases.kept_tasks import kept_tasks

TOPIC = "adoption"


async def put_adoption(
    session: Session, guard: Guard, key: Key, body: AdoptionBody, seen: set[int] | None
) -> tuple[list[Decision], bool]:
    """Every decision about the measure, and whether this one is new."""
    kept = await _held(session, guard, key, seen)
    newest = adopted(kept[-1]) if kept else None
    if newest is not None and newest == _undated(body, newest) and await _means_the_same(session, key, newest, body):
        return kept, False
    lower, upper = await _both(session, key, body.decided_on)
    faults = [*_order_faults(kept, body.decided_on), *_own_faults(body, lower, upper, key[2])]
    faults += _ended_faults(lower, upper, body.decided_on)
    faults += await _task_faults(session, body, key[0])
    if faults:
        raise AdoptionInvalid(faults=faults)
    document = body.model_dump(mode="json", exclude={"decided_on", "reason"})
    return await _keep(session, guard, key, kept, document, body.decided_on, body.reason), True


async def withdraw_adoption(
    session: Session, guard: Guard, key: Key, decided_on: date, reason: str, seen: set[int] | None
) -> list[Decision]:
    """From that day on the plan takes the measure up no longer; what was before stays as it was."""
    kept = await _held(session, guard, key, seen)
    if not kept or kept[-1].document is None:
        raise NothingAdopted()
    faults = [*_order_faults(kept, decided_on)]
    if faults:
        raise AdoptionInvalid(faults=faults)
    return await _keep(session, guard, key, kept, None, decided_on, reason)


def adopted(decision: Decision) -> AdoptionBody | None:
    """What was decided; None where it was a withdrawal."""
    if decision.document is None:
        return None
    dated = {"decided_on": decision.decided_on, "reason": decision.reason}
    return AdoptionBody.model_validate(decision.document | dated)


def _undated(body: AdoptionBody, like: AdoptionBody) -> AdoptionBody:
    return body.model_copy(update={"decided_on": like.decided_on, "reason": like.reason})


async def _means_the_same(session: Session, key: Key, before: AdoptionBody, body: AdoptionBody) -> bool:
    """Whether on the later day every code still is what it was when it was named: plans are numbered anew."""
    codes = await codes_on(session, {plan: {before.decided_on} for plan in key[:2]}, body.decided_on)
    above = [(Part.MEASURE, key[2]), *((Part.TARGET, each.upper_target) for each in body.targets)]
    own = [(Part.MEASURE, each) for each in body.measures] + [(Part.DUTY, each) for each in body.duties]
    own += [(Part.TARGET, each.target) for each in body.targets]
    named = [(key[0], *each) for each in own] + [(key[1], *each) for each in above]
    return all(codes.called(plan, part, code, before.decided_on) == code for plan, part, code in named)


def _ended_faults(lower: PlanDocument, upper: PlanDocument, day: date) -> Iterator[Fault]:
    """What was superseded or withdrawn by the day takes up nothing, and is taken up by nobody."""
    for plan in (lower, upper):
        standing = bearing_on(plan, day)
        if standing in GONE:
            expected = f"a day on which {plan.code} still held: it was {standing.value} by then"
            yield Fault("plan_ended", "/decided_on", expected, day.isoformat())


async def _task_faults(session: Session, body: AdoptionBody, plan: str) -> list[Fault]:
    """Tasks of the plan that nobody has taken back."""
    known = await kept_tasks(session, body.tasks)
    wanted = {code for code, task in known.items() if task.newest.body.plan == plan and not task.newest.body.withdrawn}
    return list(unknown([Mention(f"/tasks/{n}", each) for n, each in enumerate(body.tasks)], wanted, "task"))


async def _held(session: Session, guard: Guard, key: Key, seen: set[int] | None) -> list[Decision]:
    """The decisions so far, with the plan's row held: of two at once the later one sees the earlier."""
    stored = await plans.find_plan(session, key[0], for_change=True)
    if stored is None:
        raise NotFound()
    if stored.jurisdictions - await guard.allowed(stored.jurisdictions):
        raise guard.refusal() if stored.newest else NotFound()
    kept = await adoptions.decisions_about(session, key)
    if seen is not None and (not kept or kept[-1].version not in seen):
        present = f"the adoption is at version {kept[-1].version}" if kept else "there is no such adoption yet"
        raise VersionMismatch(present)
    return kept


async def _both(session: Session, key: Key, day: date) -> tuple[PlanDocument, PlanDocument]:
    """The plan and the one above as they counted on the day; both published, one for a place below the other's."""
    found = await revisions_on(session, key[:2], day)
    for code in key[:2]:
        if code not in found:
            raise NotFound(f"no plan {code} is published")
    lower, upper = (PlanDocument.model_validate(found[code].document) for code in key[:2])
    if key[2] not in {measure.code for _, measure in upper.measures_with_pointers()}:
        raise NotFound(f"{key[1]} has no measure {key[2]} on {day}")
    places = await organisations.with_ancestors(session, {lower.jurisdiction, upper.jurisdiction})
    if not places[lower.jurisdiction].path.startswith(places[upper.jurisdiction].path + "/"):
        raise PlanNotAbove(f"{key[0]} is for {lower.jurisdiction}, {key[1]} for {upper.jurisdiction}")
    return lower, upper


def _order_faults(kept: Sequence[Decision], day: date) -> list[Fault]:
    if kept and day < kept[-1].decided_on:
        expected = f"{kept[-1].decided_on} or a later day: the adoption was last changed then"
        return [Fault("decided_earlier", "/decided_on", expected, day.isoformat())]
    return []


def _own_faults(body: AdoptionBody, lower: PlanDocument, upper: PlanDocument, measure: str) -> list[Fault]:
    faults = []
    if not (body.measures or body.duties or body.tasks):
        expected = "a measure, a duty clause or a task of the plan by which it takes up the measure above"
        faults.append(Fault("nothing_named", "/measures", expected))
    measures = {each.code for _, each in lower.measures_with_pointers()}
    faults += unknown([Mention(f"/measures/{n}", each) for n, each in enumerate(body.measures)], measures, "measure")
    duties = {duty.code for unit in lower.units for duty in unit.duties}
    faults += unknown([Mention(f"/duties/{n}", each) for n, each in enumerate(body.duties)], duties, "duty")
    above = {each.code: each for each in upper.targets if each.measure in (measure, None)}
    return [*faults, *link_faults(body.targets, {each.code: each for each in lower.targets}, above)]


async def _keep(
    session: Session,
    guard: Guard,
    key: Key,
    kept: list[Decision],
    document: dict[str, Any] | None,
    decided_on: date,
    reason: str,
) -> list[Decision]:
    version = kept[-1].version + 1 if kept else 1
    decision = Adoption(
        plan_code=key[0],
        upper_plan_code=key[1],
        upper_measure=key[2],
        version=version,
        document=document,
        decided_on=decided_on,
        reason=reason,
        decided_by=guard.caller.id,
    )
    await adoptions.save_decision(session, decision)
    said = {"version": version, "decided_on": decided_on, "reason": reason, "decided_by": guard.caller.id}
    place = {"plan": key[0], "upper_plan": key[1], "upper_measure": key[2]}
    await publish(session, TOPIC, "/".join(key), place | said | {"adopts": document})
    return [*kept, Decision(key, version, document, decided_on, reason, guard.caller.id)]
