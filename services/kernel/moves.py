"""How often something that a process remembers has changed: counters that move in the transactions that change it.

Who remembers reads the counters first and then the thing, never the other way round; so what is remembered may be
newer than its counter says, and is then read once more than needed. Transactions that change a thing must not remember
it: they may be rolled back.
"""

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.kernel.driver import fetch


async def move(session: AsyncSession, what: str) -> None:
    """Say that it changes with this transaction."""
    await run_sql(
        session,
        """insert into {schema}.feed_cursor (feed, version) values (:what, 1)
           on conflict (feed) do update set version = feed_cursor.version + 1""",
        what=what,
    )


async def moves(session: AsyncSession) -> dict[str, int]:
    """The counters of this process's schema; one that never moved is missing."""
    found = await fetch(session, "select feed, version from {schema}.feed_cursor")
    return {row["feed"]: row["version"] for row in found}
