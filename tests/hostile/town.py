"""A town of which something is asked, so that a body that is not hostile enough is taken."""

from decimal import Decimal

from deploy.demo.door import Door
from tests.door.conftest import Town
from tests.door.patience import until
from tests.metrics.bodies.written import Reading

PERIOD = "2021-2022"
ITEMS = ("multimedia_rooms", "outdoor_sports_area", "pupils.primary")


async def asked_for(town: Town) -> tuple[Door, list[Reading]]:
    """The door of a machine that may report for the town's school, and readings that it may send."""
    await town.schools({"s1": "primary", "s2": "primary"})
    name = {"zh": "虚构填报", "en": "Fictitious collection"}
    collection = {"title": name, "organisation": town.code, "period": PERIOD, "indicators": list(ITEMS)}
    dates = {"opens_on": "2021-09-01", "due_on": "2021-10-15", "status": "open"}

    async def collected() -> bool:
        path = f"/api/v1/metrics/collections/{town.code}"
        return (await town.admin.http.put(path, json=collection | dates)).status_code in (200, 201)

    await until(collected)
    door, _ = await town.machine("sender")
    values = (Decimal(21), Decimal("396.5"), Decimal(312))
    return door, [
        Reading(f"{town.code}-{school}", item, PERIOD, value)
        for school in ("s1", "s2")
        for item, value in zip(ITEMS, values, strict=True)
    ]
