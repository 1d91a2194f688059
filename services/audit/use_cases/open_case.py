"""A case is opened on another one: more time asked for, a decision contested. By the unit the other is about."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.access.caller import Guard
from services.audit.domain.procedures.life import Happened, Life, passed
from services.audit.domain.procedures.procedure import Ask, Desk, Procedure
from services.audit.errors import CaseUnfit, DateOutOfOrder, StepNotPossible, TimeOver
from services.audit.procedures import calendar, in_force, procedures
from services.audit.repository.cases import KeptCase, children_of
from services.audit.use_cases.asks import ask_faults, named
from services.audit.use_cases.case_day import entered_now, late_faults, refuse_ahead
from services.audit.use_cases.case_lives import Opened, keep_moved, keep_opened, life_of
from services.kernel.errors import Fault
from services.kernel.routes import Session

PREFIXES: Mapping[str, str] = {"extension": "ext", "review": "rev", "appeal": "apl", "objection": "obj"}


@dataclass(frozen=True)
class Request:
    """`kind` is that of a procedure that is opened on another case."""

    kind: str
    text: str
    on: date
    said: Mapping[Ask, Any]


async def open_on(session: Session, guard: Guard, parent: str, request: Request) -> str:
    """The id of the new case."""
    found = await life_of(session, parent)
    if found is None:
        raise guard.refusal()
    kept, before = found
    await guard.require(kept.unit)
    refuse_ahead("/on", request.on)
    late = late_faults("/on", request.on, live=kept.live)
    if late:
        raise DateOutOfOrder(faults=late)
    procedure = _procedure(request, kept)
    life = passed(before, request.on, calendar())
    await keep_moved(session, kept, before, life)
    if request.on < life.moved_on:
        expected = f"{life.moved_on} or later, when the case last moved"
        raise DateOutOfOrder(faults=[Fault("before_last_step", "/on", expected, request.on.isoformat())])
    if not _could_follow(procedure, life):
        raise StepNotPossible(f"{procedure.kind} after {life.state}", extra={"state": life.state, "possible": []})
    if procedure.on is not None and procedure.on.clock is not None and procedure.on.clock not in life.running:
        raise TimeOver(life.procedure.clocks[procedure.on.clock].title.en)
    await _refuse_second(session, parent, procedure)
    id_ = f"{PREFIXES[procedure.kind]}_{secrets.token_hex(8)}"
    opened = Opened(id_, parent, kept.organisation, kept.unit, {"rule": procedure.rule}, {}, ())
    first = Happened(procedure.first, request.on, guard.caller.id, named(request.said), entered_now(request.on))
    await keep_opened(session, procedure, opened, first, request.text, guard.caller)
    return id_


def _procedure(request: Request, kept: KeptCase) -> Procedure:
    """The one in force that may be opened on such a case, and whose first step asks what was said."""
    procedure = in_force(request.kind, request.on)
    on = None if procedure is None or procedure.opening.by is not Desk.UNIT else procedure.on
    if procedure is None or on is None or kept.procedure not in on.procedures:
        expected = f"a request that can be made in a case of {kept.procedure}"
        raise CaseUnfit(faults=[Fault("request_unknown", "/kind", expected, request.kind)])
    faults = ask_faults(request.kind, procedure.opening.asks, request.said)
    until = request.said.get(Ask.UNTIL)
    if until is not None and until <= max(request.on, kept.days.get("due_on", request.on)):
        expected = "a day after the one the case names"
        faults.append(Fault("until_too_early", "/until", expected, until.isoformat()))
    if faults:
        raise CaseUnfit(faults=faults)
    return procedure


def _could_follow(procedure: Procedure, life: Life) -> bool:
    """Whether anything the request may end with could happen in the case as it stands; of one that stands higher, when
    the request is decided."""
    effects = {step.effect for step in procedure.steps.values()}
    known = [step for step in life.procedure.steps.values() if step.code in effects and step.by is Desk.CASE]
    return not known or any(step.leads(life.state) is not None for step in known)


async def _refuse_second(session: Session, parent: str, procedure: Procedure) -> None:
    """One request of a kind at a time; what is contested within its time is contested once, in one way."""
    contests = {each.kind for each in procedures().values() if each.on is not None and each.on.clock is not None}
    for each in await children_of(session, parent):
        contested = procedure.kind in contests and each.kind in contests
        if contested or (each.kind == procedure.kind and each.state not in procedure.final):
            raise StepNotPossible(f"{each.id} was asked for already", extra={"state": each.state, "possible": []})
