"""How often the database made its log safe while readings were acknowledged one after another.

A killed process leaves its writes with the operating system, so crash rounds alone would pass without any fsync; only
this count stands for a machine that loses power.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from deploy.ground import DATABASE
from deploy.supervisor import House
from tests.kill.county import County
from tests.kill.senders import SUBMISSIONS
from tests.kill.supply import Batch

END_SESSIONS = """with ended as materialized (select pg_terminate_backend(pid) from pg_stat_activity
    where backend_type = 'client backend' and pid <> pg_backend_pid())
    select pg_sleep(0.5) from (select count(*) from ended)"""  # the pools open new ones
SAFE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "data_checksums": "on"}


async def unsafe_settings(house: House) -> dict[str, Any]:
    """What of `SAFE` the process of metrics finds otherwise."""
    connection = await asyncpg.connect(house.settings["DUDAO_METRICS_DATABASE_URL"].replace("+asyncpg", ""))
    found = {name: await connection.fetchval(f"show {name}") for name in SAFE}
    await connection.close()
    return {name: value for name, value in found.items() if value != SAFE[name]}


async def fsyncs_of(county: County, batches: list[Batch]) -> int:
    """Fsyncs of the log while these batches are acknowledged one after another."""
    before = await _fsyncs(county.house)
    for batch in batches:
        await county.senders[0].post(SUBMISSIONS, batch.body(), expect=(201,))
    return await _fsyncs(county.house) - before


@asynccontextmanager
async def commits_without_waiting(house: House) -> AsyncIterator[None]:
    """The seeded fault: commits are reported before their log is on disk."""
    await _administer(house, f"alter database {DATABASE} set synchronous_commit = off", END_SESSIONS)
    try:
        yield
    finally:
        await _administer(house, f"alter database {DATABASE} reset synchronous_commit", END_SESSIONS)


async def _fsyncs(house: House) -> int:
    """A session reports what it did when it ends, or else up to ten seconds after it has nothing to do."""
    counted = await _administer(
        house, END_SESSIONS, "select coalesce(sum(fsyncs), 0) from pg_stat_io where object = 'wal'"
    )
    return int(counted)


async def _administer(house: House, *statements: str) -> Any:
    """The value of the last statement, each in a transaction of its own."""
    connection = await asyncpg.connect(house.ground.admin.url(), timeout=10)
    try:
        found = [await connection.fetchval(statement) for statement in statements]
    finally:
        await connection.close()
    return found[-1]
