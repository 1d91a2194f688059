"""Bodies that wait to be read, and what became of them."""

import json
from dataclasses import dataclass
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql

LEASE_SECONDS = 30


@dataclass(frozen=True)
class Waiting:
    """A body that is leased to the caller; `attempt` counts from 1. `beside`: what was said beside the body."""

    id: str
    sender: str
    media_type: str
    encoding: str | None
    beside: dict[str, Any]
    body: bytes
    attempt: int


@dataclass(frozen=True)
class Progress:
    """`answer` is the report, or the refusal."""

    id: str
    sender: str
    state: str
    progress: float
    answer: dict[str, Any] | None


async def hold(session: AsyncSession, waiting: Waiting) -> None:
    await run_sql(
        session,
        """insert into {schema}.large_body (id, sender_id, media_type, encoding, beside, body)
           values (:id, :sender, :media_type, :encoding, cast(cast(:beside as text) as jsonb), :body)""",
        id=waiting.id,
        sender=waiting.sender,
        media_type=waiting.media_type,
        encoding=waiting.encoding,
        beside=json.dumps(waiting.beside, ensure_ascii=False),
        body=waiting.body,
    )


async def lease_next(session: AsyncSession) -> Waiting | None:
    """The oldest that nobody works on. A lease that ran out belonged to a process that died."""
    found = await run_sql(
        session,
        """update {schema}.large_body set attempts = attempts + 1,
             leased_until = now() + make_interval(secs => :seconds)
           where id = (select id from {schema}.large_body
             where state = 'waiting' and coalesce(leased_until, '-infinity') < now()
             order by recorded_at for update skip locked limit 1)
           returning id, sender_id, media_type, encoding, cast(beside as text) as beside, body, attempts""",
        seconds=LEASE_SECONDS,
    )
    row = found.one_or_none()
    if row is None:
        return None
    beside = json.loads(row.beside)
    return Waiting(row.id, row.sender_id, row.media_type, row.encoding, beside, row.body, row.attempts)


async def keep_progress(session: AsyncSession, id_: str, progress: float) -> None:
    """How far it has come; it also renews the lease."""
    await run_sql(
        session,
        """update {schema}.large_body set progress = :progress, leased_until = now() + make_interval(secs => :seconds)
           where id = :id and state = 'waiting'""",
        id=id_,
        progress=progress,
        seconds=LEASE_SECONDS,
    )


async def settle(session: AsyncSession, id_: str, state: str, answer: dict[str, Any]) -> bool:
    """Whether it was still waiting: of two who read it after a lease ran out, one settles it."""
    found = await run_sql(
        session,
        """update {schema}.large_body set state = :state, progress = 1, body = null, leased_until = null,
             answer = cast(cast(:answer as text) as jsonb)
           where id = :id and state = 'waiting'""",
        id=id_,
        state=state,
        answer=json.dumps(answer, ensure_ascii=False),
    )
    return found.rowcount == 1


async def progress_of(session: AsyncSession, id_: str) -> Progress | None:
    found = await run_sql(
        session,
        """select id, sender_id, state, progress, cast(answer as text) as answer
           from {schema}.large_body where id = :id""",
        id=id_,
    )
    row = found.one_or_none()
    if row is None:
        return None
    answer = None if row.answer is None else json.loads(row.answer)
    return Progress(row.id, row.sender_id, row.state, row.progress, answer)
