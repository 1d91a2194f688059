"""Runs over many counties: what was asked, who works on it, how far it has come."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.audit.repository.organisations import below
from services.kernel.database import run_sql
from services.kernel.driver import fetch

LEASE_SECONDS = 30
_OWN = """id, standard, standard_version, read_with, organisation, period, as_of, plan, plan_revision, snapshot_version,
    organisations_version, information_only, repeats, actor_id, actor_name"""
_DOCUMENTS = ("read_with", "information_only", "refusal")
_MINE = "id = $1 and state = 'scoring' and attempts = $2"
"""Whose lease it is: a worker whose lease ran out changes nothing more."""
_ALL = f"{_OWN}, number, state, counties_done, counties_all, attempts, refusal, recorded_at"
for _each in _DOCUMENTS:
    _ALL = _ALL.replace(_each, f"cast({_each} as text) as {_each}")


@dataclass(frozen=True)
class NewRun:
    """What is asked, with everything it pins; `read_with` names the local variants and the standards beside it.
    `repeats` names the assessment whose pins these are."""

    id: str
    standard: str
    standard_version: str
    read_with: Mapping[str, Any]
    organisation: str
    period: str
    as_of: date
    plan: str | None
    plan_revision: int | None
    snapshot_version: int
    organisations_version: int
    information_only: tuple[str, ...]
    repeats: str | None
    actor_id: str
    actor_name: str


@dataclass(frozen=True)
class KeptRun(NewRun):
    """`counties_all` is None until somebody has looked; `refusal` is a problem document."""

    number: int
    state: str
    counties_done: int
    counties_all: int | None
    attempts: int
    refusal: dict[str, Any] | None
    recorded_at: datetime

    @property
    def settled(self) -> bool:
        return self.state in {"done", "refused", "cancelled"}


async def counties_below(session: AsyncSession, code: str) -> bool:
    """Whether a place is above counties, not one itself: governments of that level by their division codes."""
    found = await run_sql(
        session,
        "select path, attributes ->> 'division_code' as division from {schema}.organisation where code = :code",
        code=code,
    )
    place = found.one_or_none()
    if place is None or (place.division and not place.division.endswith("00")):
        return False
    found = await run_sql(
        session,
        """select exists (select from {schema}.organisation where path like :pattern and kind = 'government'
             and attributes ->> 'division_code' not like '%00')""",
        pattern=below(place.path),
    )
    return bool(found.scalar_one())


async def add_run(session: AsyncSession, new: NewRun) -> None:
    await fetch(
        session,
        f"""insert into {{schema}}.run ({_OWN}, state, counties_done, attempts)
            values ($1, $2, $3, cast($4::text as jsonb), $5, $6, $7, $8, $9, $10, $11, cast($12::text as jsonb), $13,
              $14, $15, 'waiting', 0, 0)""",  # noqa: S608 - constants; values are bound
        *(new.id, new.standard, new.standard_version, json.dumps(new.read_with), new.organisation, new.period),
        *(new.as_of, new.plan, new.plan_revision, new.snapshot_version, new.organisations_version),
        *(json.dumps(new.information_only), new.repeats, new.actor_id, new.actor_name),
    )


async def run_of(session: AsyncSession, id_: str) -> KeptRun | None:
    found = await fetch(session, f"select {_ALL} from {{schema}}.run where id = $1", id_)  # noqa: S608
    return _kept(dict(found[0])) if found else None


async def lease_next(session: AsyncSession) -> KeptRun | None:
    """The oldest that nobody works on. A lease that ran out belonged to a process that died."""
    found = await fetch(
        session,
        f"""update {{schema}}.run set attempts = attempts + 1, state = 'scoring',
              leased_until = now() + make_interval(secs => $1)
            where id = (select id from {{schema}}.run
              where state in ('waiting', 'scoring') and coalesce(leased_until, '-infinity') < now()
              order by number for update skip locked limit 1)
            returning {_ALL}""",  # noqa: S608
        LEASE_SECONDS,
    )
    return _kept(dict(found[0])) if found else None


async def advance(session: AsyncSession, run: KeptRun, done: int, every: int) -> bool:
    """Say how far it is and renew the lease; with its last county it is done. Whether the run was still this worker's:
    of two who finish it after a lease ran out, one does."""
    found = await fetch(
        session,
        f"""update {{schema}}.run set counties_done = $3::int, counties_all = $4::int,
              state = case when $3::int < $4::int then state else 'done' end,
              leased_until = case when $3::int < $4::int then now() + make_interval(secs => $5) end
            where {_MINE} returning id""",  # noqa: S608
        run.id,
        run.attempts,
        done,
        every,
        LEASE_SECONDS,
    )
    return bool(found)


async def refuse(session: AsyncSession, run: KeptRun, refusal: dict[str, Any]) -> bool:
    """Whether it was still this worker's."""
    found = await fetch(
        session,
        f"""update {{schema}}.run set state = 'refused', leased_until = null, refusal = cast($3::text as jsonb)
            where {_MINE} returning id""",  # noqa: S608
        run.id,
        run.attempts,
        json.dumps(refusal, ensure_ascii=False),
    )
    return bool(found)


async def cancel(session: AsyncSession, id_: str) -> bool:
    """Whether there was anything left to cancel."""
    found = await run_sql(
        session,
        """update {schema}.run set state = 'cancelled', leased_until = null
           where id = :id and state in ('waiting', 'scoring')""",
        id=id_,
    )
    return found.rowcount == 1


async def forget_results(session: AsyncSession, run: int) -> None:
    """Of a run that came to nothing."""
    for table in ("school_result", "county_result"):
        await run_sql(session, f"delete from {{schema}}.{table} where run = :run", run=run)  # noqa: S608


async def counties_stored(session: AsyncSession, run: int) -> int:
    """How many counties an earlier worker has stored already; they are the first ones."""
    found = await fetch(session, "select count(*) from {schema}.county_result where run = $1", run)
    return int(found[0]["count"])


async def renew(session: AsyncSession, run: KeptRun) -> None:
    """The lease, while a lot takes long."""
    await fetch(
        session,
        f"update {{schema}}.run set leased_until = now() + make_interval(secs => $3) where {_MINE}",  # noqa: S608
        run.id,
        run.attempts,
        LEASE_SECONDS,
    )


def _kept(values: dict[str, Any]) -> KeptRun:
    values |= {name: None if values[name] is None else json.loads(values[name]) for name in _DOCUMENTS}
    return KeptRun(**values | {"information_only": tuple(values["information_only"])})
