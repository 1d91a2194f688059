"""Rows by the driver itself, for statements whose rows are many: SQLAlchemy's rows cost as much as the query."""

from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession


async def driver_of(session: AsyncSession) -> Any:
    """The asyncpg connection below a session, in its transaction once the session has run a statement."""
    connection = await (await session.connection()).get_raw_connection()
    return connection.driver_connection


async def fetch(session: AsyncSession, statement: str, *values: Any) -> list[Any]:
    """The rows of a query with `$1`…; `{schema}` stands for the schema of the session's process."""
    driver = await driver_of(session)
    found: list[Any] = await driver.fetch(statement.replace("{schema}", session.info["schema"]), *values)
    return found
