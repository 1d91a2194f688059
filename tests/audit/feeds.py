"""The feeds of plans and metrics, held in memory, behind the client that audit follows them with."""

import asyncio
from typing import Any

from services.kernel.client import NeighbourClient
from tests.audit.packing import packed_change

PLANS, METRICS = "http://plans/changes", "http://metrics/changes"


class Feeds(NeighbourClient):
    """Answers like the change feed of a process; what is published gets the next version at once."""

    def __init__(self) -> None:
        """No gateway, no token."""
        self._changes: dict[str, list[dict[str, Any]]] = {PLANS: [], METRICS: []}

    def publish(self, feed: str, topic: str, key: str, body: dict[str, Any]) -> int:
        """The version of the new change."""
        version = len(self._changes[feed]) + 1
        self._changes[feed].append({"version": version, "topic": topic, "key": key, "body": body})
        return version

    async def get(self, url: str, params: dict[str, Any] | None = None) -> Any:
        asked, changes = params or {}, self._changes[url]
        await asyncio.sleep(0.02 if asked.get("wait") else 0)
        found = [
            packed_change(change) if asked.get("packed") else change
            for change in changes
            if change["version"] > asked["after"] and change["topic"] in asked.get("topic", [change["topic"]])
        ][: asked["limit"]]
        head = len(changes)
        reached = found[-1]["version"] if len(found) == asked["limit"] else max(head, asked["after"])
        return {"changes": found, "next": reached, "head": head}
