"""Starts the yardsticks beside the house, on its database server."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

from deploy.ports import free_ports
from deploy.supervisor import House
from tests.bench.serving import served

DATABASE = "yardsticks"
APPS = ("naive", "core")
_KEYED_BY_TEXT = """create schema {schema}; create table {schema}.reading (
    organisation text, indicator text, period text, value double precision not null,
    primary key (organisation, indicator, period))"""
_KEYED_BY_NUMBER = """create schema copied; create table copied.reading (period integer, organisation integer,
    indicator integer, value double precision not null, primary key (period, organisation, indicator))"""


@dataclass(frozen=True)
class Yardsticks:
    """`ports` of the endpoints; `database` for those who speak to it themselves."""

    ports: Mapping[str, int]
    database: str


@asynccontextmanager
async def yardsticks(house: House, scratch: Path) -> AsyncIterator[Yardsticks]:
    address = house.ground.admin.to(DATABASE)
    await _administer(house.ground.admin.url(), f"create database {DATABASE}")
    await _administer(address.url(), *(_KEYED_BY_TEXT.format(schema=app) for app in APPS), _KEYED_BY_NUMBER)
    ports = free_ports(*APPS)
    environment = {"BENCH_DATABASE_URL": address.sqlalchemy_url()}
    async with AsyncExitStack() as stack:
        for app in APPS:
            await stack.enter_async_context(served(f"yardsticks.{app}:app", ports[app], scratch, environment))
        yield Yardsticks(ports, address.url())


async def fill_core(house: House, rows: int) -> None:
    """As many readings as a page is to be behind."""
    await _administer(
        house.ground.admin.to(DATABASE).url(),
        f"""insert into core.reading select 'filled-' || lpad((n / 40)::text, 6, '0'), 'item.' || n % 40, '1989-1990', n
            from generate_series(1, {rows}) as n on conflict do nothing""",  # noqa: S608 - a number of our own
        "vacuum analyze core.reading",
    )


async def _administer(url: str, *statements: str) -> None:
    connection = await asyncpg.connect(url, timeout=10)
    for statement in statements:
        await connection.execute(statement)
    await connection.close()
