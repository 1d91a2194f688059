"""Rows by the driver itself, where they are many or statements must be few: SQLAlchemy's cost as much as the query."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg
from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.errors import Unavailable

_DRIVER = "driver"


async def driver_of(session: AsyncSession) -> Any:
    """The asyncpg connection below a session, in its transaction; the way there is gone once a transaction."""
    transaction, known = session.info.get(_DRIVER, (None, None))
    if transaction is not None and transaction is session.sync_session.get_transaction():
        return known
    pooled: Any = await (await session.connection()).get_raw_connection()
    driver: Any = pooled.driver_connection
    if not driver.is_in_transaction():
        # SQLAlchemy begins with the first statement it sees itself; to show it one would cost as much as three here.
        await pooled.dbapi_connection._start_transaction()  # noqa: SLF001
    session.info[_DRIVER] = session.sync_session.get_transaction(), driver
    return driver


async def fetch(session: AsyncSession, statement: str, *values: Any) -> list[Any]:
    """The rows of a statement with `$1`…; `{schema}` stands for the schema of the session's process."""
    driver = await driver_of(session)
    with refusals():
        found: list[Any] = await driver.fetch(statement.replace("{schema}", session.info["schema"]), *values)
    return found


@contextmanager
def refusals() -> Iterator[None]:
    """The driver's own errors pass SQLAlchemy by; what another attempt may mend is said in our words."""
    try:
        yield
    except asyncpg.UniqueViolationError:
        raise
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        state = str(getattr(error, "sqlstate", "") or "")
        if state[:2] in ("", "08", "25", "40", "53", "55", "57"):
            raise Unavailable("the database does not answer") from error
        raise
