"""What the gateway costs on real endpoints: the whole house, one county, a page read and a batch tried out."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from deploy.ports import free_ports
from deploy.processes import PROCESSES
from deploy.supervisor import House
from deploy.throwaway import temporary_data_folder
from tests.bench.county import METRICS, READINGS, batch, furnish
from tests.bench.load import Plan
from tests.bench.rounds import Figure, Generator, ratio

PAGE = f"{METRICS}/readings?limit=1000"
PAGE_SECONDS, BULK_SECONDS = 0.8, 2.5
BULK_CONNECTIONS = 2  # each holds a database connection for as long as its batch takes


@dataclass(frozen=True)
class Way:
    """The two ways to `metrics`, and who goes there."""

    gateway: int
    direct: int
    authorization: str

    def headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": self.authorization, **more}


async def measure(generator: Generator, scratch: Path) -> AsyncIterator[Figure]:
    """`gateway_page_vs_direct`, `not_modified_vs_page`, `gateway_bulk_vs_direct`."""
    ports = free_ports(*(process.name for process in PROCESSES))
    with temporary_data_folder() as data:
        async with House(data=data, ports=ports, durable=True) as house:
            door, codes = await furnish(house)
            way = Way(ports["gateway"], ports["metrics"], door.http.headers["Authorization"])
            tag = (await door.http.get(PAGE)).headers["ETag"]
            await door.close()
            for figure in await _pages(generator, way, tag):
                yield figure
            changed = scratch / "batch.json"
            changed.write_text(json.dumps(batch(codes, 2)))
            yield await _bulk(generator, way, changed)


async def _pages(generator: Generator, way: Way, tag: str) -> list[Figure]:
    plans = {
        "direct": Plan(way.direct, PAGE, PAGE_SECONDS, headers=way.headers()),
        "gateway": Plan(way.gateway, PAGE, PAGE_SECONDS, headers=way.headers()),
        "unchanged": Plan(way.gateway, PAGE, PAGE_SECONDS, headers=way.headers(**{"If-None-Match": tag}), expect=304),
    }
    found = await generator.in_turn(plans)
    note = f"{PAGE}, 8 connections"
    return [
        ratio("gateway_page_vs_direct", found["gateway"], found["direct"], note),
        ratio("not_modified_vs_page", found["unchanged"], found["gateway"], f"{note}, through the gateway"),
    ]


async def _bulk(generator: Generator, way: Way, changed: Path) -> Figure:
    def plan(port: int) -> Plan:
        headers = way.headers(**{"Content-Type": "application/json"})
        path, sent = f"{METRICS}/submissions?dry_run=true", str(changed)
        return Plan(port, path, BULK_SECONDS, "POST", headers=headers, body=sent, connections=BULK_CONNECTIONS)

    found = await generator.in_turn({"direct": plan(way.direct), "gateway": plan(way.gateway)})
    note = f"dry run of {READINGS} changed readings, {BULK_CONNECTIONS} connections"
    return ratio("gateway_bulk_vs_direct", found["gateway"], found["direct"], note)
