"""The house: the database and the four processes, started, kept alive and stopped together."""

import asyncio
import signal
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from types import TracebackType

import httpx2

from deploy.child import Child, last_line, size, written_since
from deploy.configure import port_setting, ports_of, url_of
from deploy.errors import CannotStart
from deploy.follow import follow
from deploy.ground import ROOT, Ground, Options
from deploy.keep import Kept, describe
from deploy.ports import require_free
from deploy.processes import GATEWAY, PROCESSES, Process
from deploy.report import Report

READY_SECONDS = 120.0
STOP_SECONDS = 25.0  # a process gives its last requests 20 s


class House:
    """Everything running; as a context manager it is ready on entry, and on exit none of its processes is left.

        async with House(data=folder, ports=free_ports("plans", "metrics", "audit", "gateway"), durable=False) as house:
            ...  # house.gateway_url, house.settings, house.pids, house.logs

    Without `data` it uses the repository's own data folder. `overrides` are settings of the processes by their full
    names. A process that dies is started again; `wait_until_ready` tells when all answer.
    """

    def __init__(
        self,
        *,
        data: Path | None = None,
        ports: Mapping[str, int] | None = None,
        postgres_bin: Path | None = None,
        database_url: str | None = None,
        durable: bool = True,
        overrides: Mapping[str, str] | None = None,
        root: Path = ROOT,
        report: Report | None = None,
        echo: bool = False,
    ) -> None:
        chosen = {f"DUDAO_{name.upper()}_PORT": str(port) for name, port in (ports or {}).items()}
        self.report = report or Report(quiet=True)
        self.ground = Ground(
            Options(root, data, database_url, postgres_bin, {**(overrides or {}), **chosen}, durable), self.report
        )
        self._echo = echo
        self._kept: dict[str, Kept] = {}
        self._stack = AsyncExitStack()

    @property
    def settings(self) -> dict[str, str]:
        """Every setting of every process, as environment variables."""
        return self.ground.settings

    @property
    def gateway_url(self) -> str:
        return url_of(GATEWAY, self.settings)

    @property
    def logs(self) -> Path:
        return self.ground.folder.logs

    @property
    def pids(self) -> dict[str, int]:
        """The running processes; `database` only if it is the embedded one. One being restarted is absent."""
        kept = [*([self.ground.database] if self.ground.database else []), *self._kept.values()]
        return {process.name: process.pid for process in kept if process.pid is not None}

    async def __aenter__(self) -> "House":
        async with AsyncExitStack() as stack:
            await self._open(stack)
            self._stack = stack.pop_all()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        async with self.report.waiting("stopping"):
            await self._stack.aclose()
        self._kept.clear()

    async def wait_until_ready(self, seconds: float = READY_SECONDS) -> None:
        """Return when every process says so at /ready; one that ended by itself meanwhile is an error."""
        deadline, said = time.monotonic() + seconds, time.monotonic()
        async with httpx2.AsyncClient(trust_env=False, timeout=5) as client:
            while waiting := [process for process in PROCESSES if not await self._is_ready(client, process)]:
                names = ", ".join(process.name for process in waiting)
                if time.monotonic() > deadline:
                    raise CannotStart(f"Not ready after {seconds:.0f} s: {names}; see the logs in {self.logs}.")
                if time.monotonic() - said > 2:
                    said = time.monotonic()
                    self.report.say(f"  still waiting for {names} ({seconds - deadline + said:.0f} s)")
                await asyncio.sleep(0.1)

    async def _open(self, stack: AsyncExitStack) -> None:
        self.ground.open_settings(stack)
        ports = ports_of(self.settings)
        for process in PROCESSES:
            host = self.settings[f"{process.prefix}HOST"]
            require_free(host, {port_setting(process): ports[process.name]})
        if self._echo:
            for name in ("database", *(process.name for process in PROCESSES)):
                task = asyncio.create_task(follow(self.ground.folder.log(name), name, self.report))
                stack.callback(task.cancel)
        await self.ground.open_database(stack)
        stack.push_async_callback(self._stop_processes)
        for process in PROCESSES:
            await self._start(process)
        self.report.say("waiting for the four processes …")
        await self.wait_until_ready()

    async def _start(self, process: Process) -> None:
        async def launch() -> Child:
            return await self.ground.start(process, "serve")

        self._kept[process.name] = Kept(process.name, launch, _stop, self.report)
        await self._kept[process.name].start()

    async def _stop_processes(self) -> None:
        """All at once: each waits for its callers, and they call one another."""
        await asyncio.gather(*(kept.stop() for kept in self._kept.values()))

    async def _is_ready(self, client: httpx2.AsyncClient, process: Process) -> bool:
        kept = self._kept[process.name]
        if kept.refused is not None:
            log = self.ground.folder.log(process.name)
            said = last_line(written_since(log, max(0, size(log) - 4096)))
            raise CannotStart(f"{process.name} does not run ({describe(kept.refused)}; {said}): see {log}.")
        try:
            answer = await client.get(f"{url_of(process, self.settings)}/ready")
        except (httpx2.HTTPError, OSError):
            return False
        return answer.status_code == 200


async def _stop(child: Child) -> None:
    await child.stop(signal.SIGTERM, STOP_SECONDS)
