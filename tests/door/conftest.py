"""Callers at the gateway's door: an administrator, and whoever a test needs, each in a county of its own."""

import contextlib
import io
import secrets
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest_asyncio

from deploy.demo import people, walk
from deploy.demo.data import load
from deploy.demo.door import IDENTITY, Door
from deploy.demo.people import create_administrator
from deploy.supervisor import House
from tests.door.patience import until_known
from tests.door.walked import Walked

PASSWORD = "a pass phrase for tests"


@dataclass
class Town:
    """One county of its own and whom a test has let in."""

    house: House
    admin: Door
    code: str
    doors: list[Door] = field(default_factory=list)

    async def organisations(self, *items: dict[str, Any]) -> None:
        await self.admin.post("/api/v1/plans/organisations", {"organisations": list(items)})

    async def schools(self, kinds: dict[str, str]) -> None:
        """Schools of this county by code; each value is a school kind."""
        await self.organisations(*(school(f"{self.code}-{name}", self.code, kind) for name, kind in kinds.items()))

    async def person(self, role: str, organisation: str | None = None) -> Door:
        return await self.holder([role], organisation)

    async def holder(self, roles: Iterable[str], organisation: str | None = None) -> Door:
        """A person of several roles at one place, this county unless another is named."""
        username = f"p{secrets.token_hex(6)}"
        grants = [{"role": role, "organisation": organisation or self.code} for role in roles]
        name = f"Test {' and '.join(grant['role'] for grant in grants)}"
        body = {"username": username, "name": name, "password": PASSWORD, "grants": grants}
        await until_known(self.admin, f"{IDENTITY}/accounts", body)
        return self._kept(await Door.person(self.house.gateway_url, username, PASSWORD))

    async def machine(self, role: str, organisation: str | None = None) -> tuple[Door, dict[str, Any]]:
        body = {"name": "Test machine", "grants": [{"role": role, "organisation": organisation or self.code}]}
        made = await until_known(self.admin, f"{IDENTITY}/clients", body)
        door = await Door.machine(self.house.gateway_url, made["client_id"], made["client_secret"])
        return self._kept(door), made

    def _kept(self, door: Door) -> Door:
        self.doors.append(door)
        return door


def county(code: str) -> dict[str, Any]:
    name = {"zh": f"虚构县 {code}", "en": f"Fictitious County {code}"}
    return {"code": code, "name": name, "kind": "government", "synthetic": True}


def school(code: str, parent: str, kind: str) -> dict[str, Any]:
    stages = {"nine_year": ["primary", "junior_secondary"], "junior_secondary": ["junior_secondary"]}
    attributes = {"school_kind": kind, "stages": stages.get(kind, ["primary"]), "place": "town", "boarding": False}
    name = {"zh": f"虚构·学校 {code}", "en": f"Fictitious School {code}"}
    return {"code": code, "name": name, "kind": "school", "parent": parent, "synthetic": True, "attributes": attributes}


@pytest_asyncio.fixture(scope="session")
async def admin(house: House) -> AsyncIterator[Door]:
    username = f"root.{secrets.token_hex(4)}"
    await create_administrator(house, username, PASSWORD)
    door = await Door.person(house.gateway_url, username, PASSWORD)
    await door.post("/api/v1/metrics/indicators", {"indicators": load("indicators/resources.yaml")})
    yield door
    await door.close()


@pytest_asyncio.fixture
async def town(house: House, admin: Door) -> AsyncIterator[Town]:
    found = Town(house, admin, f"t{secrets.token_hex(4)}")
    await found.organisations(county(found.code))
    yield found
    for door in found.doors:
        await door.close()


@pytest_asyncio.fixture
async def stranger(house: House) -> AsyncIterator[Door]:
    door = Door.stranger(house.gateway_url)
    yield door
    await door.close()


@pytest_asyncio.fixture(scope="session")
async def walked(house: House) -> AsyncIterator[Walked]:
    """The demo's walk, once for the whole run."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        assert await walk.main(house) == 0
    keys = people.Keys.read(house.ground.folder.demo)
    admin = await people.administrator(house, keys)
    doors = await people.accounts(house, keys, admin)
    yield Walked(house, doors, admin, keys, told.getvalue())
    for door in (admin, *doors.values()):
        await door.close()
