"""Readers of the change feed of metrics, with the token of audit: one follows during the run, one reads at the end."""

import asyncio
from typing import Any

import httpx

from deploy.demo.door import Door, UnexpectedAnswer
from tests.kill.county import County
from tests.kill.history import History
from tests.kill.supply import WITHDRAWN

CHANGES = "/api/v1/metrics/changes"
READER = "service-audit"
PAGE = 1000
WAIT_SECONDS = 2


class Reader:
    """Reads on from where it stands and notes everything it is given under its own name."""

    def __init__(self, county: County, history: History, name: str) -> None:
        self._county, self._history, self._name = county, history, name
        self._end: int | None = None
        self.head, self.version = 0, 0

    async def read(self) -> int:
        """Everything there is now; returns the newest version. Nothing is being killed any more."""
        door = await self.door()
        await self._page(door, 0)
        while self.version < self.head:
            await self._page(door, 0)
        await door.close()
        return self.head

    async def follow(self, door: Door) -> None:
        """Read on through every crash, by long polling, as far as `finish` says."""
        while self._end is None or self.version < self._end:
            try:
                await self._page(door, WAIT_SECONDS)
            except (httpx.TransportError, UnexpectedAnswer):
                await asyncio.sleep(0.2)
        await door.close()

    def finish(self, version: int) -> None:
        self._end = version

    async def door(self) -> Door:
        """Signed in; while nothing is being killed."""
        house = self._county.house
        return await Door.machine(house.gateway_url, READER, house.settings["DUDAO_AUDIT_CLIENT_SECRET"])

    async def _page(self, door: Door, wait: float) -> None:
        page = await door.get(CHANGES, after=self.version, limit=PAGE, wait=wait)
        if page["changes"]:
            self._history.note("changes", source=self._name, changes=[_change(each) for each in page["changes"]])
        self.version, self.head = page["next"], page["head"]


def _change(change: dict[str, Any]) -> list[Any]:
    """Version, name, and the readings where it is about readings."""
    body = change["body"] or {}
    readings = body["readings"] if change["topic"] == "readings" else []
    shown = [
        [each["organisation"], each["indicator"], each["period"], WITHDRAWN if each["withdrawn"] else each["value"]]
        for each in readings
    ]
    return [change["version"], f"{change['topic']}/{change['key']}", shown]
