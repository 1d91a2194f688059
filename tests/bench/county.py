"""A fictitious county to measure with: primary schools, five items asked of each, and a machine that sends them."""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable
from typing import Any

from deploy.demo.data import load
from deploy.demo.door import IDENTITY, Door, UnexpectedAnswer
from deploy.demo.people import create_administrator
from deploy.supervisor import House

METRICS = "/api/v1/metrics"
COUNTY, PERIOD = "bench-county", "2021-2022"
SCHOOLS, ITEMS = 1000, 5
READINGS = SCHOOLS * ITEMS
KNOWN_SECONDS = 20.0


async def furnish(house: House) -> tuple[Door, list[str]]:
    """The county with one reading of each item by each school: the door of its sender, and the items' codes."""
    password = secrets.token_urlsafe(18)
    await create_administrator(house, "bench.administrator", password)
    admin = await Door.person(house.gateway_url, "bench.administrator", password)
    await admin.post("/api/v1/plans/organisations", {"organisations": _organisations()})
    items = load("indicators/resources.yaml")
    indicators = [each for each in items if "primary" in each["reported_by"]["school_kinds"]][:ITEMS]
    codes = [each["code"] for each in indicators]
    await admin.post(f"{METRICS}/indicators", {"indicators": indicators})
    await _until_known(lambda: admin.put(f"{METRICS}/collections/bench", _collection(codes)))
    client = {"name": "Bench machine (synthetic)", "grants": [{"role": "sender", "organisation": COUNTY}]}
    made = await _until_known(lambda: admin.post(f"{IDENTITY}/clients", client))
    await admin.close()
    door = await Door.machine(house.gateway_url, made["client_id"], made["client_secret"])
    await _until_known(lambda: door.post(f"{METRICS}/submissions", batch(codes, 1)))
    return door, codes


def batch(codes: list[str], value: int) -> dict[str, Any]:
    """A submission of every item by every school, all of one value."""
    keys = [(f"{COUNTY}-{n:04d}", code) for n in range(SCHOOLS) for code in codes]
    common = {"period": PERIOD, "value": value}
    return {"readings": [{"organisation": school, "indicator": code, **common} for school, code in keys]}


def _organisations() -> list[dict[str, Any]]:
    county = {"code": COUNTY, "name": {"zh": "虚构县", "en": "Fictitious County"}, "kind": "government"}
    attributes = {"school_kind": "primary", "stages": ["primary"], "place": "town", "boarding": False}
    schools = [
        {
            "code": f"{COUNTY}-{n:04d}",
            "name": {"zh": f"虚构小学 {n}", "en": f"Fictitious Primary School {n}"},
            "kind": "school",
            "parent": COUNTY,
            "attributes": attributes,
        }
        for n in range(SCHOOLS)
    ]
    return [{**each, "synthetic": True} for each in (county, *schools)]


def _collection(codes: list[str]) -> dict[str, Any]:
    return {
        "title": {"zh": "虚构填报", "en": "Fictitious collection"},
        "organisation": COUNTY,
        "period": PERIOD,
        "indicators": codes,
        "opens_on": "2021-09-01",
        "due_on": "2021-10-15",
        "status": "open",
    }


async def _until_known(act: Callable[[], Awaitable[Any]]) -> Any:
    """Act again while the organisations are still on their way through the change feed."""
    deadline = time.monotonic() + KNOWN_SECONDS
    while True:
        try:
            return await act()
        except UnexpectedAnswer:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.1)
