"""Pages of many organisations are read in portions; whoever walks them finds each reading once, in the same order."""

from typing import Any

import pytest

from services.metrics.repository import readings
from tests.metrics.county import PERIOD, County, collection


async def walked(county: County, limit: int, **params: Any) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    while True:
        answer = (await county.get("/readings", by="auditor", limit=limit, **params)).body
        assert len(answer["items"]) <= limit
        found += [(each["period"], each["organisation"], each["indicator"]) for each in answer["items"]]
        params["cursor"] = answer["next"]
        if params["cursor"] is None:
            assert [each[:2] for each in found] == sorted(each[:2] for each in found)
            return sorted(found)


NEXT = "2022-2023"


async def filled(county: County) -> None:
    """Two periods: of the first all that the schools owe but for the second school, of the next one reading."""
    next_one = collection(county, period=NEXT, opens_on="2022-09-01", due_on="2022-10-15")
    await county.call("PUT", f"/collections/{county.code}-next", by="administrator", json=next_one)
    sent = [
        county.reading(1, 5, "pupils.primary"),
        county.reading(1, 6),
        county.reading(3, 7, "pupils.junior_secondary"),
        county.reading(3, 8),
        county.reading(2, 9, period=NEXT),
    ]
    assert (await county.submit(*sent)).status == 201


@pytest.mark.parametrize("at_once", [1, 2, 256])
@pytest.mark.parametrize("limit", [1, 2, 3, 1000])
async def test_every_reading_is_found_once(
    county: County, monkeypatch: pytest.MonkeyPatch, at_once: int, limit: int
) -> None:
    monkeypatch.setattr(readings, "_AT_ONCE", at_once)
    await filled(county)
    one, two, three = (county.school(number) for number in (1, 2, 3))
    every = [  # as sorted; the order within an organisation is that in which indicators were numbered
        (PERIOD, one, "pupils.primary"),
        (PERIOD, one, "teaching_area"),
        (PERIOD, three, "pupils.junior_secondary"),
        (PERIOD, three, "teaching_area"),
        (NEXT, two, "teaching_area"),
    ]
    assert await walked(county, limit) == every
    assert await walked(county, limit, below=county.code) == every
    assert await walked(county, limit, indicator="teaching_area") == [each for each in every if "area" in each[2]]
    assert await walked(county, limit, period=PERIOD) == every[:4]
    assert await walked(county, limit, period=NEXT) == every[4:]
    assert await walked(county, limit, organisation=three) == every[2:4]
    assert await walked(county, limit, period="2023-2024") == []
    assert await walked(county, limit, indicator="nothing.such") == []
