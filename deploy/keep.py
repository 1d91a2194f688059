"""Keeping a process alive."""

import asyncio
import contextlib
import signal
import time
from collections.abc import Awaitable, Callable

from deploy.child import Child
from deploy.errors import CannotStart
from deploy.report import Report

FIRST_DELAY = 0.5
LONGEST_DELAY = 30.0
STEADY_SECONDS = 10.0  # a process that lived so long may be started again at once: outages were the back-off's


class Kept:
    """A process that is started again whenever it ends, sooner the longer it had run; until `stop`."""

    def __init__(
        self,
        name: str,
        launch: Callable[[], Awaitable[Child]],
        stop: Callable[[Child], Awaitable[None]],
        report: Report,
    ) -> None:
        self.name = name
        self.refused: int | None = None
        """The status with which it last ended by itself, not by a signal: it did not want to run."""
        self._launch, self._stop, self._report = launch, stop, report
        self._child: Child | None = None
        self._task: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        return self._child.pid if self._child and self._child.returncode is None else None

    async def start(self) -> None:
        self._child = await self._launch()
        self._task = asyncio.create_task(self._keep(self._child))

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._child:
            await self._stop(self._child)

    async def _keep(self, child: Child) -> None:
        delay = FIRST_DELAY
        while True:
            begun = time.monotonic()
            status = await child.wait()
            self.refused = status if status > 0 else None
            if time.monotonic() - begun > STEADY_SECONDS:
                delay = FIRST_DELAY
            self._report.say(f"{self.name} ended ({describe(status)}): starting it again in {delay:g} s")
            child, delay = await self._again(delay)

    async def _again(self, delay: float) -> tuple[Child, float]:
        """Launch until it works; the new child and the delay before the next time."""
        while True:
            await asyncio.sleep(delay)
            delay = min(2 * delay, LONGEST_DELAY)
            try:
                self._child = await self._launch()
            except (CannotStart, OSError) as error:
                self._report.say(f"{error} Trying again in {delay:g} s.")
            else:
                self._report.say(f"{self.name} runs again (process {self._child.pid})")
                return self._child, delay


def describe(status: int) -> str:
    return f"by {signal.Signals(-status).name}" if status < 0 else f"status {status}"
