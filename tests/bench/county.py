"""A fictitious county to measure with: primary schools, items asked of each, and a machine that sends them."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from deploy.demo.door import IDENTITY, Door, UnexpectedAnswer
from deploy.demo.people import create_administrator
from deploy.supervisor import House
from tests.bench.supply import COUNTY, ITEMS, PERIODS, SCHOOLS, item, school

METRICS = "/api/v1/metrics"
ORGANISATIONS = "/api/v1/plans/organisations"
AT_ONCE = 2000
KNOWN_SECONDS = 60.0


async def furnish(house: House) -> Door:
    """The county, of which everything is asked for every period; the door of its sender."""
    password = secrets.token_urlsafe(18)
    await create_administrator(house, "bench.administrator", password)
    admin = await Door.person(house.gateway_url, "bench.administrator", password)
    every = _organisations()
    for start in range(0, len(every), AT_ONCE):
        await admin.post(ORGANISATIONS, {"organisations": every[start : start + AT_ONCE]})
    await admin.post(
        f"{METRICS}/indicators", {"indicators": [indicator(item(number), number) for number in range(ITEMS)]}
    )
    for period in PERIODS:
        await until_known(partial(admin.put, f"{METRICS}/collections/bench-{period}", _collection(period)))
    client = {"name": "Bench machine (synthetic)", "grants": [{"role": "sender", "organisation": COUNTY}]}
    made = await until_known(lambda: admin.post(f"{IDENTITY}/clients", client))
    await admin.close()
    door = await Door.machine(house.gateway_url, made["client_id"], made["client_secret"])
    last = {"organisation": every[-1]["code"], "indicator": item(0), "period": PERIODS[0], "value": 1}
    await until_known(lambda: door.post(f"{METRICS}/submissions", {"readings": [last]}, dry_run=True))
    return door


def _organisations() -> list[dict[str, Any]]:
    county = {"code": COUNTY, "name": {"zh": "虚构县", "en": "Fictitious County"}, "kind": "government"}
    attributes = {"school_kind": "primary", "stages": ["primary"], "place": "town", "boarding": False}
    schools = [
        {
            "code": school(number),
            "name": {"zh": f"虚构小学 {number}", "en": f"Fictitious Primary School {number}"},
            "kind": "school",
            "parent": COUNTY,
            "attributes": attributes,
        }
        for number in range(SCHOOLS)
    ]
    return [{**each, "synthetic": True} for each in (county, *schools)]


def indicator(code: str, number: int) -> dict[str, Any]:
    """Asked of primary schools; every other one is a count, the others have decimals."""
    name = {"zh": f"虚构指标 {number}", "en": f"Fictitious item {number}"}
    return {
        "code": code,
        "title": name,
        "unit": "1",
        "value_type": "decimal" if number % 2 else "integer",
        "not_negative": True,
        "period": "school_year",
        "reported_by": {"kind": "school", "school_kinds": ["primary"]},
        "population": name,
    }


def _collection(period: str) -> dict[str, Any]:
    return {
        "title": {"zh": "虚构填报", "en": "Fictitious collection"},
        "organisation": COUNTY,
        "period": period,
        "indicators": [item(number) for number in range(ITEMS)],
        "opens_on": f"{period[:4]}-09-01",
        "due_on": f"{period[:4]}-10-15",
        "status": "open",
    }


async def until_known(act: Callable[[], Awaitable[Any]]) -> Any:
    """Act again while the organisations are still on their way through the change feed."""
    deadline = time.monotonic() + KNOWN_SECONDS
    while True:
        try:
            return await act()
        except UnexpectedAnswer:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.1)
