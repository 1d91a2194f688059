"""One caller for every role: persons by account, machines by client, the service by its own machine secret."""

import asyncio
from dataclasses import dataclass

from deploy.demo.door import Door
from deploy.supervisor import House
from services.access.policy import ROOT_ORGANISATION, Role
from tests.door.conftest import Town

MACHINES = (Role.SENDER, Role.DASHBOARD)


@dataclass(frozen=True)
class Caller:
    """Holds exactly this role, at exactly this place."""

    door: Door
    role: Role
    place: str


async def callers_at(town: Town, place: str) -> dict[Role, Caller]:
    """Every role at the place; only the service's grant is elsewhere, at the root, where the house itself gives it."""
    roles = [role for role in Role if role is not Role.SERVICE]
    doors = await asyncio.gather(*(_let_in(town, role, place) for role in roles))
    found: dict[Role, Caller] = {role: Caller(door, role, place) for role, door in zip(roles, doors, strict=True)}
    service = await service_door(town.house, "metrics")
    town.doors.append(service)
    found[Role.SERVICE] = Caller(service, Role.SERVICE, ROOT_ORGANISATION)
    return found


async def service_door(house: House, name: str) -> Door:
    """A service as it calls its neighbours."""
    secret = house.settings[f"DUDAO_{name.upper()}_CLIENT_SECRET"]
    return await Door.machine(house.gateway_url, f"service-{name}", secret)


async def _let_in(town: Town, role: Role, place: str) -> Door:
    if role in MACHINES:
        door, _ = await town.machine(role, place)
        return door
    return await town.person(role, place)
