"""A fictitious county whose schools report while processes are killed."""

import random
from dataclasses import dataclass

from deploy.demo.data import load
from deploy.demo.door import Door
from deploy.demo.people import create_administrator
from deploy.supervisor import House
from tests.door.conftest import PASSWORD, Town, county
from tests.door.patience import until
from tests.kill.supply import Batch, batches

SENDERS = 8
ITEMS = 4
FIRST_YEAR = 2001
INDICATORS = "/api/v1/metrics/indicators"
OBLIGATIONS = "/api/v1/metrics/obligations"


@dataclass(frozen=True)
class County:
    """Who sends, who assesses, and all that will be sent."""

    house: House
    code: str
    admin: Door
    senders: list[Door]
    supervisor: Door
    periods: list[str]
    batches: list[Batch]

    async def close(self) -> None:
        for door in (self.admin, self.supervisor, *self.senders):
            await door.close()


async def settle(house: House, code: str, draw: random.Random, *, schools: int, periods: int) -> County:
    """The county with as many primary schools and open collections, one for each period; everybody signed in."""
    await create_administrator(house, f"{code}.administrator", PASSWORD)
    admin = await Door.person(house.gateway_url, f"{code}.administrator", PASSWORD)
    town = Town(house, admin, code)
    await town.organisations(county(code))
    await town.schools({f"s{number:03d}": "primary" for number in range(schools)})
    items_of_schools = load("indicators/resources.yaml")
    asked = [each for each in items_of_schools if "primary" in each["reported_by"]["school_kinds"]][:ITEMS]
    await admin.post(INDICATORS, {"indicators": asked})
    items, names = [each["code"] for each in asked], [f"{code}-s{number:03d}" for number in range(schools)]
    years = [f"{year}-{year + 1}" for year in range(FIRST_YEAR, FIRST_YEAR + periods)]
    for period in years:
        await _collect(admin, code, period, items)
    senders = [(await town.machine("sender"))[0] for _ in range(SENDERS)]

    async def owed() -> bool:
        duties = await senders[0].everything(OBLIGATIONS, organisation=code, period=years[0], as_of="2001-10-01")
        return len(duties) == schools

    await until(owed)
    supervisor = await town.person("supervisor")
    work = list(batches(draw, names, items, years))
    return County(house, code, admin, senders, supervisor, years, work)


async def _collect(admin: Door, code: str, period: str, items: list[str]) -> None:
    body = {
        "title": {"zh": "虚构填报", "en": "Fictitious collection"},
        "organisation": code,
        "period": period,
        "indicators": items,
        "opens_on": f"{period[:4]}-09-01",
        "due_on": f"{period[:4]}-10-15",
        "status": "open",
    }

    async def collected() -> bool:
        answer = await admin.http.put(f"/api/v1/metrics/collections/{code}-{period}", json=body)
        return answer.status_code in (200, 201)

    await until(collected)
