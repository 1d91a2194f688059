"""A page that cannot be other than it was is given again without being made; whatever changes it makes it anew."""

from typing import Any

import httpx
import pytest

from services.access.copies import apply_organisations, write_principal
from services.metrics.endpoints import readings as endpoint
from services.metrics.repository.readings import latest_readings
from tests.metrics.county import County, organisation


class Made:
    """How often pages were made while the test ran."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0

        async def counted(*given: Any) -> Any:
            self.count += 1
            return await latest_readings(*given)

        monkeypatch.setattr(endpoint, "latest_readings", counted)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    return Made(monkeypatch)


async def page(county: County, *, by: str = "auditor", **params: Any) -> httpx.Response:
    answer = await county.door.get("/readings", params=params, headers={"Authorization": f"Bearer {county.who(by)}"})
    assert answer.status_code == 200, answer.text
    return answer


async def settled(county: County) -> None:
    await county.published("nothing")  # everything has its version


async def test_a_page_asked_again_is_the_same_and_is_not_made_again(county: County, made: Made) -> None:
    await county.submit(county.reading(2, 12.5))
    await settled(county)
    first, again = await page(county), await page(county)
    assert made.count == 1
    assert (again.content, dict(again.headers) | {"x-request-id": ""}) == (
        first.content,
        dict(first.headers) | {"x-request-id": ""},
    )
    assert first.json()["items"][0]["value"] == 12.5
    await page(county, approved_only=True)
    assert made.count == 2, "another question"


async def test_what_is_kept_for_one_is_not_given_to_another(county: County, other_county: County, made: Made) -> None:
    await county.submit(county.reading(2, 12.5))
    await settled(county)
    assert len((await page(county)).json()["items"]) == 1
    assert (await page(other_county)).json()["items"] == []
    assert (await page(county, by="school1")).json()["items"] == []
    assert len((await page(county, by="school2")).json()["items"]) == 1
    assert made.count == 4
    stranger = await county.door.get("/readings")
    assert stranger.status_code == 401


async def test_every_change_makes_it_anew(county: County, made: Made) -> None:
    sent = (await county.submit(county.reading(2, 12.5))).body["submission"]
    await settled(county)

    async def state() -> tuple[int, str]:
        before = made.count
        (item,) = (await page(county)).json()["items"]
        assert made.count == before + 1
        return item["value"], item["state"]

    assert await state() == (12.5, "pending")
    await county.review(sent, "approved")
    assert await state() == (12.5, "approved"), "while the change waits for its version nothing is kept"
    await settled(county)
    assert await state() == (12.5, "approved")
    await county.submit(county.reading(2, 13), correction_reason="measured again")
    await settled(county)
    assert await state() == (13, "pending")


async def test_who_lost_a_right_or_whose_school_moved_sees_what_is_theirs_now(county: County) -> None:
    await county.submit(county.reading(2, 12.5), county.reading(3, 8))
    await settled(county)
    assert len((await page(county)).json()["items"]) == 2
    async with county.database.transaction() as session:
        school = organisation(county.school(3), "000000", f"/000000/{county.school(3)}", "school")
        await apply_organisations(session, [school])
        await session.commit()
    assert [each["value"] for each in (await page(county)).json()["items"]] == [12.5]
    async with county.database.transaction() as session:
        grants = [{"role": "auditor", "organisation": county.school(3)}]
        body = {"kind": "client", "name": "auditor", "active": True, "grants": grants}
        await write_principal(session, county.who("auditor"), body)
        await session.commit()
    assert [each["value"] for each in (await page(county)).json()["items"]] == [8]
