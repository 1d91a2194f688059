"""Locks a period below an organisation, or unlocks it."""

from dataclasses import dataclass
from typing import Any

from services.access.caller import Guard, Place, places
from services.kernel.routes import Session
from services.metrics.domain.reviewing import Seat
from services.metrics.domain.submission import Person
from services.metrics.errors import LockHeldAbove
from services.metrics.repository.levels import standings_of
from services.metrics.repository.locks import LockAct, add_act, change_locks, newest_act
from services.metrics.repository.period_numbers import numbered_periods
from services.metrics.use_cases.seats import seats_of


@dataclass(frozen=True)
class Wanted:
    organisation: str
    period: str
    locked: bool
    reason: str


async def lock_period(session: Session, guard: Guard, wanted: Wanted) -> tuple[Any | None, bool]:
    """The newest act on it, and whether it is new. Who locks it again from higher up takes the lock over."""
    await guard.require(wanted.organisation)
    await change_locks(session)
    known = await places(session, [wanted.organisation])
    seat = _nearest(await seats_of(session, guard), known[wanted.organisation])
    present = await newest_act(session, wanted.organisation, wanted.period)
    held = present is not None and present.locked
    if held and not wanted.locked:
        seat = await _above(session, guard, present)
    if held == wanted.locked and not (held and await _takes_over(session, seat, present)):
        return present, False
    actor = Person(guard.caller.id, guard.caller.name)
    number = (await standings_of(session, [wanted.organisation]))[wanted.organisation].number
    period = (await numbered_periods(session, [wanted.period]))[wanted.period]
    await add_act(session, LockAct(number, period, wanted.locked, wanted.reason, seat.number, actor))
    return await newest_act(session, wanted.organisation, wanted.period), True


def _nearest(seats: list[Seat], place: Place) -> Seat:
    """The deepest seat at or above the place."""
    return next(seat for seat in seats if _covers(seat.path, place.path))


async def _above(session: Session, guard: Guard, lock: Any) -> Seat:
    """The caller's seat at or above the one from which it was locked."""
    known = await places(session, [lock.seat])
    for seat in await seats_of(session, guard):
        if lock.seat in known and _covers(seat.path, known[lock.seat].path):
            return seat
    raise LockHeldAbove(f"{lock.actor_name} ({lock.seat}) locked it on {lock.recorded_at:%Y-%m-%d}: {lock.reason}")


async def _takes_over(session: Session, seat: Seat, lock: Any) -> bool:
    known = await places(session, [lock.seat])
    return lock.seat in known and known[lock.seat].path.startswith(f"{seat.path}/")


def _covers(path: str, other: str) -> bool:
    return other == path or other.startswith(f"{path}/")
