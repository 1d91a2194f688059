"""The change feed of a process: what it published, in one order, each version exactly once.

Writers insert a row without a version inside their own transaction (an outbox). One sequencer at a time, held by a
row lock on `feed_head`, gives the committed rows their versions and commits; so a version is visible only when all
smaller ones are, whatever the order in which the writers commit. The price is one update a row and a delay of a
few milliseconds; what is gained is a dense number that survives dump and restore, unlike a transaction id.
"""

import asyncio
import base64
import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import asyncpg
import msgspec
import structlog
from sqlalchemy.engine import make_url
from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import Database, run_sql
from services.kernel.driver import fetch
from services.kernel.fields import Shown, shown_number

LONGEST_WAIT = 25.0
BATCH = 10_000
PAUSE = 0.1
"""Seconds in which changes may gather: a process at work would else number each by itself. Who asks waits for none."""
HEAVIEST = 160 * 1024
"""Packed bytes after which a page of the feed ends, if it holds a change already: who writes it can do nothing else."""
PACKED_MORE = 4
"""Times as many bytes where they are handed over as they are."""
Unpack = Callable[[dict[str, Any], bytes], dict[str, Any]]
"""The body of a change from what it says in words and what it holds as bytes."""
_PUBLISHED = "published"
log = structlog.get_logger("dudao.feed")


class Change(Shown):
    """One version of the feed: `body` is null when the thing named by `key` was removed."""

    version: int
    topic: str
    key: str
    body: dict[str, Any] | None
    recorded_at: str


class PackedChange(Change):
    """`packed`: the bulk of the body in base64, as the process keeps it; null where all stands in the body."""

    packed: str | None


class ChangePage(Shown):
    """`next` is what to ask for `after`; `head` is the newest version when the page was made."""

    changes: list[Change]
    next: int
    head: int


async def publish(session: AsyncSession, topic: str, key: str, body: dict[str, Any] | None) -> None:
    """Put one change into the outbox; it becomes part of the feed when the transaction commits.

    Decimals of at most fifteen digits travel as JSON numbers and come back exactly from their shortest form.
    """
    await publish_all(session, topic, [(key, body)])


async def publish_all(session: AsyncSession, topic: str, changes: Sequence[tuple[str, dict[str, Any] | None]]) -> None:
    """Many changes of one topic, in their order, by one statement."""
    await fetch(
        session,
        """insert into {schema}.change (topic, key, body, request_id)
           select $1, given.key, cast(given.body as jsonb), $4
           from unnest($2::text[], $3::text[]) with ordinality as given (key, body, place) order by given.place""",
        topic,
        [key for key, _ in changes],
        [body if body is None else json.dumps(body, ensure_ascii=False, default=_plain) for _, body in changes],
        structlog.contextvars.get_contextvars().get("request_id"),
    )
    session.info[_PUBLISHED] = True


async def publish_packed(session: AsyncSession, topic: str, key: str, head: dict[str, Any], packed: bytes) -> None:
    """One change whose bulk stands as bytes, as the table `change` of this process keeps them in a column `packed`.

    `head` names thousands of organisations and holds no decimals: it is written by what is fastest at that.
    """
    await fetch(
        session,
        """insert into {schema}.change (topic, key, body, packed, request_id)
           values ($1, $2, cast($3::text as jsonb), $4, $5)""",
        topic,
        key,
        msgspec.json.encode(head).decode(),
        packed,
        structlog.contextvars.get_contextvars().get("request_id"),
    )
    session.info[_PUBLISHED] = True


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return shown_number(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no JSON form in the feed")


def has_published(session: AsyncSession) -> bool:
    return bool(session.info.get(_PUBLISHED))


# The head is locked: nobody else numbers meanwhile.
_NUMBER = """with waiting as (
      select id, row_number() over (order by id) as n from {schema}.change where version is null limit $1),
    numbered as (
      update {schema}.change c set version = h.version + waiting.n from waiting, {schema}.feed_head h
      where c.id = waiting.id returning c.id),
    counted as (select count(*) as count from numbered)
    update {schema}.feed_head h set version = h.version + counted.count from counted
    returning counted.count, h.version as head"""
# A page ends before the change with which its packed bytes would pass the bound, and holds one change at least.
_PAGE = """with ahead as (
      select version, topic, key, body, {packed} as packed, recorded_at from {schema}.change
      where version > :after and version <= :head and (:every or topic = any(:topics))
      order by version limit :limit),
    weighed as (
      select *, sum(coalesce(octet_length(packed), 0)) over (order by version) as weight,
             row_number() over (order by version) as place from ahead)
    select version, topic, key, cast(body as text) as body, packed, recorded_at,
           exists (select from weighed w where w.weight > :heaviest and w.place > 1) as more
    from weighed where weight <= :heaviest or place = 1 order by version"""


class Feed:
    """Sequences and reads the feed of one process; `unpack`, by topic, where its changes hold packed bytes."""

    def __init__(self, database: Database, unpack: Mapping[str, Unpack] | None = None) -> None:
        self.database, self._unpack = database, dict(unpack or {})
        self.schema = database.schema
        self._work, self._news = asyncio.Event(), asyncio.Event()
        self._closing = False

    def wake(self) -> None:
        """Say that a transaction with changes has committed."""
        self._work.set()

    def close(self) -> None:
        """Send waiting readers home: a process that stops must not wait for their long polls."""
        self._closing = True
        self._news.set()

    async def sequence(self) -> int:
        """Number every change committed before this call; returns the newest version."""
        while True:
            numbered, head = await self._number()
            if numbered < BATCH:
                return head

    async def _number(self) -> tuple[int, int]:
        """Number up to one batch: how many there were, and the newest version. Nothing waiting, nothing locked."""
        async with self.database.transaction() as session:
            waits = "select version, exists (select from {schema}.change where version is null) from {schema}.feed_head"
            known = (await run_sql(session, waits)).one()
            if not known.exists:
                return 0, int(known.version)
            await fetch(session, "select version from {schema}.feed_head where id = 1 for update")
            (numbered,) = await fetch(session, _NUMBER, BATCH)
            if numbered["count"]:
                await fetch(session, "notify {schema}_feed")
                await session.commit()
        return numbered["count"], numbered["head"]

    async def page(
        self, after: int, limit: int, topics: list[str], wait: float = 0, *, packed: bool = False
    ) -> ChangePage:
        """Versions above `after`, oldest first; waits up to `wait` seconds until the feed has moved. `packed`: what the
        process keeps as bytes is handed over as it is, at a hundredth of the price of words.

        What was committed before the call is part of `head`. A page may be empty where only other topics moved: its
        `next` then tells the reader how far it has got.
        """
        await self.sequence()
        deadline = asyncio.get_running_loop().time() + min(wait, LONGEST_WAIT)
        while True:
            self._news.clear()
            found = await self._read(after, limit, topics, packed=packed)
            left = deadline - asyncio.get_running_loop().time()
            if found.next > after or left <= 0 or self._closing:
                return found
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(left, 2.0)):
                    await self._news.wait()

    async def _read(self, after: int, limit: int, topics: list[str], *, packed: bool) -> ChangePage:
        async with self.database.transaction() as session:
            head_row = await run_sql(session, "select version from {schema}.feed_head where id = 1")
            head = int(head_row.scalar_one())
            rows = await run_sql(
                session,
                _PAGE.replace("{packed}", "packed" if self._unpack else "cast(null as bytea)"),
                after=after,
                head=head,
                limit=limit,
                topics=topics,
                every=not topics,
                heaviest=HEAVIEST * (PACKED_MORE if packed else 1),
            )
            found = rows.all()
            changes = [self._packed(row) if packed else self._change(row) for row in found]
        cut = len(changes) == limit or (len(changes) > 0 and found[-1].more)
        reached = changes[-1].version if cut else max(head, after)
        return ChangePage(changes=changes, next=reached, head=head)

    def _change(self, row: Any) -> Change:
        body = None if row.body is None else json.loads(row.body)
        if row.packed is not None:
            body = self._unpack[row.topic](body or {}, row.packed)
        recorded_at = row.recorded_at.isoformat()
        return Change(version=row.version, topic=row.topic, key=row.key, body=body, recorded_at=recorded_at)

    def _packed(self, row: Any) -> PackedChange:
        body = None if row.body is None else json.loads(row.body)
        bulk = None if row.packed is None else base64.b64encode(row.packed).decode()
        recorded_at = row.recorded_at.isoformat()
        return PackedChange(
            version=row.version, topic=row.topic, key=row.key, body=body, recorded_at=recorded_at, packed=bulk
        )

    async def run(self) -> None:
        """Sequence whenever woken, at least once a second (a crash may have come between commit and wake)."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(1.0):  # `wait_for` of Python 3.11 loses a cancellation that meets its end
                    await self._work.wait()
            self._work.clear()
            try:
                await self.sequence()
                await asyncio.sleep(PAUSE)
            except Exception as error:  # noqa: BLE001 - the database may be away; the loop must outlive it
                log.warning("sequencing waits", reason=type(error).__name__)
                await asyncio.sleep(0.5)

    async def listen(self) -> None:
        """Wake long-polling readers when any process of this schema has sequenced."""
        url = make_url(self.database.url).set(drivername="postgresql").render_as_string(hide_password=False)
        while True:
            try:
                await self._listen_until_gone(url)
            except Exception as error:  # noqa: BLE001 - readers meanwhile look every two seconds
                log.warning("listening waits", reason=type(error).__name__)
            await asyncio.sleep(1)

    async def _listen_until_gone(self, url: str) -> None:
        connection, gone = await asyncpg.connect(url, timeout=10), asyncio.Event()
        try:
            connection.add_termination_listener(lambda _: gone.set())
            await connection.add_listener(f"{self.schema}_feed", lambda *_: self._news.set())
            await gone.wait()
        finally:
            with contextlib.suppress(Exception):
                await connection.close(timeout=2)
