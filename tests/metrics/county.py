"""A county for one test: its schools, what is asked of them, and who reports, reviews, looks on."""

import asyncio
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import httpx

from services.access.copies import apply_organisations, write_principal
from services.kernel.database import Database
from services.kernel.feed import Feed
from services.kernel.strict_json import loads
from services.metrics.app import UNPACK

PERIOD = "2021-2022"
NAME = {"zh": "虚构", "en": "Fictitious"}
INDICATORS = [
    ("pupils.primary", "integer", ["primary", "nine_year"]),
    ("teaching_area", "decimal", ["primary", "nine_year", "junior_secondary"]),
    ("pupils.junior_secondary", "integer", ["nine_year", "junior_secondary"]),
]


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any

    @property
    def conflicts(self) -> dict[str, Any]:
        """The conflicts of a report by their codes, refused or not."""
        report = self.body.get("report", self.body)
        return {conflict["code"]: conflict for conflict in report["conflicts"]}


@dataclass(frozen=True)
class County:
    """`code` is that of its government; its schools are s1 (primary), s2 (nine_year), s3 (junior_secondary)."""

    code: str
    door: httpx.AsyncClient
    database: Database

    def school(self, number: int) -> str:
        return f"{self.code}-s{number}"

    def who(self, role: str) -> str:
        return f"{role}@{self.code}"

    def reading(self, number: int, value: Any, indicator: str = "teaching_area", **more: Any) -> dict[str, Any]:
        base = {"organisation": self.school(number), "indicator": indicator, "period": PERIOD, "value": value}
        return {**base, **more}

    async def call(self, method: str, path: str, *, by: str, **options: Any) -> Answer:
        headers = {"Authorization": f"Bearer {by if '@' in by else self.who(by)}"}
        response = await self.door.request(method, path, headers=headers, **options)
        return Answer(response.status_code, loads(response.content) if response.content else None)

    async def get(self, path: str, *, by: str, **params: Any) -> Answer:
        return await self.call("GET", path, by=by, params=params)

    async def submit(self, *readings: dict[str, Any], by: str = "sender", dry_run: bool = False, **more: Any) -> Answer:
        body = {"readings": list(readings), **more}
        return await self.call("POST", "/submissions", by=by, json=body, params={"dry_run": dry_run})

    async def post(self, body: bytes, media_type: str, *, by: str = "sender", **params: Any) -> Answer:
        """A body in another form than JSON rows; `prefer` and `encoding` are headers."""
        named = {"Prefer": params.pop("prefer", None), "Content-Encoding": params.pop("encoding", None)}
        given = {"Idempotency-Key": params.pop("key", None), "Content-Type": media_type, **named}
        headers = {"Authorization": f"Bearer {self.who(by)}"} | {name: text for name, text in given.items() if text}
        response = await self.door.post("/submissions", content=body, headers=headers, params=params)
        return Answer(response.status_code, loads(response.content))

    async def settled(self, submission: str, *, by: str = "sender") -> Answer:
        """What became of a large body, once it is read."""
        while True:
            answer = await self.get(f"/submissions/{submission}/progress", by=by)
            if answer.status != 200 or answer.body["state"] != "waiting":
                return answer
            await asyncio.sleep(0.02)

    async def review(self, submission: str, decision: str, *, by: str = "reviewer", **more: Any) -> Answer:
        body = {"decision": decision, **more}
        return await self.call("POST", f"/submissions/{submission}/reviews", by=by, json=body)

    async def approved(self, *readings: dict[str, Any], **more: Any) -> str:
        """Submit and approve; the submission's id."""
        answer = await self.submit(*readings, **more)
        assert answer.status == 201, answer
        submission: str = answer.body["submission"]
        assert (await self.review(submission, "approved")).status == 201
        return submission

    async def published(self, key: str) -> dict[str, Any]:
        """The body of what the feed says last under a key."""
        found: dict[str, Any] = {}
        feed, after, head = Feed(self.database, UNPACK), 0, 1
        while after < head:
            page = await feed.page(after, 1000, [])
            after, head = page.next, page.head
            found = next((change.body for change in reversed(page.changes) if change.key == key and change.body), found)
        return found

    async def value(self, number: int, indicator: str = "teaching_area", **params: Any) -> Decimal | int | None:
        """The latest value of one school's indicator, None where there is none."""
        asked = {"organisation": self.school(number), "indicator": indicator, **params}
        items = (await self.get("/readings", by="auditor", **asked)).body["items"]
        return items[0]["value"] if items else None


def organisation(code: str, parent: str | None, path: str, kind: str, **attributes: Any) -> dict[str, Any]:
    """A change of the feed of organisations."""
    body = {"parent": parent, "path": path, "kind": kind, "name": NAME, "attributes": attributes}
    return {"topic": "organisation", "key": code, "body": body}


ROOT = organisation("000000", None, "/000000", "government")


async def open_county(database: Database, door: httpx.AsyncClient, code: str) -> County:
    county = County(code, door, database)
    path = f"/000000/{code}"
    tree = [ROOT, organisation(code, "000000", path, "government")]
    for number, kind in enumerate(("primary", "nine_year", "junior_secondary"), start=1):
        school = county.school(number)
        tree.append(organisation(school, code, f"{path}/{school}", "school", school_kind=kind))
    roles = {"sender": code, "sender2": code, "reviewer": code, "auditor": code, "administrator": "000000"}
    roles["administrator2"] = code
    roles |= {f"school{number}": county.school(number) for number in (1, 2, 3)}
    await settle(county, tree, roles)
    await put_indicators(county)
    answer = await county.call("PUT", f"/collections/{code}", by="administrator", json=collection(county))
    assert answer.status == 201, answer
    return county


async def settle(county: County, tree: list[dict[str, Any]], roles: dict[str, str]) -> None:
    """Organisations, and of each role one who has it for the organisation named; digits tell namesakes apart."""
    async with county.database.transaction() as session:
        await apply_organisations(session, tree)
        for role, code in roles.items():
            grant = {"role": role.rstrip("123"), "organisation": code}
            body = {"kind": "client", "name": role, "active": True, "grants": [grant]}
            await write_principal(session, county.who(role), body)
        await session.commit()


async def put_indicators(county: County) -> None:
    indicators = [
        {
            "code": code,
            "title": NAME,
            "unit": "1",
            "value_type": value_type,
            "not_negative": True,
            "period": "school_year",
            "reported_by": {"kind": "school", "school_kinds": kinds},
            "population": NAME,
        }
        for code, value_type, kinds in INDICATORS
    ]
    body = {"indicators": indicators}
    answer = await county.call("POST", "/indicators", by="administrator", json=body)
    assert answer.status in (200, 201), answer


def collection(county: County, **changed: Any) -> dict[str, Any]:
    """The county's collection as a body."""
    body = {
        "title": NAME,
        "organisation": county.code,
        "period": PERIOD,
        "indicators": [code for code, _, _ in INDICATORS],
        "opens_on": "2021-09-01",
        "due_on": "2021-10-15",
        "status": "open",
    }
    return {**body, **changed}
