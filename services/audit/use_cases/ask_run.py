"""Takes an assessment of many counties as a run: what it rests on is pinned at once, the scoring follows."""

import secrets

from services.access.caller import Guard
from services.audit.currency import Copies
from services.audit.repository.assessments import Kept
from services.audit.repository.organisations import division_of
from services.audit.repository.runs import KeptRun, NewRun, add_run, cancel, run_of
from services.audit.use_cases.given import Given
from services.audit.use_cases.pinning import Wanted, pin
from services.kernel.routes import Session


async def ask_run(session: Session, guard: Guard, copies: Copies, given: Given, wanted: Wanted) -> KeptRun:
    """The run as it waits."""
    standard = given.standard
    pinned = await pin(session, guard, copies, standard, wanted)
    given.refuse_elsewhere(await division_of(session, pinned.place.code))
    new = NewRun(
        id=new_id(),
        standard=standard.code,
        standard_version=standard.version,
        read_with=given.read_with,
        organisation=pinned.place.code,
        period=given.period,
        as_of=wanted.as_of,
        plan=None if pinned.plan is None else pinned.plan.code,
        plan_revision=None if pinned.plan is None else pinned.plan.revision,
        snapshot_version=pinned.snapshot,
        organisations_version=pinned.organisations,
        information_only=pinned.reasons,
        repeats=None,
        actor_id=guard.caller.id,
        actor_name=guard.caller.name,
    )
    return await _added(session, new)


async def ask_repetition(session: Session, guard: Guard, kept: Kept) -> KeptRun:
    """The same pins again. Raises ValueError for what was no run: the targets of a plan."""
    if kept.standard is None or kept.standard_version is None or kept.period is None:
        raise ValueError(kept.id)
    new = NewRun(
        id=new_id(),
        standard=kept.standard,
        standard_version=kept.standard_version,
        read_with={name: kept.summary.get(name, []) for name in ("variants", "beside")},
        organisation=kept.organisation,
        period=kept.period,
        as_of=kept.as_of,
        plan=kept.plan,
        plan_revision=kept.plan_revision,
        snapshot_version=kept.snapshot_version,
        organisations_version=kept.organisations_version,
        information_only=kept.information_only,
        repeats=kept.id,
        actor_id=guard.caller.id,
        actor_name=guard.caller.name,
    )
    return await _added(session, new)


async def cancel_run(session: Session, guard: Guard, id_: str) -> KeptRun:
    """As it is then: one that has come to an end already stays as it is."""
    run = await run_seen(session, guard, id_)
    await cancel(session, run.id)
    return await run_seen(session, guard, id_)


async def run_seen(session: Session, guard: Guard, id_: str) -> KeptRun:
    """Refused as unknown where the caller may not see its organisation."""
    run = await run_of(session, id_)
    if run is None:
        raise guard.refusal()
    await guard.require(run.organisation)
    return run


def new_id() -> str:
    return f"asm_{secrets.token_hex(8)}"


async def _added(session: Session, new: NewRun) -> KeptRun:
    await add_run(session, new)
    run = await run_of(session, new.id)
    if run is None:
        raise LookupError("a run that was just kept is not there")
    return run
