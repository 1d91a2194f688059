"""Kills one victim at a time with SIGKILL and waits until the supervisor has healed the house."""

import asyncio
import contextlib
import os
import random
import signal
import time
from dataclasses import dataclass

import asyncpg

from deploy.errors import CannotStart
from deploy.supervisor import House
from tests.kill.history import History

BACKEND = "backend"
VICTIMS = ("gateway", "plans", "metrics", "audit", "database", BACKEND)
HEALING_SECONDS = 120.0
SOONEST, LATEST = 0.15, 0.65  # seconds between ready and the next kill


@dataclass(frozen=True)
class Healed:
    """A kill and how long it took until every process was ready again."""

    victim: str
    seconds: float


class Killer:
    """Draws its victims; kills by recorded process id only."""

    def __init__(self, house: House, draw: random.Random, history: History) -> None:
        self._house, self._draw, self._history = house, draw, history

    async def strike(self, victim: str, nearly_done: asyncio.Event) -> Healed:
        """Wait a moment, but not until nobody is at work; kill, and return when all are ready.

        Raises CannotStart if they are not within two minutes.
        """
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(nearly_done.wait(), self._draw.uniform(SOONEST, LATEST))
        begun = time.monotonic()
        if victim == BACKEND:
            await self._kill_backend()
        else:
            old = self._kill(victim, self._house.pids[victim])
            await self._until_replaced(victim, old)
        await self._house.wait_until_ready(HEALING_SECONDS)
        healed = Healed(victim, round(time.monotonic() - begun, 3))
        self._history.note("healed", victim=victim, seconds=healed.seconds)
        return healed

    def _kill(self, victim: str, pid: int) -> int:
        self._history.note("kill", victim=victim, pid=pid)
        os.kill(pid, signal.SIGKILL)
        return pid

    async def _kill_backend(self) -> None:
        """Any process of the server, writers of the log included; the postmaster then ends all others and recovers."""
        connection = await asyncpg.connect(self._house.ground.admin.url(), timeout=10)
        gone = asyncio.Event()
        connection.add_termination_listener(lambda _: gone.set())
        rows = await connection.fetch(
            "select pid, coalesce(usename || ' ', '') || backend_type as what from pg_stat_activity"
            " where pid <> pg_backend_pid() order by backend_type, pid"
        )
        drawn = self._draw.choice(rows)
        self._kill(drawn["what"], drawn["pid"])
        await asyncio.wait_for(gone.wait(), HEALING_SECONDS)

    async def _until_replaced(self, name: str, old: int) -> None:
        deadline = time.monotonic() + HEALING_SECONDS
        while self._house.pids.get(name, old) == old:
            if time.monotonic() > deadline:
                raise CannotStart(f"{name} was killed and not started again")
            await asyncio.sleep(0.02)
