"""The demo's accounts and machines: made once with random secrets, kept in a file only this account can read."""

import asyncio
import json
import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.configure import environment_of
from deploy.demo.door import IDENTITY, Door, UnexpectedAnswer
from deploy.demo.synthetic_planted import EXACT_LINE_SCHOOL
from deploy.demo.synthetic_planted_region import REGION
from deploy.demo.synthetic_schools import COUNTY
from deploy.processes import GATEWAY
from deploy.supervisor import House

ADMINISTRATOR = "demo.administrator"
SYSTEM = "school-information-system"
PLATFORM = "provincial-data-platform"
# machine: (name shown, organisation for which and below which it sends)
MACHINES = {
    SYSTEM: ("Demo school information system (synthetic)", COUNTY),
    PLATFORM: ("Demo provincial data platform (synthetic)", REGION),
}
# user name: (name shown, role, organisation)
PEOPLE = {
    "demo.reviewer": ("Demo county reviewer", "reviewer", COUNTY),
    "demo.supervisor": ("Demo county supervisor", "supervisor", COUNTY),
    "demo.decider": ("Demo county decider", "decider", COUNTY),
    "demo.head": ("Demo head of the county's supervision committee", "decider", COUNTY),
    "demo.education": ("Demo education bureau", "unit", f"{COUNTY}-education"),
    "demo.development": ("Demo development and reform bureau", "unit", f"{COUNTY}-development-reform"),
    "demo.personnel": ("Demo human resources bureau", "unit", f"{COUNTY}-human-resources"),
    "demo.province.reviewer": ("Demo provincial reviewer", "reviewer", REGION),
    "demo.province.supervisor": ("Demo provincial supervisor", "supervisor", REGION),
    "demo.school": ("Demo school head", "school", EXACT_LINE_SCHOOL),
}


@dataclass(frozen=True)
class Keys:
    """The secrets of the demo's people and machines, by name."""

    file: Path
    known: dict[str, dict[str, str]]

    @classmethod
    def read(cls, folder: Path) -> "Keys":
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / "accounts.json"
        return cls(file, json.loads(file.read_text()) if file.exists() else {})

    def add(self, name: str, entry: dict[str, str]) -> None:
        """Remember before anything else happens; the file is replaced whole, readable by its owner only."""
        self.known[name] = entry
        fresh = self.file.with_suffix(".new")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            json.dump(self.known, out, indent=1, ensure_ascii=False)
        fresh.replace(self.file)


async def administrator(house: House, keys: Keys) -> Door:
    """The first administrator, created on the machine itself as an operator would."""
    if ADMINISTRATOR not in keys.known:
        keys.add(ADMINISTRATOR, {"password": secrets.token_urlsafe(18)})
    password = keys.known[ADMINISTRATOR]["password"]
    try:
        return await Door.person(house.gateway_url, ADMINISTRATOR, password)
    except UnexpectedAnswer as refused:
        if refused.answer.status_code != 401:
            raise
    await create_administrator(house, ADMINISTRATOR, password)
    return await Door.person(house.gateway_url, ADMINISTRATOR, password)


async def create_administrator(house: House, username: str, password: str) -> None:
    """`python -m gateway create-administrator NAME`, with the password on standard input."""
    environment = {**os.environ, **environment_of(GATEWAY, house.settings, owner=False)}
    command = [sys.executable, "-m", "gateway", "create-administrator", username]
    child = await asyncio.create_subprocess_exec(
        *command,
        cwd=house.ground.options.root,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await child.communicate(password.encode() + b"\n")
    if child.returncode:
        raise RuntimeError(said.decode().strip().splitlines()[-1])


async def accounts(
    house: House, keys: Keys, admin: Door, people: Mapping[str, tuple[str, str, str]] = PEOPLE
) -> dict[str, Door]:
    """Everybody signed in, by user name; who has no account yet gets one."""
    doors = {}
    for username, (name, role, organisation) in people.items():
        if username not in keys.known:
            keys.add(username, {"password": secrets.token_urlsafe(18)})
        password = keys.known[username]["password"]
        body = {"username": username, "name": name, "password": password, "grants": [_grant(role, organisation)]}
        await _once_known(admin, f"{IDENTITY}/accounts", body, taken=409)
        doors[username] = await Door.person(house.gateway_url, username, password)
    return doors


async def machine(house: House, keys: Keys, admin: Door, name: str) -> Door:
    """A vendor's machine, registered once, with a token."""
    if name not in keys.known:
        shown, organisation = MACHINES[name]
        made = await _once_known(
            admin, f"{IDENTITY}/clients", {"name": shown, "grants": [_grant("sender", organisation)]}
        )
        keys.add(name, {"client_id": made["client_id"], "client_secret": made["client_secret"]})
    known = keys.known[name]
    return await Door.machine(house.gateway_url, known["client_id"], known["client_secret"])


def _grant(role: str, organisation: str) -> dict[str, str]:
    return {"role": role, "organisation": organisation}


async def _once_known(admin: Door, path: str, body: dict[str, Any], taken: int = 201) -> Any:
    """Post, again for five seconds while the gateway has not heard of a new organisation yet."""
    for _ in range(50):
        try:
            return await admin.post(path, body, expect=(201, taken))
        except UnexpectedAnswer as refused:
            if refused.answer.status_code != 403:
                raise
            await asyncio.sleep(0.1)
    return await admin.post(path, body, expect=(201, taken))
