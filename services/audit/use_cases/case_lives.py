"""Cases as they are kept, and as the procedure sees them: what was kept is read, and what happened since is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.access.caller import Caller
from services.audit.domain.procedures.life import Happened, Life, begun
from services.audit.domain.procedures.procedure import Ask, Procedure
from services.audit.procedures import calendar, procedures
from services.audit.repository.cases import (
    Ground,
    KeptCase,
    NewCase,
    NewStep,
    add_case,
    add_step,
    case_of,
    clocks_of,
    set_stand,
    steps_of,
)
from services.audit.use_cases.case_day import entered_in_time
from services.kernel.feed import publish
from services.kernel.routes import Session

_DAYS = (Ask.UNTIL.value, Ask.EFFECTIVE.value)


@dataclass(frozen=True)
class Opened:
    """A case that is to be kept: what is wanted, and which days it names; `about` None: about its place."""

    id: str
    parent: str | None
    organisation: str
    unit: str
    details: Mapping[str, Any]
    days: Mapping[str, date]
    grounds: Sequence[Ground]
    about: str | None = None


async def life_of(session: Session, id_: str) -> tuple[KeptCase, Life] | None:
    """A case nobody else moves until the transaction ends."""
    kept = await case_of(session, id_, locked=True)
    if kept is None:
        return None
    log = [
        Happened(each.step, each.happened_on, each.actor_id or "", _read(each.said))
        for each in await steps_of(session, id_)
    ]
    running = (await clocks_of(session, [id_]))[id_]
    return kept, Life(procedures()[kept.procedure], kept.state, tuple(log), running, kept.days)


async def keep_opened(
    session: Session, procedure: Procedure, opened: Opened, first: Happened, text: str, caller: Caller
) -> None:
    life = begun(procedure, first, opened.days, calendar())
    new = NewCase(
        id=opened.id,
        kind=procedure.kind,
        procedure=procedure.code,
        parent=opened.parent,
        organisation=opened.organisation,
        unit=opened.unit,
        about=opened.about or opened.organisation,
        state=life.state,
        live=entered_in_time(first.on),
        details=opened.details,
        days=life.days,
    )
    await add_case(session, new, opened.grounds)
    await _keep(session, opened.id, life, 0, text, caller)
    await publish(session, "case", opened.id, told(new, life))


async def keep_moved(
    session: Session, kept: KeptCase, before: Life, life: Life, text: str = "", caller: Caller | None = None
) -> None:
    """The steps that were taken since; the words are those of the last, and so is who took it."""
    if life is before:
        return
    await _keep(session, kept.id, life, len(before.log), text, caller)
    await publish(session, "case", kept.id, told(kept, life))


def told(case: NewCase, life: Life) -> dict[str, Any]:
    """A case as the feed of audit tells of it: where it stands, and no words."""
    return {
        "kind": case.kind,
        "procedure": case.procedure,
        "parent": case.parent,
        "organisation": case.organisation,
        "unit": case.unit,
        "state": life.state,
        "moved_on": life.moved_on,
        "clocks": {name: day.isoformat() for name, day in life.running.items()},
    }


async def _keep(session: Session, id_: str, life: Life, known: int, text: str, caller: Caller | None) -> None:
    for place, each in enumerate(life.log[known:], known + 1):
        last = place == len(life.log)
        actor = caller if last and caller is not None and each.actor else None
        new = NewStep(
            id_,
            each.step,
            text if last else "",
            each.said,
            each.on,
            None if actor is None else actor.id,
            None if actor is None else actor.name,
        )
        await add_step(session, new)
    live = caller is not None and entered_in_time(life.moved_on)
    await set_stand(session, id_, life.state, life.days, life.running, live=live)


def _read(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: date.fromisoformat(value) if name in _DAYS else value for name, value in said.items()}
