"""The database of one process: its schema, its tables' base, its pool, and the tables every process has."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    CursorResult,
    DateTime,
    Identity,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    TextClause,
    UniqueConstraint,
    event,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, async_sessionmaker, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel.ext.asyncio.session import AsyncSession

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
FRESH_SECONDS = 1.0
SERVER_SETTINGS = {
    "statement_timeout": "60000",
    "lock_timeout": "5000",
    "idle_in_transaction_session_timeout": "60000",
}


def schema_metadata(schema: str) -> MetaData:
    """Metadata of one schema with the tables every process has: the change feed, its head, cursors, kept answers.

    SQLModel's global metadata is never used: with it, one process's migration would create its neighbour's tables.
    """
    metadata = MetaData(schema=schema, naming_convention=NAMING)
    _add_feed(metadata)
    _add_kept_answers(metadata)
    return metadata


def _add_feed(metadata: MetaData) -> None:
    Table(
        "change",
        metadata,
        Column("id", BigInteger, Identity(), primary_key=True),
        Column("version", BigInteger, nullable=True),
        Column("topic", Text, nullable=False),
        Column("key", Text, nullable=False),
        Column("body", JSONB, nullable=True),
        Column("request_id", Text, nullable=True),
        Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        UniqueConstraint("version"),
        Index("ix_change_topic_key", "topic", "key"),
        Index("ix_change_unsequenced", "id", postgresql_where=text("version IS NULL")),
    )
    Table(
        "feed_head",
        metadata,
        Column("id", SmallInteger, primary_key=True, autoincrement=False),
        Column("version", BigInteger, nullable=False),
    )
    Table(
        "feed_cursor",
        metadata,
        Column("feed", Text, primary_key=True),
        Column("version", BigInteger, nullable=False),
    )


def _add_kept_answers(metadata: MetaData) -> None:
    Table(
        "kept_answer",
        metadata,
        Column("principal", Text, primary_key=True),
        Column("key", Text, primary_key=True),
        Column("fingerprint", LargeBinary, nullable=False),
        Column("status", SmallInteger, nullable=False),
        Column("media_type", Text, nullable=False),
        Column("body", LargeBinary, nullable=False),
        Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("headers", JSONB, nullable=False, server_default="{}"),
    )


async def run_sql(session: AsyncSession, statement: str, **values: Any) -> CursorResult[Any]:
    """One statement in plain SQL on the session's connection, inside its transaction. Flush objects first.

    `{schema}` stands for the schema of the session's process.
    """
    connection = await session.connection()
    return await connection.execute(_said(statement, session.info["schema"]), values)


@lru_cache(maxsize=2_000)
def _said(statement: str, schema: str) -> TextClause:
    """Read once: SQLAlchemy takes longer to read a short statement than PostgreSQL to carry it out."""
    return text(statement.replace("{schema}", schema))


def _look_before_handing_out(engine: AsyncEngine) -> None:
    """Hand out no connection whose server is gone. One used within the last second is only looked at, for a question
    costs three round trips; one that lay idle is asked.
    """

    @event.listens_for(engine.sync_engine, "checkin")
    def note(_: Any, record: ConnectionPoolEntry) -> None:
        record.info["used"] = time.monotonic()

    @event.listens_for(engine.sync_engine, "checkout")
    def look(connection: Any, record: ConnectionPoolEntry, _: Any) -> None:
        if connection.driver_connection.is_closed():
            raise DisconnectionError
        if time.monotonic() - record.info.get("used", 0) > FRESH_SECONDS:
            try:
                connection.ping()
            except Exception as error:
                raise DisconnectionError from error


async def give_back(session: AsyncSession) -> None:
    """Roll back and return the connection, if there is one."""
    if session.in_transaction():
        await session.rollback()


class Database:
    """One process's pool. `transaction()` begins; the one who opened it commits or lets it roll back."""

    def __init__(self, url: str, schema: str, pool_size: int = 10) -> None:
        self.url, self.schema = url, schema
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=10,
            connect_args={"server_settings": SERVER_SETTINGS, "command_timeout": 60, "timeout": 10},
        )
        _look_before_handing_out(self.engine)
        # `memory` outlives sessions: what a process has read and may use again, each with a way to see that it may.
        self._sessions = async_sessionmaker(
            self.engine, class_=AsyncSession, expire_on_commit=False, info={"schema": schema, "memory": {}}
        )

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """A session; leaving without `commit()` rolls back."""
        async with self._sessions() as session:
            try:
                yield session
            finally:
                await give_back(session)

    @asynccontextmanager
    async def aside(self) -> AsyncIterator[Any]:
        """A connection of the driver's own, outside any transaction; SQLAlchemy's cost more than a small question."""
        connection = await self.engine.raw_connection()
        try:
            yield connection.driver_connection
        finally:
            connection.close()

    async def answers(self) -> bool:
        async with self.engine.connect() as connection:
            await connection.execute(text("select 1"))
        return True

    async def close(self) -> None:
        await self.engine.dispose()
