"""Migrations of one process: its own history in its own schema, one runner at a time, short lock waits."""

import asyncio
from pathlib import Path

from alembic import command, context
from alembic.config import Config
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

LOCK = 815_731


def alembic_config(folder: Path, url: str, metadata: MetaData) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder))
    config.attributes.update(url=url, metadata=metadata)
    return config


def upgrade(folder: Path, url: str, metadata: MetaData) -> None:
    """Bring the schema to the newest revision; several callers at once wait for one another."""
    command.upgrade(alembic_config(folder, url, metadata), "head")


def check(folder: Path, url: str, metadata: MetaData) -> None:
    """Raise when the models and the newest revision differ."""
    command.check(alembic_config(folder, url, metadata))


def revise(folder: Path, url: str, metadata: MetaData, message: str) -> None:
    """Write a new revision from the difference between models and schema; to be read and corrected by hand."""
    command.revision(alembic_config(folder, url, metadata), message, autogenerate=True)


def run_environment() -> None:
    """The whole of a process's `migrations/env.py`."""
    attributes = context.config.attributes
    metadata: MetaData = attributes["metadata"]

    def work(connection: Connection) -> None:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            include_schemas=True,
            include_name=lambda name, kind, _: kind != "schema" or name == metadata.schema,
            version_table_schema=metadata.schema,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()

    async def connected() -> None:
        settings = {"lock_timeout": "5000"}
        engine = create_async_engine(
            attributes["url"], poolclass=NullPool, connect_args={"server_settings": settings, "timeout": 30}
        )
        async with engine.connect() as connection:
            await connection.execute(text("set lock_timeout = '120s'"))
            await connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": LOCK})
            await connection.execute(text("set lock_timeout = '5s'"))
            await connection.commit()
            await connection.run_sync(work)
            await connection.commit()
        await engine.dispose()

    asyncio.run(connected())
