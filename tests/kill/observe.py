"""Reads back what is stored, from every place that shows it, into the history. To be called when all is quiet."""

import asyncio
from collections.abc import Sequence
from decimal import Decimal
from math import inf

import asyncpg

from tests.kill.county import County
from tests.kill.feed import Reader
from tests.kill.history import History
from tests.kill.supply import WITHDRAWN, Batch

READINGS = "/api/v1/metrics/readings"
ASSESSMENTS = "/api/v1/audit/assessments"
STANDARD = "compulsory-balanced-2017"
TABLES = {
    "versions": "select o.code, i.code, p.code, r.value from metrics.reading r"
    " join metrics.organisation o on o.number = r.organisation join metrics.indicator i on i.number = r.indicator"
    " join metrics.period_number p on p.number = r.period where starts_with(o.code, $1)",
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
    every = [each for first in county.batches for each in first.chain()]
    for batch in repeated:
        key = batch.readings[batch.number % len(batch.readings)][:3]
        sent = [said[3] for each in every for said in each.readings if said[:3] == key]
        asked = dict(zip(("organisation", "indicator", "period"), key, strict=True))
        found = await county.senders[0].everything(f"{READINGS}/history", **asked)
        values = [WITHDRAWN if each["withdrawn"] else each["value"] for each in found]
        history.note("versions", batch=batch.number, sent=sent, values=values)


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


def _number(value: Decimal | float | None) -> int | float | str:
    """Nobody sends nulls: in the copy of a neighbour a null is what was withdrawn."""
    if value is None or value == inf:
        return WITHDRAWN
    return int(value) if value == int(value) else float(value)
