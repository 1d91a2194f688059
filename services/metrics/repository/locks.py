"""Locks of periods: acts, of which the newest on an organisation and a period counts."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from services.kernel.database import run_sql
from services.kernel.driver import fetch
from services.kernel.moves import move
from services.kernel.routes import Session
from services.metrics.domain.columns import Places
from services.metrics.domain.locks import Lock, Locks
from services.metrics.domain.submission import Person

PERIOD_LOCK = 6
LOCKS_MOVED = "locks moved"
"""Counts how often a lock was set or lifted."""
_NEWEST = """select distinct on (l.period, l.organisation) l.* from {schema}.period_lock l """
_SHOWN = """l.number, o.code as organisation, p.code as period, l.locked, l.reason, l.actor_id, l.actor_name,
    seat.code as seat, l.recorded_at"""
_NAMED = """join {schema}.organisation o on o.number = l.organisation
    join {schema}.period_number p on p.number = l.period join {schema}.organisation seat on seat.number = l.seat"""


@dataclass(frozen=True)
class LockAct:
    """`seat` and `organisation` by their numbers."""

    organisation: int
    period: int
    locked: bool
    reason: str
    seat: int
    actor: Person


async def keep_locks(session: Session) -> None:
    """Until the transaction ends nobody locks a period; any number of transactions may hold this at once."""
    await fetch(session, "select pg_advisory_xact_lock_shared($1)", PERIOD_LOCK)


async def change_locks(session: Session) -> None:
    """Wait for everybody who relies on what is not locked, and keep later ones waiting."""
    await run_sql(session, "select pg_advisory_xact_lock(:lock)", lock=PERIOD_LOCK)


async def locks_in_force(session: Session, periods: Collection[str] | None = None) -> list[Lock]:
    """Of these periods, or of all."""
    found = await run_sql(
        session,
        f"""select {_SHOWN} from ({_NEWEST} where cast(:periods as text[]) is null or l.period in (
              select number from {{schema}}.period_number where code = any(:periods))
            order by l.period, l.organisation, l.number desc) l {_NAMED} where l.locked""",  # noqa: S608
        periods=None if periods is None else sorted(periods),
    )
    return [Lock(row.organisation, row.period, row.reason, row.actor_name, row.seat, row.recorded_at) for row in found]


async def remembered_locks(session: Session, moved: Mapping[str, int]) -> Locks:
    """All in force, until one is set or lifted; read the counters when `keep_locks` holds."""
    version = moved.get(LOCKS_MOVED, 0)
    at, known = session.info["memory"].get("locks", (0, Locks()))
    if at != version:
        at, known = session.info["memory"]["locks"] = version, Locks(await locks_in_force(session))
    found: Locks = known
    return found


async def newest_act(session: Session, organisation: str, period: str) -> Any | None:
    found = await run_sql(
        session,
        f"""select {_SHOWN} from {{schema}}.period_lock l {_NAMED} where o.code = :organisation and p.code = :period
            order by l.number desc limit 1""",  # noqa: S608
        organisation=organisation,
        period=period,
    )
    return found.one_or_none()


async def add_act(session: Session, act: LockAct) -> datetime:
    """Returns when."""
    found = await run_sql(
        session,
        """insert into {schema}.period_lock
             (organisation, period, locked, reason, seat, actor_id, actor_name, recorded_at)
           values (:organisation, :period, :locked, :reason, :seat, :actor, :actor_name, clock_timestamp())
           returning recorded_at""",
        organisation=act.organisation,
        period=act.period,
        locked=act.locked,
        reason=act.reason,
        seat=act.seat,
        actor=act.actor.id,
        actor_name=act.actor.name,
    )
    recorded_at: datetime = found.scalar_one()
    await move(session, LOCKS_MOVED)
    return recorded_at


async def list_acts(
    session: Session, *, organisation: str | None, period: str | None, in_force: bool, before: int, limit: int
) -> Sequence[Any]:
    """The newest first, those below the number `before`; only the locks that hold where `in_force`."""
    found = await run_sql(
        session,
        f"""select {_SHOWN} from {{schema}}.period_lock l {_NAMED}
            where l.number < :before and (cast(:organisation as text) is null or o.code = :organisation)
              and (cast(:period as text) is null or p.code = :period)
              and (not :in_force or l.locked and not exists (select from {{schema}}.period_lock later
                where later.period = l.period and later.organisation = l.organisation and later.number > l.number))
            order by l.number desc limit :limit""",  # noqa: S608
        organisation=organisation,
        period=period,
        in_force=in_force,
        before=before,
        limit=limit,
    )
    return found.all()


async def locked_pairs(session: Session, locks: Collection[Lock], organisations: Places) -> tuple[Places, Places]:
    """Organisation and period, by numbers, of those organisations that stand at or below a lock."""
    rows = await fetch(
        session,
        """select o.number, p.number as period
           from unnest($1::text[], $2::text[]) as lock (code, period)
           join (select o.number, above.code from unnest($3::integer[]) as asked (number)
                 join {schema}.organisation o on o.number = asked.number
                 cross join lateral unnest(string_to_array(ltrim(o.path, '/'), '/')) as above (code)
                 where above.code = any($1::text[])) o on o.code = lock.code
           join {schema}.period_number p on p.code = lock.period""",
        [lock.organisation for lock in locks],
        [lock.period for lock in locks],
        np.unique(organisations).tolist(),
    )
    found = np.array([tuple(row) for row in rows], np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]
