"""Pages of readings as clients read them, and what the gateway costs on the way."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import asyncpg

from services.kernel.paging import encode_cursor
from tests.bench.county import METRICS
from tests.bench.load import Plan
from tests.bench.rounds import Figure, ratio
from tests.bench.standing import Stand
from tests.bench.yardsticks.served import fill_core

PAGE = f"{METRICS}/readings?limit=1000"
PAGE_SECONDS, DEEP_SECONDS, BULK_SECONDS = 0.8, 1.5, 2.0
BULK_CONNECTIONS = 2  # each holds a database connection for as long as its batch takes
DEEP = 900_000


async def measure(stand: Stand) -> AsyncIterator[Figure]:
    """`gateway_page_vs_direct`, `not_modified_vs_page`, `page_vs_naive`, each of one page that is kept and, as
    `…fresh_page…`, of pages that are made; `deep_page_vs_core`, `gateway_bulk_vs_direct`."""
    pages = Pages(stand)
    for figure in await pages.first():
        yield figure
    yield await pages.deep()
    yield await pages.bulk()


class Pages:
    def __init__(self, stand: Stand) -> None:
        self._stand, self._ports = stand, stand.ports
        self._headers = {"Authorization": stand.authorization, "Accept": "application/json"}

    def _page(self, port: int, path: str = PAGE, seconds: float = PAGE_SECONDS, tag: str = "") -> Plan:
        headers = self._headers | ({"If-None-Match": tag} if tag else {})
        return Plan(port, path, seconds, headers=headers, expect=304 if tag else 200)

    async def first(self) -> list[Figure]:
        tag = await self._stand.tag(PAGE, self._headers)
        plans = {
            "naive": Plan(self._stand.yardsticks.ports["naive"], "/readings?limit=1000", PAGE_SECONDS),
            "direct": self._page(self._ports["metrics"]),
            "gateway": self._page(self._ports["gateway"]),
            "unchanged": self._page(self._ports["gateway"], tag=tag),
        }
        walk = self._stand.contest.scratch / "paths"
        walk.write_text("\n".join(f"{PAGE}&cursor={cursor}" for cursor in await _cursors(self._stand)))
        plans |= {f"fresh {name}": replace(plans[name], paths=str(walk)) for name in ("direct", "gateway")}
        found = await self._stand.contest.generator.in_turn(plans)
        note = f"{PAGE}, 8 connections"
        through, walked = f"{note}, through the gateway", "one page after the other"
        again, fresh = found["gateway"], found["fresh gateway"]
        asked_again = "the same again, as a dashboard asks; it is kept in memory"
        return [
            ratio("gateway_page_vs_direct", again, found["direct"], f"{note}, {asked_again}"),
            ratio("gateway_fresh_page_vs_direct", fresh, found["fresh direct"], f"{note}, {walked}"),
            ratio("not_modified_vs_page", found["unchanged"], again, f"{through}, against {asked_again}"),
            ratio("not_modified_vs_fresh_page", found["unchanged"], fresh, f"{through}, against {walked}"),
            ratio("page_vs_naive", again, found["naive"], f"{through}, {asked_again}"),
            ratio("fresh_page_vs_naive", fresh, found["naive"], f"{through}, {walked}"),
        ]

    async def deep(self) -> Figure:
        """Behind 900,000 readings: by cursor, against an offset."""
        await fill_core(self._stand.house, DEEP + 10_000)
        cursor = (await _cursors(self._stand))[DEEP // 1000 - 1]
        core = self._stand.yardsticks.ports["core"]
        plans = {
            "core": Plan(core, f"/readings?limit=1000&offset={DEEP}", DEEP_SECONDS),
            "product": self._page(self._ports["gateway"], f"{PAGE}&cursor={cursor}", DEEP_SECONDS),
        }
        found = await self._stand.contest.generator.in_turn(plans)
        note = f"a page of 1000 behind {DEEP:,} readings, 8 connections, cursor against offset"
        return ratio("deep_page_vs_core", found["product"], found["core"], note)

    async def bulk(self) -> Figure:
        batch = self._stand.supply.whole_schools(5000)
        sent = self._stand.contest.scratch / "batch.json"
        sent.write_text(json.dumps({"readings": batch.readings()}))

        def plan(port: int) -> Plan:
            headers = self._headers | {"Content-Type": "application/json"}
            path = f"{METRICS}/submissions?dry_run=true"
            return Plan(port, path, BULK_SECONDS, "POST", headers=headers, body=str(sent), connections=BULK_CONNECTIONS)

        plans = {"direct": plan(self._ports["metrics"]), "gateway": plan(self._ports["gateway"])}
        found = await self._stand.contest.generator.in_turn(plans)
        note = f"dry run of {len(batch)} new readings, {BULK_CONNECTIONS} connections"
        return ratio("gateway_bulk_vs_direct", found["gateway"], found["direct"], note)


async def _cursors(stand: Stand) -> list[str]:
    """As the pages give them out, each a thousand readings after the one before."""
    connection = await asyncpg.connect(stand.house.ground.admin.url(), timeout=10)
    keys = await connection.fetch(
        """select period, organisation, indicator from (
             select period, organisation, indicator, row_number() over (order by period, organisation, indicator) as at
             from metrics.reading where version = 1) as numbered where at % 1000 = 0 order by at"""
    )
    await connection.close()
    return [encode_cursor(*(str(number) for number in key)) for key in keys]
