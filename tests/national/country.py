"""A fictitious country of provinces, cities, counties and primary schools; a platform reports for all of them."""

import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from deploy.demo.door import IDENTITY, Door, UnexpectedAnswer
from deploy.demo.people import create_administrator
from deploy.supervisor import House
from tests.bench.county import indicator, until_known
from tests.door.patience import until

METRICS, ORGANISATIONS = "/api/v1/metrics", "/api/v1/plans/organisations"
PERIOD, ROOT = "2021-2022", "000000"
ITEMS, AT_ONCE = 40, 2000
PROVINCES, CITIES, COUNTIES = 31, 11, 9
"""of the country, of a province, of a city: 3,069 counties."""
Say = Callable[[str], None]


@dataclass(frozen=True)
class Country:
    """`schools` are numbered from 0; as many stand in each county, but for a remainder."""

    schools: int

    def county_of(self, number: int) -> str:
        return _county(number % (PROVINCES * CITIES * COUNTIES))

    def school(self, number: int) -> str:
        """Ten digits, as schools bear them."""
        return f"{3_600_000_000 + number}"

    def organisations(self) -> Iterator[dict[str, Any]]:
        for province in range(PROVINCES):
            yield _organisation(f"p{province:02d}", ROOT, "government")
            for city in range(CITIES):
                yield _organisation(f"p{province:02d}c{city:02d}", f"p{province:02d}", "government")
        for county in range(PROVINCES * CITIES * COUNTIES):
            yield _organisation(_county(county), _county(county)[:6], "government")
        attributes = {"school_kind": "primary", "stages": ["primary"], "place": "rural", "boarding": False}
        for number in range(self.schools):
            school = _organisation(self.school(number), self.county_of(number), "school")
            yield {**school, "attributes": attributes}


def item(number: int) -> str:
    return f"national.item.{number:02d}"


def _county(number: int) -> str:
    city, county = divmod(number, COUNTIES)
    province, city = divmod(city, CITIES)
    return f"p{province:02d}c{city:02d}x{county}"


def _organisation(code: str, parent: str, kind: str) -> dict[str, Any]:
    name = {"zh": f"虚构机构 {code}", "en": f"Fictitious organisation {code}"}
    return {"code": code, "name": name, "kind": kind, "parent": parent, "synthetic": True}


async def settle(house: House, country: Country, say: Say) -> Door:
    """Everything a return needs; the door of the platform. Says how long organisations took on their way."""
    password = secrets.token_urlsafe(18)
    await create_administrator(house, "national.administrator", password)
    admin = await Door.person(house.gateway_url, "national.administrator", password)
    await _organise(admin, country, say)
    await admin.post(
        f"{METRICS}/indicators", {"indicators": [indicator(item(number), number) for number in range(ITEMS)]}
    )
    await until_known(partial(admin.put, f"{METRICS}/collections/national", _collection()))
    client = {"name": "National platform (synthetic)", "grants": [{"role": "sender", "organisation": ROOT}]}
    made = await until_known(partial(admin.post, f"{IDENTITY}/clients", client))
    await admin.close()
    return await Door.machine(house.gateway_url, made["client_id"], made["client_secret"])


async def _organise(admin: Door, country: Country, say: Say) -> None:
    every, begun, batch, count = country.organisations(), time.monotonic(), [], 0
    for one in every:
        batch.append(one)
        if len(batch) == AT_ONCE:
            count += await _posted(admin, batch)
            batch = []
            if count % 40_000 == 0:
                say(f"{count} organisations after {time.monotonic() - begun:.0f} s")
    count += await _posted(admin, batch) if batch else 0
    posted = time.monotonic() - begun
    last = country.school(country.schools - 1)
    await until(partial(_known, admin, last))
    say(f"{count} organisations posted in {posted:.0f} s, {count / posted:,.0f}/s")


async def _known(admin: Door, code: str) -> bool:
    """Whether metrics has heard of an organisation."""
    try:
        await admin.get(f"{METRICS}/obligations", organisation=code, as_of="2021-10-01", limit=1)
    except UnexpectedAnswer:
        return False
    return True


async def _posted(admin: Door, batch: list[dict[str, Any]]) -> int:
    await admin.post(ORGANISATIONS, {"organisations": batch})
    return len(batch)


def _collection() -> dict[str, Any]:
    return {
        "title": {"zh": "虚构全国填报", "en": "Fictitious national collection"},
        "organisation": ROOT,
        "period": PERIOD,
        "indicators": [item(number) for number in range(ITEMS)],
        "opens_on": "2021-09-01",
        "due_on": "2021-10-15",
        "status": "open",
    }
