"""What happens to a statement after it was drawn: issued, acknowledged, contested, answered, withdrawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from services.access.caller import Guard
from services.access.policy import Role
from services.kernel.errors import BodyInvalid, Fault, NotFound, VersionMismatch
from services.kernel.feed import publish
from services.kernel.routes import Session
from services.plans.domain.statement_life import StatementAct, possible
from services.plans.errors import StatementInvalid, StatementRecused, StatementStateForbids
from services.plans.models import StatementEvent, StatementVersion
from services.plans.repository import statements
from services.plans.repository.statements import KeptEvent, KeptStatement
from services.plans.schemas.statement_content import Amendment
from services.plans.schemas.statements import AnswerBody, ContestBody, StatementShown
from services.plans.use_cases.forbidden_targets import forbidden_in_texts
from services.plans.use_cases.shown_statement import kept_content, shown_statement
from services.plans.use_cases.statement_content import amended_content
from services.plans.use_cases.statement_ground import binding_on

TOPIC = "statement"
Seen = set[int] | None


@dataclass(frozen=True)
class Act:
    """Something that somebody does on a day, to a version; `lines` are those it is about."""

    act: StatementAct
    version: int
    reason: str
    on: date
    lines: Sequence[str] = ()


async def issue(session: Session, guard: Guard, id_: str, seen: Seen, reason: str, on: date) -> StatementShown:
    """Only while the plan binds: it may have ended since the statement was drawn."""
    kept = await _held(session, guard, id_, seen, StatementAct.ISSUED, unit=False)
    require_day(kept, on, "/issued_on")
    await binding_on(session, kept.plan_code, on)
    return await enter(session, guard, id_, Act(StatementAct.ISSUED, kept.version, reason, on))


async def withdraw(session: Session, guard: Guard, id_: str, seen: Seen, reason: str, on: date) -> StatementShown:
    kept = await _held(session, guard, id_, seen, StatementAct.WITHDRAWN, unit=False)
    require_day(kept, on, "/withdrawn_on")
    return await enter(session, guard, id_, Act(StatementAct.WITHDRAWN, kept.version, reason, on))


async def acknowledge(session: Session, guard: Guard, id_: str, seen: Seen, reason: str, on: date) -> StatementShown:
    kept = await _held(session, guard, id_, seen, StatementAct.ACKNOWLEDGED, unit=True)
    require_day(kept, on, "/acknowledged_on")
    return await enter(session, guard, id_, Act(StatementAct.ACKNOWLEDGED, kept.version, reason, on))


async def contest(session: Session, guard: Guard, id_: str, seen: Seen, body: ContestBody) -> StatementShown:
    """Lines of the version that stands, none of which was upheld in it before."""
    kept = await _held(session, guard, id_, seen, StatementAct.CONTESTED, unit=True)
    require_day(kept, body.contested_on, "/contested_on")
    content = await kept_content(session, kept, kept.version)
    faults = _line_faults(body.lines, set(content.lines), _upheld(await statements.events_of(session, id_), kept))
    if faults:
        raise StatementInvalid(faults=faults)
    act = Act(StatementAct.CONTESTED, kept.version, body.reason, body.contested_on, body.lines)
    return await enter(session, guard, id_, act)


def _upheld(events: Sequence[KeptEvent], kept: KeptStatement) -> set[str]:
    """The lines of the version to which an objection was answered by leaving them as they are."""
    return {
        line
        for objection, answered in pairwise(events)
        if answered.act == StatementAct.UPHELD.value and answered.version == kept.version
        for line in objection.lines
    }


def _line_faults(lines: Sequence[str], known: set[str], upheld: set[str]) -> list[Fault]:
    faults = []
    for number, line in enumerate(lines):
        at = f"/lines/{number}"
        if line not in known:
            faults.append(Fault("line_unknown", at, "a line of the statement as it stands", line))
        elif line in upheld:
            faults.append(Fault("line_answered", at, "a line whose objection was not answered yet", line))
        if line in lines[:number]:
            faults.append(Fault("line_repeated", at, "each line once", line))
    return faults


async def answer(session: Session, guard: Guard, id_: str, seen: Seen, body: AnswerBody) -> StatementShown:
    """Upheld leaves the version as it is; amended makes the next one. Contested lines not amended stay as they are."""
    act = StatementAct(body.decision)
    kept = await _held(session, guard, id_, seen, act, unit=False)
    if any(each.role is Role.UNIT and each.organisation == kept.organisation_code for each in guard.caller.grants):
        raise StatementRecused()
    require_day(kept, body.answered_on, "/answered_on")
    if act is StatementAct.UPHELD:
        return await enter(session, guard, id_, Act(act, kept.version, body.reason, body.answered_on))
    contested = (await statements.events_of(session, id_))[-1].lines
    faults = [*_amendment_faults([one.line for one in body.amendments], contested), *_forbidden(body.amendments)]
    if faults:
        raise StatementInvalid(faults=faults)
    version = kept.version + 1
    content = amended_content(await kept_content(session, kept, kept.version), body.amendments, version)
    await statements.add_version(
        session,
        StatementVersion(
            statement_id=id_,
            version=version,
            plan_revision=kept.plan_revision,
            content=content.model_dump(mode="json"),
        ),
    )
    lines = [one.line for one in body.amendments]
    return await enter(session, guard, id_, Act(act, version, body.reason, body.answered_on, lines))


def _amendment_faults(lines: Sequence[str], contested: Sequence[str]) -> list[Fault]:
    return [
        Fault("line_not_contested", f"/amendments/{number}/line", "each contested line once", line)
        for number, line in enumerate(lines)
        if line not in contested or line in lines[:number]
    ]


def _forbidden(amendments: Sequence[Amendment]) -> list[Fault]:
    """What no plan may set as a target, no rewording may bring in."""
    return [
        fault
        for number, one in enumerate(amendments)
        if one.reads is not None
        for fault in forbidden_in_texts(
            [(f"/amendments/{number}/reads", one.reads)], of_target=one.line.startswith("target/")
        )
    ]


async def _held(
    session: Session, guard: Guard, id_: str, seen: Seen, act: StatementAct, *, unit: bool
) -> KeptStatement:
    """The statement, for this caller to act on alone: for its unit, or for its jurisdiction."""
    await statements.hold(session, id_)
    kept = await statements.statement_of(session, id_)
    if kept is None:
        guard.asked = True
        raise guard.refusal()
    await guard.require(kept.organisation_code if unit else kept.jurisdiction_code)
    if seen is not None and len(await statements.events_of(session, id_)) not in seen:
        raise VersionMismatch("something happened to the statement in the meantime")
    if not possible(kept.state, act):
        raise StatementStateForbids(f"it is `{kept.state.value}`", extra={"state": kept.state.value})
    return kept


def require_day(kept: KeptStatement, on: date, pointer: str) -> None:
    """Refuse a day before the last act."""
    if on < kept.happened_on:
        expected = f"{kept.happened_on} or later, when it was {kept.act}"
        raise BodyInvalid(faults=[Fault("before_last_act", pointer, expected, on.isoformat())])


async def enter(session: Session, guard: Guard, id_: str, act: Act) -> StatementShown:
    """Keep the act and say so in the feed."""
    event = StatementEvent(
        id=None,
        statement_id=id_,
        version=act.version,
        act=act.act.value,
        reason=act.reason,
        happened_on=act.on,
        lines=list(act.lines),
        actor_id=guard.caller.id,
        actor_name=guard.caller.name,
    )
    await statements.add_event(session, event)
    kept = await statements.statement_of(session, id_)
    if kept is None:
        raise NotFound()
    shown = await shown_statement(session, kept)
    await publish(session, TOPIC, id_, shown.model_dump(mode="json"))
    return shown
