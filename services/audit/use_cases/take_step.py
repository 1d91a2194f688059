"""One step in a case: time passes first, then the procedure, the dates, and what must be so are asked in that order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from services.access.caller import Guard
from services.access.policy import Role
from services.audit.domain.procedures.life import Happened, Life, Obstacle, obstacle, passed, possible, taken
from services.audit.domain.procedures.procedure import Ask, Desk, Fact, Step
from services.audit.errors import (
    CaseUnfit,
    DateOutOfOrder,
    NotHeard,
    Recused,
    SamePerson,
    StepNotPossible,
)
from services.audit.procedures import SHORTAGE, calendar
from services.audit.repository.cases import KeptCase
from services.audit.repository.ledger import note_in_ledger
from services.audit.use_cases.asks import ask_faults, named
from services.audit.use_cases.case_day import entered_now, late_faults, over_faults, refuse_ahead
from services.audit.use_cases.case_facts import require_fact
from services.audit.use_cases.case_lives import keep_moved, life_of
from services.audit.use_cases.facts_of_offices import office_of
from services.kernel.errors import Fault, Refusal
from services.kernel.routes import Session

_REFUSALS: Mapping[Obstacle, type[Refusal]] = {
    Obstacle.SAME_PERSON: SamePerson,
    Obstacle.RECUSED: Recused,
    Obstacle.NOT_HEARD: NotHeard,
}


@dataclass(frozen=True)
class Act:
    """What somebody does, on which day, in which words; `said` is what the step asks beside them."""

    step: str
    text: str
    on: date
    said: Mapping[Ask, Any]


async def take_step(session: Session, guard: Guard, id_: str, desk: Desk, act: Act) -> None:
    """Refused in the words of the first thing that stands against it."""
    found = await life_of(session, id_)
    if found is None:
        raise guard.refusal()
    kept, before = found
    await guard.require(kept.unit if desk is Desk.UNIT else kept.organisation)
    step = _step(before, desk, act)
    refuse_ahead("/on", act.on)
    _refuse_unfit(step, act, live=kept.live)
    life = passed(before, act.on, calendar())
    _refuse_obstacle(life, step, act, guard, kept)
    for fact in step.facts:
        await require_fact(session, guard, kept, life, fact, act.said, act.on)
    said = named(act.said)
    if desk is Desk.DECIDER:
        said["office"] = await office_of(session, guard, Role.DECIDER, kept.organisation)
    happened = Happened(step.code, act.on, guard.caller.id, said, entered_now(act.on))
    after = taken(life, happened, calendar())
    if kept.kind == SHORTAGE:
        await note_in_ledger(session, kept.id, act.said)
        kept = replace(kept, unit=act.said.get(Ask.OWNER, kept.unit))
    await keep_moved(session, kept, before, after, act.text, guard.caller)
    if step.effect is not None:
        await _have_effect(session, kept, step.effect, act)


def recused(guard: Guard, unit: str) -> bool:
    """Whether the caller answers for the unit."""
    return any(
        grant.organisation == unit and grant.role in (Role.UNIT, Role.SCHOOL, Role.SENDER)
        for grant in guard.caller.grants
    )


def _step(life: Life, desk: Desk, act: Act) -> Step:
    step = life.procedure.steps.get(act.step)
    if step is None or step.by is not desk or step.code == life.procedure.first:
        mine = [each.code for each in life.procedure.steps.values() if each.by is desk]
        expected = f"one of: {', '.join(code for code in mine if code != life.procedure.first)}"
        raise CaseUnfit(faults=[Fault("step_unknown", "/step", expected, act.step)])
    return step


def _refuse_unfit(step: Step, act: Act, *, live: bool) -> None:
    """Every ask of the step is answered, and nothing else is said."""
    faults = ask_faults(f"the step {step.code}", step.asks, act.said)
    until = act.said.get(Ask.UNTIL)
    if until is not None and until <= act.on:
        faults.append(Fault("until_before_step", "/until", f"a day after {act.on}", until.isoformat()))
    faults += late_faults("/on", act.on, live=live)
    faults += [] if until is None else over_faults("/until", until, act.on)
    effective = act.said.get(Ask.EFFECTIVE)
    if effective is not None and effective < act.on:
        expected = f"{act.on} or later: nothing reaches back"
        faults.append(Fault("reaches_back", "/effective_on", expected, effective.isoformat()))
    if faults:
        raise CaseUnfit(faults=faults)


def _refuse_obstacle(life: Life, step: Step, act: Act, guard: Guard, kept: KeptCase) -> None:
    out = Fact.NOT_RECUSED in step.facts and recused(guard, kept.unit)
    found = obstacle(life, step, act.on, guard.caller.id, recused=out)
    if found is Obstacle.NOT_POSSIBLE:
        open_to = [each.code for each in possible(life)]
        raise StepNotPossible(f"{step.code} after {life.state}", extra={"state": life.state, "possible": open_to})
    if found is Obstacle.BEFORE_LAST_STEP:
        expected = f"{life.moved_on} or later, when it last moved"
        raise DateOutOfOrder(faults=[Fault("before_last_step", "/on", expected, act.on.isoformat())])
    if found is Obstacle.TOO_LATE:
        expected = f"a day before {life.days[step.before or '']}, which the case names as {step.before}"
        raise DateOutOfOrder(faults=[Fault("too_late", "/on", expected, act.on.isoformat())])
    if found is not None:
        raise _REFUSALS[found]()


async def _have_effect(session: Session, child: KeptCase, step: str, act: Act) -> None:
    """In the nearest case above in which the step is one that follows from another case."""
    parent = child.parent
    while parent is not None:
        found = await life_of(session, parent)
        if found is None:
            raise LookupError(f"{child.id} was opened on {parent}, which is not there")
        kept, before = found
        known = before.procedure.steps.get(step)
        if known is not None and known.by is Desk.CASE:
            life = passed(before, act.on, calendar())
            if known.leads(life.state) is None:
                raise StepNotPossible(
                    f"{kept.id}: {step} after {life.state}", extra={"state": life.state, "possible": []}
                )
            happened = Happened(step, max(act.on, life.moved_on), "", named(act.said), entered_now(act.on))
            await keep_moved(session, kept, before, taken(life, happened, calendar()), act.text)
            return
        parent = kept.parent
    raise LookupError(f"no case above {child.id} knows the step {step}")
