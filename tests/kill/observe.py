"""Reads back what is stored, from every place that shows it, into the history. To be called when all is quiet."""

import asyncio
from collections.abc import Sequence
from decimal import Decimal

import asyncpg

from tests.kill.county import County
from tests.kill.feed import Reader
from tests.kill.history import History
from tests.kill.supply import Batch

READINGS = "/api/v1/metrics/readings"
ASSESSMENTS = "/api/v1/audit/assessments"
STANDARD = "compulsory-balanced-2017"
TABLES = {
    "versions": "select organisation_code, indicator_code, period, value from metrics.reading"
    " where starts_with(organisation_code, $1)",
    "copy": "select organisation, indicator, period, value from audit.reading_copy where starts_with(organisation, $1)",
}


async def read_list(county: County, history: History) -> None:
    """The latest of each key, as any client sees it."""
    for period in county.periods:
        found = await county.senders[0].everything(READINGS, below=county.code, period=period)
        shown = [[each["organisation"], each["indicator"], each["period"], each["value"]] for each in found]
        history.note("seen", source="list", readings=shown)


async def read_histories(county: County, history: History, repeated: Sequence[Batch]) -> None:
    """All versions of one key of each batch that was posted more than once."""
    for batch in repeated:
        organisation, indicator, period, value = batch.readings[batch.number % len(batch.readings)]
        asked = {"organisation": organisation, "indicator": indicator, "period": period}
        found = await county.senders[0].everything(f"{READINGS}/history", **asked)
        history.note("versions", batch=batch.number, sent=value, values=[each["value"] for each in found])


async def assess(county: County, at_least: int) -> None:
    """An assessment answers 201 only when audit's copies hold everything that was committed before."""
    body = {
        "standard": STANDARD,
        "organisation": county.code,
        "period": county.periods[0],
        "as_of": f"{county.periods[0][:4]}-10-31",
        "at_least_readings_version": at_least,
    }
    await county.supervisor.post(ASSESSMENTS, body, expect=(201,))


async def read_tables(county: County, history: History) -> None:
    """The rows themselves, for what a page of the API might hide."""
    connection = await asyncpg.connect(county.house.ground.admin.url(), timeout=10)
    for source, statement in TABLES.items():
        rows = await connection.fetch(statement, county.code)
        history.note(
            "seen", source=source, readings=[[*map(str, row[:3]), _number(row[3])] for row in map(tuple, rows)]
        )
    await connection.close()


async def read_feed(county: County, history: History) -> int:
    """Everything metrics published; returns the newest version."""
    return await Reader(county, history, "feed").read()


async def stuck_transactions(county: County) -> list[str]:
    """Sessions that still hold a transaction two seconds after the last request ended: each pins a connection."""
    await asyncio.sleep(2)
    connection = await asyncpg.connect(county.house.ground.admin.url(), timeout=10)
    rows = await connection.fetch(
        "select usename, state, query from pg_stat_activity"
        " where state like 'idle in transaction%' and state_change < now() - interval '1 second'"
    )
    await connection.close()
    return [f"{row['usename']} {row['state']}: {row['query'][:80]}" for row in rows]


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)
