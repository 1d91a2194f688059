"""A county in a city in a province, with a reviewer at each level, for one test."""

from dataclasses import dataclass
from typing import Any

import httpx

from services.access.copies import write_principal
from services.kernel.database import Database
from tests.metrics.county import PERIOD, ROOT, Answer, County, collection, organisation, put_indicators, settle

LEVELS = ("county", "prefecture", "province")


@dataclass(frozen=True)
class Ladder(County):
    """`code` is that of the county; its schools are s1, s2, s3, its bureau is `bureau`, above it `city` and `province`.
    The reviewers are called after their levels; `mayor` reviews for the county and the city."""

    @property
    def city(self) -> str:
        return f"{self.code}-city"

    @property
    def province(self) -> str:
        return f"{self.code}-province"

    @property
    def bureau(self) -> str:
        return f"{self.code}-bureau"

    async def ask(self, *levels: str, **changed: Any) -> Answer:
        """The county's collection, to be approved by these levels."""
        body = collection(self, approved_by=list(levels), **changed)
        return await self.call("PUT", f"/collections/{self.code}", by="administrator", json=body)

    async def sent(self, *readings: dict[str, Any], **more: Any) -> str:
        answer = await self.submit(*(readings or (self.reading(1, 5),)), **more)
        assert answer.status == 201, answer
        submission: str = answer.body["submission"]
        return submission

    async def decided(self, submission: str, decision: str, by: str, **more: Any) -> str:
        """The state of the part of s1 then, or why not."""
        reason = {"reason": "数值有误"} if decision == "returned" else {}
        answer = await self.review(submission, decision, by=by, **reason, **more)
        state: str = answer.body["parts"][0]["state"] if answer.status == 201 else answer.body["code"]
        return state

    async def part(self, submission: str, number: int = 1) -> dict[str, Any]:
        parts = (await self.get(f"/submissions/{submission}", by="sender")).body["parts"]
        found: dict[str, Any] = next(part for part in parts if part["organisation"] == self.school(number))
        return found

    async def lock(self, where: str, by: str, *, locked: bool = True, period: str = PERIOD) -> Answer:
        body = {"locked": locked, "reason": "年报已定稿" if locked else "补正"}
        return await self.call("PUT", f"/locks/{where}/{period}", by=by, json=body)

    async def bulk(self, decision: str = "approved", by: str = "county", **filters: Any) -> Answer:
        dry_run = filters.pop("dry_run", False)
        body = {"decision": decision, **filters}
        return await self.call("POST", "/reviews", by=by, json=body, params={"dry_run": dry_run})


async def open_ladder(database: Database, door: httpx.AsyncClient, code: str) -> Ladder:
    """Its collection asks for the first approval above, until a test asks otherwise."""
    ladder = Ladder(code, door, database)
    province, city = f"/000000/{ladder.province}", f"/000000/{ladder.province}/{ladder.city}"
    county = f"{city}/{code}"
    tree = [
        ROOT,
        organisation(ladder.province, "000000", province, "government", division_code="640000"),
        organisation(ladder.city, ladder.province, city, "government", division_code="640200"),
        organisation(code, ladder.city, county, "government", division_code="640221"),
        organisation(ladder.bureau, code, f"{county}/{ladder.bureau}", "department", division_code="640221"),
    ]
    for number in (1, 2, 3):
        school = ladder.school(number)
        attributes = {"school_kind": "primary"}
        tree.append(organisation(school, code, f"{county}/{school}", "school", **attributes))
    await settle(ladder, tree, {"sender": code, "auditor": ladder.province, "administrator": "000000"})
    seats = {"county": [code], "prefecture": [ladder.city], "province": [ladder.province], "mayor": [code, ladder.city]}
    seats["colleague"] = [code]
    await _seat(ladder, seats)
    await put_indicators(ladder)
    assert (await ladder.ask()).status == 201
    return ladder


async def _seat(ladder: Ladder, seats: dict[str, list[str]]) -> None:
    async with ladder.database.transaction() as session:
        for name, places in seats.items():
            grants = [{"role": "reviewer", "organisation": place} for place in places]
            body = {"kind": "person", "name": name, "active": True, "grants": grants}
            await write_principal(session, ladder.who(name), body)
        await session.commit()
