"""A province of two counties for one test."""

import asyncio
from dataclasses import dataclass
from typing import Any

from services.access.copies import write_principal
from services.audit.repository.copies import apply_places
from tests.audit.county import PERIOD, STANDARD, Answer, County, open_county, organisation


@dataclass(frozen=True)
class Province:
    """Its supervisor is `supervisor@<code>`."""

    code: str
    first: County
    second: County

    @property
    def counties(self) -> tuple[County, County]:
        return self.first, self.second

    async def post(self, path: str, body: dict[str, Any], *, by: str = "supervisor") -> Answer:
        return await self.first.post(path, body, by=f"{by}@{self.code}")

    async def get(self, path: str, *, by: str = "supervisor", **params: Any) -> Answer:
        return await self.first.get(path, by=f"{by}@{self.code}", **params)

    async def assess(self, *, by: str = "supervisor", **changed: Any) -> Answer:
        body = {"standard": STANDARD, "organisation": self.code, "period": PERIOD, "as_of": "2021-10-31"}
        return await self.post("/assessments", body | changed, by=by)

    async def settled(self, assessment: str) -> dict[str, Any]:
        """The progress once it has come to an end."""
        while True:
            found: dict[str, Any] = (await self.get(f"/assessments/{assessment}/progress")).body
            if found["state"] not in {"waiting", "scoring"}:
                return found
            await asyncio.sleep(0.02)

    async def assessed(self, **changed: Any) -> dict[str, Any]:
        """An assessment of the province that came to its end."""
        answer = await self.assess(**changed)
        assert answer.status == 202, answer.body
        assert (await self.settled(answer.body["assessment"]))["state"] == "done"
        found: dict[str, Any] = (await self.get(f"/assessments/{answer.body['assessment']}")).body
        return found


async def open_province(county: County, digits: str = "64") -> Province:
    """Beside a county that has nothing to do with it; `digits` begin the codes of its divisions."""
    code = f"province-of-{county.code}"
    async with county.database.transaction() as session:
        attributes = {"division_code": f"{digits}0000"}
        await apply_places(session, [organisation(code, "000000", f"/000000/{code}", "government", attributes)])
        for role in ("supervisor", "auditor"):
            grants = [{"role": role, "organisation": code}]
            body = {"kind": "person", "name": role, "active": True, "grants": grants}
            await write_principal(session, f"{role}@{code}", body)
        await session.commit()
    above = f"/000000/{code}"
    first, second = [
        await open_county(county.database, county.door, county.feeds, f"{county.code}{name}", above, division)
        for name, division in (("a", f"{digits}0221"), ("b", f"{digits}0222"))
    ]
    return Province(code, first, second)
